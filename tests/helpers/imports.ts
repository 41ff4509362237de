import { readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { ROOT } from "./project.ts";

/** An import of a module. */
export interface Import {
  /** File that imports, relative to the project. */
  readonly from: string;
  /** The specifier as written. */
  readonly specifier: string;
  /** For a relative one: the file, relative to the project. */
  readonly to?: string;
  /** Nothing is left of it at run time. */
  readonly isType: boolean;
  /** Deno does not see it before it is carried out: `import("..." as string)`. */
  readonly isHidden: boolean;
}

/** Finds comments. */
export const COMMENT_REGEXP = /\/\*[^]*?\*\/|^\s*\/\/.*$/gm;

const IMPORT_REGEXP =
  /^\s*(?:import|export)\b(?:[^"';]*?\bfrom)?\s*["']([^"']+)["']|\b(?:typeof )?import\(\s*["']([^"']+)["'](\s+as string)?|\bnew URL\(\s*["'](\.[^"']+)["']/gm;

/** Returns the path relative to the project, with `/`. */
export function projectPath(path: string): string {
  return relative(ROOT, path).replaceAll("\\", "/");
}

/** Returns the imports of a file of the project. */
export function importsOf(path: string): Import[] {
  return importsIn(readFileSync(path, "utf8"), projectPath(path));
}

/** Returns the imports of a text. */
export function importsIn(text: string, from: string): Import[] {
  return [...text.replace(COMMENT_REGEXP, "").matchAll(IMPORT_REGEXP)].map((match) => {
    const specifier = match[1] ?? match[2] ?? match[4];
    const isType = /^\s*(?:(?:import|export) type|typeof import)\b/.test(match[0]);
    const found = { from, specifier, isType, isHidden: match[3] !== undefined };
    if (!specifier.startsWith(".")) return found;
    return { ...found, to: projectPath(join(ROOT, dirname(from), specifier)) };
  });
}

/** Returns all files that a file reaches by imports that `follow` allows, itself among them. */
export function reachedFrom(path: string, follow: (found: Import) => boolean): Set<string> {
  const reached = new Set<string>();
  const visit = (name: string): void => {
    if (reached.has(name)) return;
    reached.add(name);
    if (!name.endsWith(".ts")) return;
    for (const found of importsOf(join(ROOT, name))) {
      if (found.to !== undefined && follow(found)) visit(found.to);
    }
  };
  visit(path);
  return reached;
}
