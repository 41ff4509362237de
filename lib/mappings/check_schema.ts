/**
 * Holds a mapping table against its JSON Schema. Only tables from outside need
 * that, so this module, the schema and the validator are loaded on demand.
 *
 * @module
 */

import { type OutputUnit, type Schema, Validator } from "@cfworker/json-schema";
import { didYouMean } from "../suggest.ts";
import schema from "./mapping.schema.json" with { type: "json" };
import type { Pointer } from "./pointer.ts";
import type { TableProblem } from "./problem.ts";

const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: "a string",
  number: "a number",
  integer: "a number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
  null: "null",
};

/**
 * Returns each breach of the schema once, at the place that is at fault.
 *
 * @param value A JSON value
 * @returns The faults; none when the value is a mapping table by its schema
 */
export function checkSchema(value: unknown): TableProblem[] {
  const validator = new Validator(schema as Schema, "2020-12", false);
  const { errors } = validator.validate(value);
  const places = errors.map((error) => error.instanceLocation);
  const problems: TableProblem[] = [];
  for (const error of errors) {
    // A faulty property also counts as additional; then something deeper is reported.
    const spurious = error.keyword === "false" &&
      places.some((place, index) =>
        isInside(place, error.instanceLocation) && errors[index] !== error
      );
    const problem = spurious ? undefined : describe(error, errors, value);
    if (problem !== undefined) problems.push(problem);
  }
  return problems;
}

function isInside(place: string, outer: string): boolean {
  return place === outer || place.startsWith(`${outer}/`);
}

function describe(
  error: OutputUnit,
  errors: readonly OutputUnit[],
  root: unknown,
): TableProblem | undefined {
  const pointer = split(error.instanceLocation);
  const value = valueAt(root, pointer);
  const name = pointer[pointer.length - 1];
  const isName = error.keywordLocation.includes("/propertyNames/");
  switch (error.keyword) {
    case "type":
      return {
        pointer,
        at: "value",
        message: `is ${typeName(value)}: expected ${
          either(ruleOf(error).type, (t) => TYPE_NAMES[t])
        }`,
      };
    case "enum": {
      const options = ruleOf(error).enum as readonly (string | null)[];
      const words = options.filter((option) => option !== null);
      const found = isName ? name : value;
      const hint = typeof found === "string" ? didYouMean(found, words) : undefined;
      return {
        pointer,
        at: isName ? "key" : "value",
        message: `${isName ? "has the name" : "is"} ${JSON.stringify(found)}: expected ${
          either(options, JSON.stringify)
        }`,
        ...(hint === undefined ? {} : { hint }),
      };
    }
    case "pattern": {
      const { title = "" } = ruleOf(error);
      return {
        pointer,
        at: isName ? "key" : "value",
        message: `${isName ? "has the name" : "is"} ${
          JSON.stringify(isName ? name : value)
        }: expected ${title}`,
      };
    }
    case "minLength":
    case "minItems":
    case "minProperties":
      return isName
        ? { pointer, at: "key", message: "has an empty name" }
        : { pointer, at: "value", message: "is empty" };
    case "required": {
      const missing = /"(.*)"/.exec(error.error)?.[1] ?? "";
      return { pointer, at: "value", message: `lacks the property ${JSON.stringify(missing)}` };
    }
    case "false": {
      const parent = error.instanceLocation.slice(0, error.instanceLocation.lastIndexOf("/"));
      const owner = errors.find((other) =>
        other.keyword === "additionalProperties" && other.instanceLocation === parent
      );
      const known = owner === undefined ? {} : ruleOf(owner).properties ?? {};
      const names = Object.keys(known).filter((option) => option !== "$schema");
      return {
        pointer,
        at: "key",
        message: "is not a property that can stand there",
        hint: didYouMean(name, names) ?? `Properties: ${names.join(", ")}`,
      };
    }
  }
  return undefined;
}

function either(options: unknown, write: (option: string) => string): string {
  const words = [options].flat().map((option) => write(option as string));
  const last = words.pop();
  return words.length === 0 ? `${last}` : `${words.join(", ")} or ${last}`;
}

function typeName(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  return TYPE_NAMES[typeof value] ?? typeof value;
}

function split(location: string): Pointer {
  return location.split("/").slice(1).map((part) =>
    decodeURIComponent(part).replaceAll("~1", "/").replaceAll("~0", "~")
  );
}

function valueAt(root: unknown, pointer: Pointer): unknown {
  let value = root;
  for (const part of pointer) {
    if (typeof value !== "object" || value === null) return undefined;
    value = (value as Record<string, unknown>)[part];
  }
  return value;
}

/** What `describe` reads of a schema. */
interface SchemaRule {
  readonly [part: string]: unknown;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  /** Of a pattern: the form in words. */
  readonly title?: string;
  readonly properties?: Readonly<Record<string, unknown>>;
}

/** The schema that an error's keyword stands in. */
function ruleOf({ keywordLocation }: OutputUnit): SchemaRule {
  return schemaAt(keywordLocation.slice(0, keywordLocation.lastIndexOf("/")));
}

/** Follows a keyword location, which names each `$ref` on its way. */
function schemaAt(location: string): SchemaRule {
  let rule = schema as unknown as SchemaRule;
  for (const part of split(location)) {
    rule = part === "$ref" ? schemaAt(rule.$ref as string) : rule[part] as SchemaRule;
  }
  return rule;
}
