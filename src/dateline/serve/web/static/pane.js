// The reading pane: text and record select one another; j and k go from cell to cell; later parts are fetched as they are neared.
// Without this script everything can be read: cards link to the words, cells open by themselves, parts are pages.
const pane = document.querySelector(".pane");
const text = document.getElementById("text");
const record = document.getElementById("record");
const cards = document.getElementById("cards");
const status = document.getElementById("status");
const narrow = matchMedia("(max-width: 60rem)");
const calm = matchMedia("(prefers-reduced-motion: reduce)");
let runs = new Map(); // cell number -> runs of the text
let picked = null; // the chosen cell, a <details>
let lit = [];

function index(root) {
  for (const run of root.querySelectorAll(".m[data-n]")) {
    for (const number of run.dataset.n.split(" ")) {
      if (!runs.has(number)) runs.set(number, []);
      runs.get(number).push(run);
    }
  }
}

function cells() {
  return [...cards.querySelectorAll("details.cell")];
}

function runsOf(cell) {
  const own = runs.get(cell.dataset.n);
  if (own) return own;
  const other = cell.dataset.of && document.getElementById(cell.dataset.of);
  return other ? [...other.querySelectorAll("details.cell")].flatMap((c) => runs.get(c.dataset.n) ?? []) : [];
}

function reveal(element, block) {
  element.scrollIntoView({ block, behavior: calm.matches ? "auto" : "smooth" });
}

function seen(element) {
  const box = element.getBoundingClientRect();
  const floor = document.body.classList.contains("picked") && narrow.matches ? innerHeight * 0.5 : innerHeight;
  return box.top >= 70 && box.bottom <= floor;
}

function pick(cell, from) {
  drop();
  picked = cell;
  cell.classList.add("on");
  cell.closest(".card").classList.add("here");
  document.body.classList.add("picked");
  record.querySelector(".close").hidden = false;
  lit = runsOf(cell);
  for (const run of lit) run.classList.add("on");
  const shown = lit.map((run) => run.closest("details.covered:not([open])") ?? run); // what is covered stays so
  if ((from !== "text" || narrow.matches) && shown.length && !shown.some(seen)) reveal(shown[0], narrow.matches ? "start" : "center");
  if (from !== "record") within(cell);
  const label = cell.querySelector(".lab").textContent;
  status.textContent = `${label}: ${cell.querySelector(".val").textContent}. ${shown.map((s) => (s.matches("details") ? s.querySelector("summary") : s).textContent).join("")}`;
}

function within(cell) {
  if (narrow.matches) return;
  const box = cell.getBoundingClientRect();
  const frame = record.getBoundingClientRect();
  if (box.top >= frame.top && box.bottom <= frame.bottom) return;
  record.scrollTo({ top: record.scrollTop + box.top - frame.top - frame.height / 3, behavior: calm.matches ? "auto" : "smooth" });
}

function drop() {
  picked?.classList.remove("on");
  picked?.closest(".card").classList.remove("here");
  for (const run of lit) run.classList.remove("on");
  document.body.classList.remove("picked");
  record.querySelector(".close").hidden = true;
  picked = null;
  lit = [];
}

// A run may carry several cells: the first click takes the innermost, further clicks go outwards.
function fromRun(run) {
  const numbers = run.dataset.n.split(" ");
  const now = numbers.indexOf(picked?.dataset.n ?? "");
  const next = cards.querySelector(`details.cell[data-n="${numbers[(now + 1) % numbers.length]}"]`);
  if (next) pick(next, "text");
}

function step(by) {
  const all = cells();
  const now = all.indexOf(picked);
  const focused = all.indexOf(document.activeElement?.closest?.("details.cell"));
  const at = now >= 0 ? now : focused;
  const next = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + by, 0), all.length - 1)];
  if (!next) return;
  pick(next, "keys");
  next.querySelector("summary").focus({ preventScroll: true });
}

function card(by) {
  const all = [...cards.querySelectorAll(".card")];
  const now = all.indexOf((picked ?? document.activeElement)?.closest?.(".card"));
  const next = all[Math.min(Math.max(now + by, 0), all.length - 1)];
  const cell = next?.querySelector("details.cell");
  if (!cell) return;
  pick(cell, "keys");
  cell.querySelector("summary").focus({ preventScroll: true });
}

text.addEventListener("click", (event) => {
  const run = event.target.closest(".m[data-n]");
  if (run && getSelection().isCollapsed) fromRun(run);
});
cards.addEventListener("click", (event) => {
  const cell = event.target.closest("details.cell");
  if (cell && event.target.closest("summary")) pick(cell, "record");
});
cards.addEventListener("focusin", (event) => {
  const cell = event.target.closest("details.cell");
  if (cell && event.target.matches("summary:focus-visible") && cell !== picked) pick(cell, "record");
});
record.querySelector(".close").addEventListener("click", () => drop());

// Single keys work only while the focus is in the pane, so that they take nothing from anybody's own shortcuts.
pane.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
  const keys = { j: () => step(1), k: () => step(-1), J: () => card(1), K: () => card(-1), Escape: drop };
  if (event.target.closest("summary, #text")) Object.assign(keys, { ArrowDown: () => step(1), ArrowUp: () => step(-1) });
  if (event.target === text) delete keys.ArrowDown, delete keys.ArrowUp; // there they scroll
  const deed = keys[event.key];
  if (!deed) return;
  event.preventDefault();
  deed();
});

// Links from a card to words, and from outside to a card.
function follow() {
  const at = location.hash.slice(1);
  const found = at ? document.getElementById(at) : null;
  const cell = found?.closest("details.cell") ?? (found?.matches(".card") ? found.querySelector("details.cell") : null);
  if (cell) pick(cell, "link");
  else if (found?.matches(".m")) fromRun(found);
}
addEventListener("hashchange", follow);

// Kinds of highlights are switched by a class on the text; the boxes may have been left unchecked by the page before.
for (const box of document.querySelectorAll(".kinds input")) {
  const kind = `no-${box.id.slice(2)}`;
  const show = () => text.classList.toggle(kind, !box.checked);
  box.addEventListener("change", show);
  show();
}

// Further parts.
const watcher = new IntersectionObserver((entries) => entries.some((e) => e.isIntersecting) && further(), { rootMargin: "1200px" });
let fetching = false;

async function further() {
  const link = document.getElementById("more");
  if (!link || fetching) return;
  fetching = true;
  try {
    const answer = await fetch(link.href, { credentials: "same-origin" });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const blocks = [...page.querySelectorAll("#text > *")];
    index(page.getElementById("text"));
    text.append(...blocks);
    cards.append(...page.querySelectorAll("#cards > .card"));
    const next = page.getElementById("more");
    watcher.unobserve(link);
    if (next) {
      link.href = next.getAttribute("href");
      link.textContent = next.textContent;
      setTimeout(() => watcher.observe(link), 50);
    } else link.parentElement.remove();
  } finally {
    fetching = false;
  }
}

index(text);
const more = document.getElementById("more");
if (more) watcher.observe(more);
follow();
