/** @module Variations of addresses. */

import type { CidrValue } from "../../../sigma/value.ts";
import { addressesAround } from "../addresses.ts";
import { instead, type Variation } from "./variation.ts";

/** Varies an address that must lie in a network. */
export function cidrVariations(network: CidrValue): Variation[] {
  const found = addressesAround(network).map(({ text, where, isIn }) => instead(where, text, isIn));
  const first = addressesAround(network)[0].text;
  found.push({
    how: "an address beside it in a list",
    whole: (value) => ["127.0.0.1", value ?? null],
  });
  found.push(instead("an address with text behind", `${first} x`));
  found.push(instead("an address with a port behind", `${first}:80`));
  found.push(instead("the text of the network", `${network.address}/${network.prefix}`));
  if (network.version === 4) {
    found.push(instead("the first address, mapped into IPv6", `::ffff:${first}`));
    found.push(instead("an IPv6 address", "2001:db8::1"));
  } else {
    found.push(instead("the first address in capitals", first.toUpperCase(), true));
    found.push(instead("an IPv4 address", "192.0.2.1"));
  }
  return found;
}
