import type { Issue, IssueSeverity, Place } from "./issue.ts";

/**
 * Makes an issue.
 *
 * @param validator Name of what found it
 * @param severity How bad it is
 * @param place Where it stands
 * @param message What is wrong, for people
 * @param hint What to do about it
 * @param rule Id of the rule
 */
export function makeIssue(
  validator: string,
  severity: IssueSeverity,
  place: Place,
  message: string,
  hint: string | undefined,
  rule: string | undefined,
): Issue {
  const issue = { ...place, severity, validator, message };
  return {
    ...issue,
    ...(hint === undefined ? undefined : { hint }),
    ...(rule === undefined ? undefined : { rule }),
  };
}
