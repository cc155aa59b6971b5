// What header.js fetches when it is needed.
import { openEngine } from "./engine.js";

Object.assign(window, { gongkaiSearch: openEngine });
