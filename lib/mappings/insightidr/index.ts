/**
 * The mapping table of InsightIDR, in a file for each family of log sources.
 *
 * @module
 */

import antivirus from "./antivirus.json" with { type: "json" };
import applications from "./applications.json" with { type: "json" };
import aws from "./aws.json" with { type: "json" };
import azure from "./azure.json" with { type: "json" };
import base from "./base.json" with { type: "json" };
import code from "./code.json" with { type: "json" };
import connections from "./connections.json" with { type: "json" };
import defender from "./defender.json" with { type: "json" };
import dns from "./dns.json" with { type: "json" };
import file from "./file.json" with { type: "json" };
import firewall from "./firewall.json" with { type: "json" };
import google from "./google.json" with { type: "json" };
import identity from "./identity.json" with { type: "json" };
import kubernetes from "./kubernetes.json" with { type: "json" };
import linux from "./linux.json" with { type: "json" };
import m365 from "./m365.json" with { type: "json" };
import network from "./network.json" with { type: "json" };
import okta from "./okta.json" with { type: "json" };
import powershell from "./powershell.json" with { type: "json" };
import process from "./process.json" with { type: "json" };
import rawLogs from "./raw_logs.json" with { type: "json" };
import registry from "./registry.json" with { type: "json" };
import sysmon from "./sysmon.json" with { type: "json" };
import webProxy from "./web_proxy.json" with { type: "json" };
import webServer from "./web_server.json" with { type: "json" };
import windowsEvents from "./windows_events.json" with { type: "json" };
import windowsSecurity from "./windows_security.json" with { type: "json" };
import { joinFamilies } from "../join_families.ts";
import type { MappingTable } from "../table.ts";

/** The families by the name of their file; none says anything about what another one defines. */
export const FAMILIES: Readonly<Record<string, MappingTable>> = {
  antivirus: antivirus as MappingTable,
  applications: applications as MappingTable,
  aws: aws as MappingTable,
  azure: azure as MappingTable,
  code: code as MappingTable,
  connections: connections as MappingTable,
  defender: defender as MappingTable,
  dns: dns as MappingTable,
  file: file as MappingTable,
  firewall: firewall as MappingTable,
  google: google as MappingTable,
  identity: identity as MappingTable,
  kubernetes: kubernetes as MappingTable,
  linux: linux as MappingTable,
  m365: m365 as MappingTable,
  network: network as MappingTable,
  okta: okta as MappingTable,
  powershell: powershell as MappingTable,
  process: process as MappingTable,
  raw_logs: rawLogs as MappingTable,
  registry: registry as MappingTable,
  sysmon: sysmon as MappingTable,
  web_proxy: webProxy as MappingTable,
  web_server: webServer as MappingTable,
  windows_events: windowsEvents as MappingTable,
  windows_security: windowsSecurity as MappingTable,
};

/** What concerns all families: choices, shared sources and field sets. */
export const BASE: MappingTable = base as MappingTable;

/** The whole table. */
export const INSIGHTIDR: MappingTable = joinFamilies(BASE, Object.values(FAMILIES));
