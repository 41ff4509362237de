/** Rules of the log sources that ship mean what their queries find. */

import { createStagedCompiler } from "../../../lib/compile.ts";
import { formatDiagnostic } from "../../../lib/diagnostic.ts";
import { FORMATS } from "../../../lib/leql/formats/registry.ts";
import { makeVerifier } from "../../../lib/verify/verifier.ts";
import { makeCompiler } from "../conversion.ts";
import { disagreement } from "../disagreement.ts";
import { mappedRule } from "../generators/mapped_rules.ts";
import { count, type Property, randomProperty } from "../property.ts";

const plain = makeCompiler({ mapping: undefined });
const verifying = createStagedCompiler(
  { formats: FORMATS, verify: true },
  undefined,
  makeVerifier({ limit: 60 }),
);

/** Held against each other as `--verify` does it. */
export const mapped: Property = randomProperty(
  {
    name: "mapped-rules",
    summary: "What the mapping table that ships makes of a rule is verified",
    gateRuns: 200,
    roundRuns: 1000,
    atLeast: { verified: 50, events: 2000 },
  },
  mappedRule,
  ({ text }, tally) => {
    const source = { path: "rule.yml", text };
    const [{ verification, diagnostics }] = verifying.compileText(source);
    if (verification === undefined) return count(tally, "refused");
    count(tally, verification.outcome);
    count(tally, "events", verification.events);
    if (verification.outcome !== "differs") return;
    const [{ queries }] = plain.compileText(source);
    throw disagreement("A rule is not verified", {
      Rule: text,
      Query: queries[0]?.query,
      Fidelity: `${queries[0]?.fidelity.kind} (${queries[0]?.fidelity.reasons.join("; ")})`,
      Reason: diagnostics.map((item) => formatDiagnostic(item)).join("\n"),
    });
  },
);
