/**
 * Drafts to witnesses, with the words that say what they show.
 *
 * @module
 */

import type { JsonValue } from "../../event/event.ts";
import { type EventDraft, fieldsOf, plainLine } from "./build_event.ts";
import { surely, sureTest } from "./certainty.ts";
import type { IdentifierEvent } from "./deciding_event.ts";
import type { Path } from "./paths.ts";
import { type ConditionTree, KEYWORD_FIELD, type Leaf } from "./tree.ts";
import type { Witness } from "./witness.ts";

/** Conditions with more tests are not gone through for what is sure. */
const MAX_LEAVES = 400;

/** Makes witnesses of one condition. */
export class WitnessWriter {
  readonly #tree: ConditionTree;
  readonly #hasKeywords: boolean;
  #keywordLines = 0;

  constructor(tree: ConditionTree) {
    this.#tree = tree;
    this.#hasKeywords = tree.leaves.some(({ field }) => field === null);
  }

  /** An event in which a test holds and decides. */
  deciding({ leaf }: Path, event: EventDraft): Witness {
    return this.#write(
      fieldsOf(event),
      `${place(leaf)} matches`,
      (other) => event.surelyTrue.has(other) ? true : undefined,
    );
  }

  /** An event in which a test fails and decides. */
  missed({ leaf }: Path, event: EventDraft): Witness {
    return this.#write(
      fieldsOf(event),
      `${place(leaf)} does not match`,
      (other) => event.surelyTrue.has(other) ? true : undefined,
    );
  }

  /** Events in which search identifiers hold together. */
  *together(events: Iterable<IdentifierEvent>): Generator<Witness> {
    for (const { event, holding } of events) {
      const why = holding.length === 0 ? "no selection matches" : `${holding.join(" and ")} match`;
      yield this.#write(
        fieldsOf(event),
        why,
        (leaf) => event.surelyTrue.has(leaf) ? true : undefined,
      );
    }
  }

  /**
   * A variation of an event in which a test decides.
   *
   * @param path The test
   * @param event The event
   * @param how Words for the change
   * @param changes Other values of fields; `undefined` leaves one out
   * @param holds Whether the test holds then, where that is sure
   */
  varied(
    { leaf }: Path,
    event: EventDraft,
    how: string,
    changes: ReadonlyMap<string, JsonValue | undefined>,
    holds: boolean | undefined,
  ): Witness {
    const fields = fieldsOf(event);
    for (const [field, value] of changes) {
      if (value === undefined) delete fields[field];
      else fields[field] = value;
    }
    return this.#write(fields, `${place(leaf)} ${how}`, (other) => {
      // A keyword may stand in another field as well.
      if (other === leaf) return leaf.field === null && holds === false ? undefined : holds;
      // Another test on a field that was changed may have changed its outcome.
      const isTouched = changes.has(other.field ?? KEYWORD_FIELD) ||
        (other.value.kind === "FieldRef" && changes.has(other.value.field));
      return event.surelyTrue.has(other) && !isTouched ? true : undefined;
    });
  }

  #write(
    fields: Record<string, JsonValue>,
    why: string,
    known: (leaf: Leaf) => boolean | undefined,
  ): Witness {
    const expected = this.#tree.leaves.length > MAX_LEAVES
      ? undefined
      : surely(this.#tree.root, sureTest((field) => field in fields, known));
    return {
      fields,
      why,
      ...(this.#hasKeywords ? { line: this.#line(fields) } : {}),
      ...(expected === undefined ? {} : { expected }),
    };
  }

  /** Lines of JSON and of plain text in turn, since logs have both. */
  #line(fields: Record<string, JsonValue>): string {
    return this.#keywordLines++ % 2 === 0 ? plainLine(fields) : JSON.stringify(fields);
  }
}

/** `selection: Image` */
function place({ identifier, field }: Leaf): string {
  return `${identifier}: ${field ?? "keyword"}`;
}
