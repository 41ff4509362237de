/**
 * All variations of one event, in the order in which they are shown.
 *
 * @module
 */

import type { JsonValue } from "../../event/event.ts";
import type { EventDraft } from "./build_event.ts";
import { nearDigests, nearHashes } from "./hash_value.ts";
import type { Path } from "./paths.ts";
import { exchange, valueOf } from "./piece.ts";
import { coreOf } from "./text.ts";
import { KEYWORD_FIELD, type Leaf } from "./tree.ts";
import { fieldPairs } from "./variations/field_ref.ts";
import { instead, type Variation } from "./variations/variation.ts";
import { ownVariations, sharedVariations } from "./variations/variations.ts";
import type { Witness } from "./witness.ts";
import type { WitnessWriter } from "./witness_writer.ts";
import type { Studio } from "./witnesses.ts";

/** Makes the variations of an event in which one test decides. */
export class CaseSeries {
  readonly #path: Path;
  readonly #event: EventDraft;
  readonly #studio: Studio;
  readonly #writer: WitnessWriter;
  readonly #withShared: boolean;

  /**
   * @param path The test that decides
   * @param event The event
   * @param studio What variations are made with
   * @param writer Makes witnesses of them
   * @param withShared Whether to show what is the same for all values of an item
   */
  constructor(
    path: Path,
    event: EventDraft,
    studio: Studio,
    writer: WitnessWriter,
    withShared: boolean,
  ) {
    this.#path = path;
    this.#event = event;
    this.#studio = studio;
    this.#writer = writer;
    this.#withShared = withShared;
  }

  /** All of them. */
  *cases(): Generator<Witness> {
    if (this.#path.leaf.value.kind === "FieldRef") {
      yield* this.#pairs();
      return;
    }
    const { leaf } = this.#path;
    const { random, regexes, effort } = this.#studio;
    // All variations of a value are made at once.
    effort.spend(lengthOf(leaf), 0);
    if (effort.isSpent) return;
    yield* this.#written();
    yield* this.#varied(this.#hashes());
    const own = ownVariations(leaf, this.#draft, random, regexes);
    // Tests of one kind begin at different variations: a limit then leaves something of each.
    const start = own.length === 0 ? 0 : (leaf.index * 5) % own.length;
    yield* this.#varied([...own.slice(start), ...own.slice(0, start)]);
    if (!this.#withShared) return;
    yield* this.#varied(sharedVariations(leaf, random));
    const known = this.#studio.knownValues.get(this.#field) ?? [];
    yield* this.#varied(known.map((value) => instead(`with the known value "${value}"`, value)));
  }

  get #field(): string {
    return this.#path.leaf.field ?? KEYWORD_FIELD;
  }

  get #draft(): ReturnType<EventDraft["drafts"]["get"]> {
    return this.#event.drafts.get(this.#field);
  }

  /** Hashes that are not the one that is asked for. */
  #hashes(): Variation[] {
    const { leaf } = this.#path;
    const { hashFields, digestFields, random } = this.#studio;
    const text = leaf.value.kind === "String" ? coreOf(leaf.value.parts).parts[0] : undefined;
    if (text?.kind !== "Text") return [];
    const length = digestFields.get(this.#field);
    const near = hashFields.has(this.#field)
      ? nearHashes(text.text, random)
      : length === undefined
      ? []
      : nearDigests(text.text, length, random);
    return near.map(({ how, hash }) => instead(how, hash));
  }

  /** The values of the rule, read from its text a second time. */
  *#written(): Generator<Witness> {
    const { leaf } = this.#path;
    for (const { how, core, whole } of this.#studio.written.texts(leaf, this.#studio.random)) {
      const isAlone = this.#event.demands.get(this.#field) === 1;
      const holds = true;
      const variation = isAlone ? { how, whole: () => whole, holds } : { how, core, holds };
      yield* this.#varied([variation]);
    }
  }

  *#varied(variations: readonly Variation[]): Generator<Witness> {
    const { leaf } = this.#path;
    const draft = this.#draft;
    for (const { how, core, fill, whole, holds } of variations) {
      let value: JsonValue | undefined;
      if (whole !== undefined) {
        value = whole(draft && valueOf(draft));
      } else {
        const changed = draft && exchange(draft, leaf, core, fill);
        if (changed === undefined) continue;
        value = valueOf(changed);
      }
      // JSON has no such number, so no event has it.
      if (typeof value === "number" && !Number.isFinite(value)) continue;
      const changes = new Map([[this.#field, value]]);
      yield this.#writer.varied(this.#path, this.#event, how, changes, holds);
    }
  }

  *#pairs(): Generator<Witness> {
    const { value } = this.#path.leaf;
    // A field that is compared with itself has one value.
    if (value.kind !== "FieldRef" || value.field === this.#field) return;
    for (const { how, own, other, holds } of fieldPairs(value, this.#studio.random)) {
      const changes = new Map([[this.#field, own], [value.field, other]]);
      yield this.#writer.varied(this.#path, this.#event, how, changes, holds);
    }
  }
}

function lengthOf({ value }: Leaf): number {
  if (value.kind !== "String") return 0;
  return value.parts.reduce((sum, part) => sum + (part.kind === "Text" ? part.text.length : 1), 0);
}
