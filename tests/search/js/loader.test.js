// Pieces of packs: over a server that heeds Range, one that does not, and what is damaged or gone.
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { deflateSync } from "node:zlib";
import { openLoader, runsOf } from "../../../templates/assets/search/loader.js";
import { httpSource } from "../../../templates/assets/search/sources.js";

const NAME = "x-0123456789ab";
const HEAD = `gongkaiPack("${NAME}","`;
const SHARDS = ["一", '"\\\n\r', "三".repeat(90)].map((text) => Buffer.from(text));
const PIECES = SHARDS.map((data) => {
  const escaped = deflateSync(data).toString("latin1").replace(/["\\]/g, "\\$&").replace(/\n/g, "\\n").replace(/\r/g, "\\r");
  return Buffer.from(`   ${escaped}`, "latin1");
});
const FILE = Buffer.concat([Buffer.from(HEAD), ...PIECES, Buffer.from('");\n')]);
const PLACES = PIECES.map(({ length: size }, i) => ({
  pack: NAME, at: PIECES.slice(0, i).reduce((sum, { length }) => sum + length, 0), size,
}));
const realFetch = globalThis.fetch;

/** @type {string[]} */
let asked = [];

/** @param {(range: string) => [number, Buffer]} answer */
function server(answer) {
  asked = [];
  globalThis.fetch = async (_, init) => {
    const range = new Headers(init?.headers).get("Range") ?? "";
    asked.push(range);
    const [status, body] = answer(range);
    return new Response(new Uint8Array(body), { status });
  };
  return openLoader(httpSource("http://x/search/"), "0123456789ab");
}

/**
 * @param {string} range
 * @returns {[number, Buffer]}
 */
function heeding(range) {
  const [first = 0, last = 0] = range.replace("bytes=", "").split("-").map(Number);
  return [206, FILE.subarray(first, last + 1)];
}

/** @param {Promise<Uint8Array>[]} loads */
async function texts(loads) {
  return (await Promise.all(loads)).map((bytes) => Buffer.from(bytes).toString());
}

const WANTED = SHARDS.map((data) => data.toString());

afterEach(() => {
  globalThis.fetch = realFetch;
});

test("shards that are wanted at the same time and lie side by side come in one piece", async () => {
  const loader = server(heeding);
  assert.deepEqual(await texts(PLACES.map(loader.load)), WANTED);
  assert.deepEqual(asked, [`bytes=${HEAD.length}-${FILE.length - 5}`]);
  await texts(PLACES.map(loader.load));
  assert.equal(asked.length, 1, "each once");
});

test("a shard is read alone", async () => {
  const loader = server(heeding);
  for (const [i, place] of PLACES.entries()) assert.deepEqual(await texts([loader.load(place)]), [WANTED[i]]);
  assert.equal(asked.length, 3);
});

test("a server that sends the whole pack is asked once", async () => {
  const loader = server(() => [200, FILE]);
  for (const [i, place] of PLACES.entries()) assert.deepEqual(await texts([loader.load(place)]), [WANTED[i]]);
  assert.equal(asked.length, 1);
});

test("an answer that is no pack is damage, and the next attempt asks again", async () => {
  for (const body of ["", "<html>login</html>", FILE.subarray(0, 40).toString("latin1")]) {
    let sound = false;
    const loader = server((range) => (sound ? heeding(range) : [200, Buffer.from(body, "latin1")]));
    await assert.rejects(loader.load(/** @type {any} */ (PLACES[2])), { trouble: "damaged" });
    sound = true;
    assert.deepEqual(await texts([loader.load(/** @type {any} */ (PLACES[2]))]), [WANTED[2]]);
  }
});

test("a piece of another length, or with another byte, is damage", async () => {
  const place = /** @type {any} */ (PLACES[2]);
  const short = server((range) => [206, heeding(range)[1].subarray(1)]);
  await assert.rejects(short.load(place), { trouble: "damaged" });
  const changed = server((range) => {
    const piece = Buffer.from(heeding(range)[1]);
    piece[piece.length - 1] = (piece.at(-1) ?? 0) ^ 1;
    return [206, piece];
  });
  await assert.rejects(changed.load(place), { trouble: "damaged" });
});

test("a whole pack that is damaged is not kept", async () => {
  let file = Buffer.from(FILE);
  const at = HEAD.length + (PLACES[2]?.at ?? 0) + 6;
  file[at] = (file[at] ?? 0) ^ 1;
  const loader = server(() => [200, file]);
  await assert.rejects(loader.load(/** @type {any} */ (PLACES[2])), { trouble: "damaged" });
  file = FILE;
  assert.deepEqual(await texts([loader.load(/** @type {any} */ (PLACES[2]))]), [WANTED[2]]);
});

test("a pack that is gone since the site was built anew says so", async () => {
  for (const [version, trouble] of [["ba9876543210", "rebuilt"], ["0123456789ab", "missing"]]) {
    const manifest = Buffer.from(`gongkaiManifest({"version": "${version}", "tasks": 1},"");\n`);
    const loader = server((range) => (range ? [404, Buffer.from("")] : [200, manifest]));
    await assert.rejects(loader.load(/** @type {any} */ (PLACES[0])), { trouble });
  }
});

test("what is far apart comes in pieces, and each pack by itself", () => {
  const place = (/** @type {string} */ pack, /** @type {number} */ at) => /** @type {any} */ ({ pack, at, size: 10 });
  const runs = runsOf([place("b", 0), place("a", 5000), place("a", 300), place("a", 0)]);
  assert.deepEqual(runs.map((run) => run.map(({ pack, at }) => pack + at)), [["a0", "a300"], ["a5000"], ["b0"]]);
});
