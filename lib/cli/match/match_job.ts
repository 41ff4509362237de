import type { MatchOptions } from "../../match/match_batch.ts";
import type { LeqlVariables, MatchRule } from "../../match/rules/match_rule.ts";

/** What a worker that matches events needs to know once. Plain data. */
export interface MatchJob {
  readonly rules: readonly MatchRule[];
  readonly variables: LeqlVariables;
  readonly options: MatchOptions;
}
