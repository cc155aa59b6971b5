// What `gongkai serve`, and only serve, adds to a page: it loads the page anew where it was when its source has
// changed, and shows what is wrong. Nothing of this is part of a site.
// Written by events.py (problems, reload) and server.py (data-shown) of generator/cli/serve.
(() => {
  "use strict";
  const KEEP = "gongkai-serve";
  const shown = /** @type {HTMLScriptElement} */ (document.currentScript).dataset.shown ?? "";

  // Where it was: the first element of the text in view that has an id, for text may have been added above. What
  // stands beside the text (the header, the navigation) moves with the window and says nothing.

  let isReloading = false;

  function place() {
    for (const element of document.querySelectorAll("article [id]")) {
      const { top, height } = element.getBoundingClientRect();
      if (height && top >= 0) return { id: element.id, top };
    }
    return { id: "", top: 0 };
  }

  function keepPlace() {
    const kept = { path: location.pathname + location.search, x: scrollX, y: scrollY, ...place() };
    sessionStorage.setItem(KEEP, JSON.stringify(kept));
    isReloading = true;
    history.scrollRestoration = "manual"; // or the browser has its own way later
  }

  function takePlace() {
    const kept = JSON.parse(sessionStorage.getItem(KEEP) ?? "null");
    sessionStorage.removeItem(KEEP);
    if (kept?.path !== location.pathname + location.search) return;
    const go = () => {
      scrollTo({ left: kept.x, top: kept.y, behavior: "instant" });
      const element = kept.y > 0 && document.getElementById(kept.id);
      if (element) scrollBy({ top: element.getBoundingClientRect().top - kept.top, behavior: "instant" });
    };
    go();
    addEventListener("load", go);
    addEventListener("pagehide", () => {
      if (!isReloading) history.scrollRestoration = "auto";
    });
  }

  // What is wrong: a dialog over the page, in a shadow of its own, so that neither changes the other's looks.

  const host = document.createElement("div");
  const root = host.attachShadow({ mode: "open" });
  // a sheet, for the policy of the pages lets no style stand inline
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
:host{all:initial}
*{box-sizing:border-box}
dialog,button{font:max(16px,.8rem)/1.6 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;color:#212121}
dialog{width:min(48em,calc(100vw - 1.5em));max-height:calc(100vh - 2em);padding:0;border:0;border-top:.4em solid #7a5200;
border-radius:.4em;background:#fff;box-shadow:0 .5em 2em #0006;overflow:auto}
dialog.error{border-color:#b3261e}
dialog::backdrop{background:#0009}
header{position:sticky;top:0;display:flex;gap:1em;align-items:center;justify-content:space-between;padding:1em 1.25em .75em;background:#fff}
h2{margin:0;font-size:1.25em;line-height:1.4}
h2:focus{outline:none}
p{margin:0}
ol{margin:0;padding:0 1.25em .5em;list-style:none}
li{padding:.75em 0;border-top:1px solid #ddd;overflow-wrap:anywhere}
code{font:.9375em/1.6 ui-monospace,Menlo,Consolas,monospace}
b{display:inline-block;margin-right:.6em;padding:0 .45em;border-radius:.2em;background:#b3261e;color:#fff;font-size:.875em}
b.warning{background:#7a5200}
.note{padding:0 1.25em 1em;color:#555}
.place{white-space:nowrap}
.what{margin:.25em 0 .1em;font-weight:700}
button{padding:.25em .8em;border:1px solid #767676;border-radius:.3em;background:#fff;cursor:pointer;white-space:nowrap}
button:focus-visible{outline:3px solid #1f5a99;outline-offset:2px}
#open{position:fixed;right:1em;bottom:1em;z-index:9999;border-color:#7a5200;box-shadow:0 .2em .6em #0004}
#open.error{border-color:#b3261e;color:#b3261e;font-weight:700}
[hidden]{display:none}
@media print{:host{display:none}}
`);
  root.adoptedStyleSheets = [sheet];
  root.innerHTML = `<dialog lang="zh" aria-labelledby="title"><header><h2 id="title" tabindex="-1"></h2><button id="close">关闭</button></header>
<p class="note" id="note"></p><ol id="list"></ol></dialog>
<button id="open" lang="zh" hidden></button>`;
  const dialog = /** @type {HTMLDialogElement} */ (root.querySelector("dialog"));
  const part = (/** @type {string} */ id) => /** @type {HTMLElement} */ (root.getElementById(id));
  let dismissed = "";
  let told = "";

  /** @param {string} tag @param {string} text @param {string} [name] */
  function element(tag, text, name) {
    const made = document.createElement(tag);
    made.textContent = text;
    if (name) made.className = name;
    return made;
  }

  /** @typedef {{file: string, line: number, column: number, what: string, hint: string, severity: string, label: string}} Problem */

  /** @param {Problem} problem */
  function row(problem) {
    const { file, line, column, what, hint, severity, label } = problem;
    const item = document.createElement("li");
    const head = document.createElement("p");
    head.append(element("b", label, severity), element("code", file));
    if (line) head.append("，", element("span", `第 ${line} 行第 ${column} 列`, "place"));
    item.append(head, element("p", `${what}。`, "what"), element("p", `${hint}。`));
    return item;
  }

  /** @param {{problems: Problem[], more: number}} news */
  function tell({ problems, more }) {
    const errors = problems.filter((problem) => problem.severity === "error").length;
    const others = problems.length - errors;
    const counts = [errors && `${errors} 个错误`, others && `${others} 条提醒`].filter(Boolean).join("，");
    told = JSON.stringify(problems);
    part("title").textContent = `有 ${counts}`;
    part("note").textContent =
      (errors ? "网页仍是改动前的样子。改好并保存后，这里会自动消失。" : "提醒不妨碍生成网站。") +
      (more ? `另有 ${more} 处没有列出。` : "");
    part("list").replaceChildren(...problems.map(row));
    part("open").textContent = counts;
    part("open").className = dialog.className = errors ? "error" : "";
    part("open").hidden = !problems.length;
    if (!errors) {
      dialog.close();
      dismissed = "";
    } else if (told !== dismissed) open();
  }

  function open() {
    if (dialog.open) return; // whoever is on the way to its button keeps the focus
    dialog.showModal();
    part("title").focus();
  }

  part("close").addEventListener("click", () => dialog.close());
  part("open").addEventListener("click", open);
  dialog.addEventListener("cancel", () => (dismissed = told));
  part("close").addEventListener("click", () => (dismissed = told));

  // Browsers allow few connections to one server: only a page that is looked at keeps its own.

  /** @type {EventSource | undefined} */
  let source;

  function listen() {
    source?.close();
    source = undefined;
    if (document.visibilityState !== "visible") return;
    source = new EventSource(`/~gongkai/events?${new URLSearchParams({ page: location.pathname, shown })}`);
    source.addEventListener("problems", (event) => tell(JSON.parse(event.data)));
    source.addEventListener("reload", () => {
      source?.close();
      keepPlace();
      location.reload();
    });
  }

  document.body.append(host);
  takePlace();
  listen();
  document.addEventListener("visibilitychange", listen);
  addEventListener("pagehide", () => source?.close());
  addEventListener("pageshow", (event) => event.persisted && listen());
})();
