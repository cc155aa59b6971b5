// A server that takes a question and never answers: the page says so, goes on waiting, and the reader may ask again.
import { lastNews } from "./sources.js";

export const PATIENCE = 10_000;

/**
 * Look whether anything arrives.
 * @param {(slow: boolean) => void} tell  called when nothing has come for long, and when something comes again
 * @returns {() => void} ends the watch
 */
export function watch(tell) {
  const begun = Date.now();
  let slow = false;
  const timer = setInterval(() => {
    const silent = Date.now() - Math.max(begun, lastNews()) >= PATIENCE;
    if (silent !== slow) tell((slow = silent));
  }, 500);
  return () => {
    clearInterval(timer);
    if (slow) tell((slow = false));
  };
}
