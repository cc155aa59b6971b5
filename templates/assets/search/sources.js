// Where the bytes of the index come from over HTTP; from a disk disk-script.js takes them.
// generator/search/container.py describes the form of the files.
import { packHead, stringOf } from "./container.js";
import { SearchError } from "./errors.js";

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
 * @typedef {{ version: string, tasks: number }} Manifest
 *
 * @typedef {object} Source
 * @property {(pack: string, from: number, to: number) => Promise<Uint8Array>} read  bytes of the string of a pack
 * @property {(pack: string) => void} forget  what is kept of a pack, which is damaged
 * @property {() => Promise<[Manifest, Uint8Array]>} manifest  with the bytes of its string
 */

/**
 * Asks for the bytes wanted and no more. A server that knows nothing of that sends the whole pack; then it is kept, and
 * others are asked for whole, each once.
 * @param {string} base  address of the folder search/, with a slash at the end
 * @returns {Source}
 */
export function httpSource(base) {
  const wholes = /** @type {Map<string, Promise<Uint8Array>>} */ (new Map());
  // Until it is known what the server does, a pack is not asked twice at a time.
  const first = /** @type {Map<string, Promise<Uint8Array>>} */ (new Map());
  let ranges = /** @type {boolean | null} */ (null);

  /**
   * Keeps what comes, unless it fails.
   * @param {string} name
   */
  function fetchWhole(name) {
    const whole = get(`${base}${name}.js`).then(({ bytes }) => stringOf(bytes, packHead(name)));
    wholes.set(name, whole);
    whole.catch(() => wholes.delete(name));
    return whole;
  }
  /**
   * @param {string} name
   * @param {number} from
   * @param {number} to
   */
  async function fetchPart(name, from, to) {
    const at = packHead(name).length;
    const headers = { Range: `bytes=${at + from}-${at + to - 1}` };
    const { status, bytes } = await get(`${base}${name}.js`, { headers });
    if (status === 206) {
      ranges = true;
      return bytes;
    }
    const whole = stringOf(bytes, packHead(name));
    ranges = false;
    wholes.set(name, Promise.resolve(whole));
    return whole.subarray(from, to);
  }
  return {
    async read(name, from, to) {
      if (ranges === null) await first.get(name)?.catch(() => {});
      const whole = wholes.get(name) ?? (ranges === false && fetchWhole(name));
      const coming = whole ? whole.then((bytes) => bytes.subarray(from, to)) : fetchPart(name, from, to);
      if (ranges === null) first.set(name, coming);
      const bytes = await coming;
      if (bytes.length !== to - from) throw new SearchError("damaged", name);
      return bytes;
    },
    forget: (name) => void wholes.delete(name),
    async manifest() {
      const { bytes } = await get(base + "manifest.js", { cache: "no-cache" });
      const end = bytes.indexOf(125) + 1;
      const head = new TextDecoder().decode(bytes.subarray(0, end));
      try {
        return [JSON.parse(head.slice(head.indexOf("(") + 1)), stringOf(bytes, head + ',"')];
      } catch {
        throw new SearchError("damaged", "manifest.js");
      }
    },
  };
}

/**
 * @param {string} address
 * @param {RequestInit} [init]
 */
async function get(address, init) {
  const { signal } = journey;
  let response;
  try {
    response = await fetch(address, { ...init, signal });
  } catch {
    throw new SearchError(signal.aborted ? "stopped" : "offline");
  }
  news = Date.now();
  const file = address.slice(address.lastIndexOf("/") + 1);
  if (response.status >= 500) throw new SearchError("server", `${response.status}`);
  if (!response.ok) throw new SearchError("missing", `${response.status} ${file}`);
  try {
    const bytes = new Uint8Array(await response.arrayBuffer());
    news = Date.now();
    return { status: response.status, bytes };
  } catch {
    if (signal.aborted) throw new SearchError("stopped");
    throw new SearchError(navigator.onLine ? "damaged" : "offline", file);
  }
}
