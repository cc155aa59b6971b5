// The index from a disk (file://, where fetch is refused), by script elements; engine.js fetches this when it is needed.
import { PLAIN } from "./container.js";

/** @import { SearchError } from "./errors.js" */
/** @import { Manifest, Source } from "./sources.js" */

/** @typedef {typeof scriptSource} ScriptSource */

const BACKSLASH = 92;
const LETTERS = new Map(Array.from(PLAIN, ([letter, byte]) => [byte, letter]));
// The bytes 0x80 to 0x9f are other characters in windows-1252; five of them stay as they are.
const WINDOWS_1252 = new Map(
  Array.from("€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ", (character, i) => [character.charCodeAt(0), 128 + i]),
);

/**
 * Runs each pack as a script, once.
 * @param {string} base
 * @param {typeof SearchError} Trouble  the class of errors that the page knows
 * @returns {Source}
 */
function scriptSource(base, Trouble) {
  const arrived = /** @type {Map<string, any>} */ (new Map());
  const packs = /** @type {Map<string, Promise<Uint8Array>>} */ (new Map());
  Object.assign(window, {
    gongkaiPack: (/** @type {string} */ name, /** @type {string} */ text) => arrived.set(name, text),
    gongkaiManifest: (/** @type {Manifest} */ manifest, /** @type {unknown} */ text) =>
      arrived.set("manifest", [manifest, text]),
  });
  /** @param {string} name */
  function run(name) {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.charset = "windows-1252";
      script.src = `${base}${name}.js`;
      script.onload = () => {
        script.remove();
        if (arrived.has(name)) resolve(arrived.get(name));
        else reject(new Trouble("damaged", name));
        arrived.delete(name);
      };
      script.onerror = () => {
        script.remove();
        reject(new Trouble("missing", name));
      };
      document.head.append(script);
    });
  }
  return {
    async read(name, from, to) {
      let pack = packs.get(name);
      if (!pack) {
        pack = run(name).then(bytesOf);
        packs.set(name, pack);
        pack.catch(() => packs.delete(name));
      }
      const bytes = (await pack).subarray(from, to);
      if (bytes.length !== to - from) throw new Trouble("damaged", name);
      return bytes;
    },
    forget: (name) => void packs.delete(name),
    async manifest() {
      const [manifest, text] = await run("manifest");
      return [manifest, bytesOf(String(text))];
    },
  };
}

/**
 * The bytes of a string as its file has them, from the string as a script in windows-1252 got it.
 * @param {string} text
 * @returns {Uint8Array}
 */
function bytesOf(text) {
  const data = new Uint8Array(2 * text.length);
  let size = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const byte = code < 256 ? code : /** @type {number} */ (WINDOWS_1252.get(code));
    const letter = LETTERS.get(byte);
    if (letter !== undefined) data[size++] = BACKSLASH;
    data[size++] = letter ?? byte;
  }
  return data.subarray(0, size);
}

Object.assign(window, { gongkaiDisk: scriptSource });
