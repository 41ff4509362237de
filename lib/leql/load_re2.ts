/**
 * Loads the RE2 port along with the module that imports this one.
 *
 * @module
 */

import * as module from "re2js";
import { useRe2 } from "./re2.ts";

useRe2(module);
