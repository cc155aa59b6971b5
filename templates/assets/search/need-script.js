// Scripts that are fetched at the first need of them.
import { SearchError } from "./errors.js";

const coming = /** @type {Map<string, Promise<void>>} */ (new Map());

/**
 * Run the script at an address, once; again after a failure, which names the file.
 * @param {string} address
 * @returns {Promise<void>}
 */
export function needScript(address) {
  let script = coming.get(address);
  if (!script) {
    script = new Promise((resolve, reject) => {
      const element = document.createElement("script");
      element.src = address;
      element.onload = () => resolve();
      element.onerror = () => {
        coming.delete(address);
        element.remove();
        reject(new SearchError("missing", address.slice(address.lastIndexOf("/") + 1)));
      };
      document.head.append(element);
    });
    coming.set(address, script);
  }
  return script;
}
