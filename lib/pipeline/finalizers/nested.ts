/** @module `nested`: finalizers, one after the other. */

import type { FinalizerType } from "./finalizer.ts";

/** The finalizer `nested`. */
export const nested: FinalizerType = {
  name: "nested",
  summary: "Applies finalizers of its own, in order",
  parse(reader, { parseFinalizers }) {
    const node = reader.requiredNode("finalizers");
    const finalizers = node && parseFinalizers(node);
    if (finalizers === undefined) return undefined;
    return (output, pipeline) =>
      finalizers.reduce((text, finalizer) => finalizer.apply(text, pipeline), output);
  },
};
