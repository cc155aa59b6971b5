// What every page does besides showing itself: menu, ways to read, sorting, filtering, printing. Without it all can
// be read.
const root = document.documentElement;

/** @param {string} text @param {() => void} click */
function button(text, click) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = text;
  made.addEventListener("click", click);
  return made;
}

// The menu, folded on a phone.
const menu = document.getElementById("gk-menu");
const opener = document.querySelector(".gk-menu-button");
opener?.addEventListener("click", () => opener.setAttribute("aria-expanded", String(menu.classList.toggle("gk-open"))));
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && menu?.classList.contains("gk-open")) (opener.click(), opener.focus());
});

// Tables marked data-sortable sort by their column heads, which become buttons (Tablesort, see LICENSES.txt).
for (const table of document.querySelectorAll("table[data-sortable]")) {
  const rows = [...table.tBodies[0].rows];
  // Tasks have numbers such as （七）, which sort by their place in the document.
  if (table.tHead.rows[0].cells[0].textContent === "任务") rows.forEach((row, i) => (row.cells[0].dataset.sort = String(i).padStart(6, "0")));
  // Tablesort puts equal rows in the reverse of their order, so they come out as they were printed.
  table.addEventListener("beforeSort", () => table.tBodies[0].append(...rows.slice().reverse()));
  new Tablesort(table);
  for (const head of table.querySelectorAll("thead th")) {
    // Tablesort listens on the head, which hears what its button hears.
    const sort = button(head.textContent, () => {});
    sort.className = "gk-sort";
    head.removeAttribute("tabindex");
    head.replaceChildren(sort);
  }
}

// Boxes that are wider than the screen can be moved by keys.
// All are measured before any is changed: the page is laid out once.
[...document.querySelectorAll(".gk-scroll, .gk-written table")]
  .filter((box) => box.scrollWidth > box.clientWidth && !box.hasAttribute("tabindex"))
  .forEach((box) => (box.tabIndex = 0));

// A long list shows only the entries that hold what is typed; headings without any are hidden with them.
for (const box of document.querySelectorAll("[data-filter]")) {
  const said = box.querySelector("[role=status]");
  box.querySelector("input").addEventListener("input", (event) => {
    const wanted = event.target.value.trim().toLowerCase();
    let shown = 0;
    for (const group of document.querySelectorAll("[data-filtered]")) {
      let here = 0;
      for (const entry of group.querySelectorAll(group.dataset.filtered)) {
        const fits = entry.textContent.toLowerCase().includes(wanted);
        entry.hidden = !fits;
        here += fits;
      }
      group.hidden = here === 0;
      shown += here;
    }
    said.textContent = wanted ? (shown ? `找到 ${shown} 个` : "没有找到，换个词试试") : "";
  });
}

// Print, and copy the permanent address.
for (const place of document.querySelectorAll("[data-page-tools]")) {
  const said = document.createElement("span");
  said.setAttribute("role", "status");
  const copy = async () => {
    const address = place.dataset.pageTools || location.href;
    try {
      await navigator.clipboard.writeText(address);
      said.textContent = "已复制";
    } catch {
      prompt("请复制这个地址", address);
    }
  };
  place.append(button("打印", () => print()), button("复制链接", () => void copy()), said);
}

// Ways to read, kept in the browser under one name; the script in the head puts them on before anything is painted.
const CHOICES = ["elder", "larger", "dark", "light"];
const isDark = () => root.classList.contains("gk-dark") || (!root.classList.contains("gk-light") && matchMedia("(prefers-color-scheme: dark)").matches);
const switches = document.querySelectorAll("[data-reading]");

function showChoices() {
  for (const one of switches) {
    const choice = one.dataset.reading;
    one.setAttribute("aria-pressed", String(choice === "dark" ? isDark() : root.classList.contains(`gk-${choice}`)));
  }
}

for (const one of switches) {
  one.addEventListener("click", () => {
    if (one.dataset.reading === "dark") {
      const wasDark = isDark();
      root.classList.toggle("gk-dark", !wasDark);
      root.classList.toggle("gk-light", wasDark);
    } else root.classList.toggle(`gk-${one.dataset.reading}`);
    showChoices();
    try {
      localStorage.setItem("gk-reading", JSON.stringify(CHOICES.filter((name) => root.classList.contains(`gk-${name}`))));
    } catch {
      // then the choice holds for this page only
    }
  });
}
showChoices();

// The browser's own voice, where it has one: the text of the page, a paragraph at a time.
const aloud = document.querySelector("[data-read-aloud]");
if (aloud && "speechSynthesis" in window) {
  const voice = window.speechSynthesis;
  aloud.hidden = false;
  const stop = () => {
    voice.cancel();
    aloud.setAttribute("aria-pressed", "false");
  };
  addEventListener("pagehide", stop);
  aloud.addEventListener("click", () => {
    if (aloud.getAttribute("aria-pressed") === "true") return stop();
    const parts = [...document.querySelectorAll("article :is(h1, h2, h3, h4, h5, p, li, dt, dd, td, th)")]
      .filter((node) => node.checkVisibility?.() !== false && !node.querySelector("p, li, dd, td") && !node.closest(".gk-crumbs, .gk-about, form, nav"))
      .map((node) => node.innerText.trim())
      .filter(Boolean);
    if (!parts.length) return;
    aloud.setAttribute("aria-pressed", "true");
    parts.forEach((words, i) => {
      const said = new SpeechSynthesisUtterance(words);
      said.lang = "zh-CN";
      if (i === parts.length - 1) said.onend = stop;
      voice.speak(said);
    });
  });
}
