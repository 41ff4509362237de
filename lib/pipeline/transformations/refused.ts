/** @module Transformations that need Python, a shell or the network. */

import type { TransformationType } from "./transformation.ts";

/** The transformations that cannot be used here. */
export const refusedTransformations: readonly TransformationType[] = [
  {
    name: "field_name_transform",
    summary: "Refused: gives fields the names that a Python function returns",
    refusal: "it calls a Python function",
  },
  {
    name: "http_placeholders",
    summary: "Refused: fills placeholders with values from the network",
    refusal: "it reads from the network while rules are converted",
  },
  {
    name: "command_placeholders",
    summary: "Refused: fills placeholders with the output of a command",
    refusal: "it runs a command of the operating system",
  },
];
