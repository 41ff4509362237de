/**
 * Looks for cases in which a property of the converter does not hold: the properties of the gate,
 * on random cases without end.
 *
 *   deno task fuzz                          five minutes, from a seed that it names
 *   deno task fuzz --seed 7 --minutes 30
 *   deno task fuzz --property meaning       this one alone
 *   deno task fuzz --property meaning --seed 7 --runs 1000    one round, which comes out the same
 *
 * Goes through all properties, round after round, each round with the next seed. A property that
 * fails is not tried again. Ends with 1 when one has failed.
 *
 * @module
 */

import process from "node:process";
import { parseArgs } from "node:util";
import { PROPERTIES } from "../tests/fuzz/properties.ts";
import type { Property, Tally } from "../tests/fuzz/property.ts";

const DEFAULT_MINUTES = 5;

interface Settings {
  readonly properties: readonly Property[];
  readonly seed: number;
  readonly minutes: number;
  /** Cases of each property in the only round; absent: rounds until the time is over. */
  readonly runs: number | undefined;
}

function readSettings(): Settings {
  const { values } = parseArgs({
    options: {
      property: { type: "string", multiple: true },
      seed: { type: "string" },
      minutes: { type: "string" },
      runs: { type: "string" },
    },
  });
  const names = values.property ?? PROPERTIES.map(({ name }) => name);
  const unknown = names.find((name) => !PROPERTIES.some((property) => property.name === name));
  if (unknown !== undefined) {
    const known = PROPERTIES.map(({ name }) => name).join(", ");
    throw new RangeError(`No property "${unknown}": expected one of ${known}`);
  }
  return {
    properties: PROPERTIES.filter(({ name }) => names.includes(name)),
    seed: readNumber("--seed", values.seed, /^\d{1,9}$/) ?? Date.now() % 1_000_000,
    minutes: readNumber("--minutes", values.minutes, /^\d+(?:\.\d+)?$/) ?? DEFAULT_MINUTES,
    runs: readNumber("--runs", values.runs, /^[1-9]\d*$/),
  };
}

function readNumber(option: string, text: string | undefined, form: RegExp): number | undefined {
  if (text === undefined) return undefined;
  if (!form.test(text)) throw new RangeError(`Cannot read "${text}" as the number of ${option}`);
  return Number(text);
}

/** What has become of one property. */
interface Standing {
  readonly property: Property;
  readonly tally: Tally;
  runs: number;
  seconds: number;
  failed: boolean;
}

function tryOnce(standing: Standing, seed: number, runs: number): void {
  const { property, tally } = standing;
  const start = performance.now();
  const failure = property.check(seed, runs, tally);
  standing.seconds += (performance.now() - start) / 1000;
  standing.runs += runs;
  if (failure === undefined) return;
  standing.failed = true;
  console.log(`\nFAILED ${property.name}: ${property.summary}\n${failure}`);
  console.log(`Again: deno task fuzz --property ${property.name} --seed ${seed} --runs ${runs}\n`);
}

function tryAll({ properties, seed, minutes, runs }: Settings): Standing[] {
  const standings = properties.map((property): Standing => {
    return { property, tally: new Map(), runs: 0, seconds: 0, failed: false };
  });
  const end = performance.now() + minutes * 60_000;
  for (let round = 0;; round++) {
    for (const standing of standings) {
      if (standing.failed) continue;
      tryOnce(standing, seed + round, runs ?? standing.property.roundRuns);
      if (runs === undefined && performance.now() > end) return standings;
    }
    if (runs !== undefined || standings.every(({ failed }) => failed)) return standings;
  }
}

function report(standings: readonly Standing[]): void {
  for (const { property, tally, runs, seconds, failed } of standings) {
    const counts = [...tally].map(([what, number]) => `${number} ${what}`).join(", ");
    const outcome = failed ? "FAILED" : runs === 0 ? "not tried" : "ok";
    console.log(
      `${property.name}: ${outcome}, ${runs} cases in ${seconds.toFixed(1)} s: ${counts}`,
    );
  }
}

let settings: Settings;
try {
  settings = readSettings();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(2);
}
console.log(`Seed ${settings.seed}`);
const standings = tryAll(settings);
report(standings);
process.exit(standings.some(({ failed }) => failed) ? 1 : 0);
