/**
 * Expressions over the names of processing conditions: `win and not (a or b)`.
 *
 * @module
 */

import type { Span } from "../source.ts";
import type { YamlScalar } from "../yaml/node.ts";
import type { TestNode } from "./conditions/condition.ts";

/** What is wrong with an expression. */
export interface ExpressionFault {
  /** What is wrong, to stand behind a colon. */
  readonly message: string;
  /** Where in the pipeline file. */
  readonly span: Span;
  /** The name that does not exist. */
  readonly unknown?: string;
}

/** Parentheses and `not` may be nested this deep. */
const MAX_NESTING = 100;

class Fault extends Error {
  readonly fault: ExpressionFault;
  constructor(fault: ExpressionFault) {
    super(fault.message);
    this.fault = fault;
  }
}

/**
 * Parses an expression: `not` binds strongest, then `and`, then `or`.
 *
 * @param scalar The expression
 * @param tests The conditions by name
 * @returns The tree and the names in it, or what is wrong
 */
export function parseExpression<T>(
  scalar: YamlScalar,
  tests: ReadonlyMap<string, T>,
): { readonly node: TestNode<T>; readonly names: ReadonlySet<string> } | ExpressionFault {
  const parser = new ExpressionParser(scalar, tests);
  try {
    return { node: parser.parse(), names: parser.names };
  } catch (error) {
    if (error instanceof Fault) return error.fault;
    throw error;
  }
}

class ExpressionParser<T> {
  readonly names = new Set<string>();
  readonly #scalar: YamlScalar;
  readonly #tests: ReadonlyMap<string, T>;
  readonly #tokens: readonly { readonly text: string; readonly at: number }[];
  #at = 0;
  #nesting = 0;

  constructor(scalar: YamlScalar, tests: ReadonlyMap<string, T>) {
    this.#scalar = scalar;
    this.#tests = tests;
    this.#tokens = [...scalar.text.matchAll(/[A-Za-z0-9_-]+|\S/g)]
      .map((found) => ({ text: found[0], at: found.index }));
  }

  parse(): TestNode<T> {
    const node = this.#or();
    if (this.#at < this.#tokens.length) this.#fail('expected "and", "or" or the end');
    return node;
  }

  #or(): TestNode<T> {
    return this.#chain("or", "Or", () => this.#chain("and", "And", () => this.#not()));
  }

  #chain(word: string, kind: "And" | "Or", operand: () => TestNode<T>): TestNode<T> {
    const args = [operand()];
    while (this.#take(word)) args.push(operand());
    return args.length === 1 ? args[0] : { kind, args };
  }

  #not(): TestNode<T> {
    if (++this.#nesting > MAX_NESTING) this.#fail(`it is nested more than ${MAX_NESTING} deep`);
    const node = this.#take("not") ? { kind: "Not", arg: this.#not() } as const : this.#primary();
    this.#nesting--;
    return node;
  }

  #primary(): TestNode<T> {
    if (this.#take("(")) {
      const node = this.#or();
      if (!this.#take(")")) this.#fail('expected ")"');
      return node;
    }
    const token = this.#tokens[this.#at];
    if (token === undefined || !/^[\w-]+$/.test(token.text) || /^(?:and|or)$/.test(token.text)) {
      this.#fail("expected the name of a condition");
    }
    const test = this.#tests.get(token.text);
    if (test === undefined) this.#fail(`there is no condition "${token.text}"`, token.text);
    this.#at++;
    this.names.add(token.text);
    return { kind: "Test", test };
  }

  #take(text: string): boolean {
    if (this.#tokens[this.#at]?.text !== text) return false;
    this.#at++;
    return true;
  }

  #fail(message: string, unknown?: string): never {
    const token = this.#tokens[this.#at];
    const found = unknown !== undefined
      ? ""
      : token === undefined
      ? ", found the end"
      : `, found "${token.text}"`;
    const { span, verbatim, text } = this.#scalar;
    const at = span.start + (token?.at ?? text.length);
    throw new Fault({
      message: message + found,
      span: verbatim ? { start: at, end: at + (token?.text.length ?? 0) } : span,
      unknown,
    });
  }
}
