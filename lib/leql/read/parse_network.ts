/**
 * The network of `IP()`.
 *
 * Source: Rapid7, "Components for Building a Query", IP search: IPv4 networks with prefix lengths
 * from 1 to 32.
 *
 * @module
 */

import type { IpOperand } from "../ast.ts";
import type { Cursor } from "./cursor.ts";
import { ReadFault } from "./read_fault.ts";

const IPV4_REGEXP = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?:\/(\d{1,2}))?$/;
const IPV6_REGEXP = /^[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(?:\/\d{1,3})?$/;

/** Reads `(network)` behind `IP`. Throws a {@link ReadFault}. */
export function parseNetwork(cursor: Cursor): IpOperand {
  cursor.expectSign("(");
  const token = cursor.peek();
  if (token.kind !== "Word" && token.kind !== "Quoted") throw cursor.unexpected("a network");
  cursor.next();
  const network = token.text;
  const parts = IPV4_REGEXP.exec(network);
  if (parts === null && !IPV6_REGEXP.test(network)) {
    throw new ReadFault("leql-syntax", `Cannot read the network "${network}"`, token);
  }
  if (parts !== null && parts.slice(1, 5).some((part) => Number(part) > 255)) {
    throw new ReadFault("leql-syntax", `Cannot read the address "${network}"`, token);
  }
  const doubt = ipDoubt(parts);
  if (doubt !== undefined) cursor.warn("leql-ip", doubt, token);
  else if (token.kind === "Quoted") {
    cursor.warn("leql-ip", "The documentation of LEQL shows IP() without quotes", token);
  }
  cursor.expectSign(")");
  return { kind: "Ip", network };
}

function ipDoubt(parts: RegExpExecArray | null): string | undefined {
  if (parts === null) return "IP() is documented for IPv4 alone";
  if (parts[5] === undefined) return "IP() is documented with a prefix length: IP(10.0.0.0/8)";
  const prefix = Number(parts[5]);
  return prefix >= 1 && prefix <= 32
    ? undefined
    : `IP() is documented for prefix lengths from 1 to 32, not ${prefix}`;
}
