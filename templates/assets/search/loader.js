// Bytes of the index: over HTTP by fetch, from a disk (file://, where fetch is refused) by script elements.
// generator/search/container.py describes the form of the files.
import { SearchError } from "./errors.js";

const BACKSLASH = 92;
const ESCAPED = new Map([[110, 10], [114, 13], [34, 34], [92, 92]]);
// The bytes 0x80 to 0x9f are other characters in windows-1252; five of them stay as they are.
const WINDOWS_1252 = new Map(
  Array.from("€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ", (character, i) => [character.charCodeAt(0), 128 + i]),
);
const ATTEMPTS_AT_ONCE = 8;

let news = 0;
let journey = new AbortController();

/** When something last came from the server. */
export const lastNews = () => news;

/** End all that is on its way: who waits for it gets an error, never a part. */
export function abandon() {
  journey.abort();
  journey = new AbortController();
}

/**
 * @typedef {object} Source
 * @property {(path: string, fresh?: boolean) => Promise<Uint8Array>} read  the bytes of a shard's string
 * @property {() => Promise<{ version: string, tasks: number }>} manifest
 */

/**
 * Read the string out of the bytes of a file.
 * @param {Uint8Array} file
 * @param {string} name
 * @returns {Uint8Array}
 */
export function unwrap(file, name) {
  const head = `gongkaiShard("${name}","`;
  for (let i = 0; i < head.length; i++) if (file[i] !== head.charCodeAt(i)) throw new SearchError("damaged", name);
  const data = new Uint8Array(file.length);
  let size = 0;
  for (let at = head.length; at < file.length; at++) {
    let byte = /** @type {number} */ (file[at]);
    if (byte === 34) return data.subarray(0, size);
    if (byte === BACKSLASH) {
      const plain = ESCAPED.get(/** @type {number} */ (file[++at]));
      if (plain === undefined) break;
      byte = plain;
    }
    data[size++] = byte;
  }
  throw new SearchError("damaged", name);
}

/**
 * @param {string} base  address of the folder search/, with a slash at the end
 * @returns {Source}
 */
export function httpSource(base) {
  /**
   * @param {string} path
   * @param {boolean} fresh
   */
  async function get(path, fresh) {
    const { signal } = journey;
    let response;
    try {
      response = await fetch(base + path, fresh ? { cache: "no-cache", signal } : { signal });
    } catch {
      throw new SearchError(signal.aborted ? "stopped" : "offline");
    }
    news = Date.now();
    if (response.status >= 500) throw new SearchError("server", `${response.status}`);
    if (!response.ok) throw new SearchError("missing", `${response.status} ${path}`);
    try {
      const file = new Uint8Array(await response.arrayBuffer());
      news = Date.now();
      return file;
    } catch {
      if (signal.aborted) throw new SearchError("stopped");
      throw new SearchError(navigator.onLine ? "damaged" : "offline", path);
    }
  }
  return {
    async read(path) {
      return unwrap(await get(path, false), shardName(path));
    },
    async manifest() {
      const text = new TextDecoder().decode(await get("manifest.js", true));
      try {
        return JSON.parse(text.slice(text.indexOf("(") + 1, text.lastIndexOf(")")));
      } catch {
        throw new SearchError("damaged", "manifest.js");
      }
    },
  };
}

/**
 * @param {string} base
 * @returns {Source}
 */
export function scriptSource(base) {
  const arrived = /** @type {Map<string, any>} */ (new Map());
  Object.assign(window, {
    gongkaiShard: (/** @type {string} */ name, /** @type {string} */ text) => arrived.set(name, text),
    gongkaiManifest: (/** @type {unknown} */ manifest) => arrived.set("manifest", manifest),
  });
  /**
   * @param {string} path
   * @param {string} name
   */
  function run(path, name) {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.charset = "windows-1252";
      script.src = base + path;
      script.onload = () => {
        script.remove();
        if (arrived.has(name)) resolve(arrived.get(name));
        else reject(new SearchError("damaged", path));
        arrived.delete(name);
      };
      script.onerror = () => {
        script.remove();
        reject(new SearchError("missing", path));
      };
      document.head.append(script);
    });
  }
  return {
    async read(path) {
      const text = await run(path, shardName(path));
      const data = new Uint8Array(text.length);
      for (let i = 0; i < text.length; i++) {
        const code = text.charCodeAt(i);
        data[i] = code < 256 ? code : /** @type {number} */ (WINDOWS_1252.get(code));
      }
      return data;
    },
    manifest: () => run("manifest.js", "manifest"),
  };
}

/**
 * "0a1b/g1/3.js" is shard g259.
 * @param {string} path
 */
export function shardName(path) {
  const [, folder = "", file = ""] = path.replace(".js", "").split("/");
  return file ? folder[0] + String(Number(folder.slice(1)) * 256 + Number(file)) : folder;
}

/**
 * @param {Uint8Array} data  a zlib stream
 * @param {string} name
 * @returns {Promise<Uint8Array>}
 */
async function inflate(data, name) {
  if (typeof DecompressionStream === "undefined") throw new SearchError("old-browser");
  try {
    const stream = new Blob([/** @type {BlobPart} */ (data)]).stream().pipeThrough(new DecompressionStream("deflate"));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  } catch {
    throw new SearchError("damaged", name);
  }
}

/** Shards by name, each fetched once; a failed one may be asked for again. */
export class Loader {
  /**
   * @param {Source} source
   * @param {string} version
   */
  constructor(source, version) {
    this.source = source;
    this.version = version;
    this.cache = /** @type {Map<string, Promise<Uint8Array>>} */ (new Map());
    this.running = 0;
    this.waiting = /** @type {(() => void)[]} */ ([]);
  }

  /**
   * @param {string} path  tables.js, or a series and a number: g0/17.js
   * @returns {Promise<Uint8Array>}
   */
  load(path) {
    let bytes = this.cache.get(path);
    if (!bytes) {
      bytes = this.fetch(`${this.version}/${path}`);
      this.cache.set(path, bytes);
      bytes.catch(() => this.cache.delete(path));
    }
    return bytes;
  }

  /**
   * @param {string} series
   * @param {number} number
   */
  shard(series, number) {
    return this.load(`${series}${number >> 8}/${number & 255}.js`);
  }

  /** @param {string} path */
  async fetch(path) {
    if (this.running >= ATTEMPTS_AT_ONCE) await new Promise((go) => this.waiting.push(() => go(undefined)));
    this.running++;
    try {
      return await inflate(await this.source.read(path), path);
    } catch (error) {
      throw await this.explain(error);
    } finally {
      this.running--;
      this.waiting.shift()?.();
    }
  }

  /**
   * A file that is gone because the site was built anew is no damage: say so.
   * @param {unknown} error
   */
  async explain(error) {
    if (!(error instanceof SearchError) || error.trouble !== "missing") return error;
    const now = await this.source.manifest().catch(() => null);
    return now && now.version !== this.version ? new SearchError("rebuilt") : error;
  }
}
