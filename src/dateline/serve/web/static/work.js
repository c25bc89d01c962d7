// Deciding by keys, and forms that open where one reads. Without this script every form is there and every link leads to its page.

// ---- keys: they work while the focus is in the case, and not while something is being typed.
const stage = document.getElementById("case");

function within(scope) {
  // What a key may press in a scope: not what lies in a part that is still closed, nor in an open part of a part.
  return [...scope.querySelectorAll("[data-press]")].filter((one) => {
    const around = one.matches("details") ? one.parentElement.closest("details[data-press]") : one.closest("details[data-press]");
    return (around ?? stage) === scope;
  });
}

function scopes() {
  const open = [...stage.querySelectorAll("details[data-press][open]")];
  return [...open.reverse(), stage]; // the deepest first
}

function press(one) {
  if (one.matches("details")) {
    for (const other of within(one.parentElement.closest("details[data-press]") ?? stage)) if (other !== one && other.matches("details")) other.open = false;
    one.open = true;
    one.querySelector("summary").focus();
    const only = within(one);
    if (one.dataset.press === "o") one.querySelector("input:not([type=hidden])")?.focus();
    return only;
  }
  if (one.matches("input")) return one.focus();
  one.click();
}

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select")) {
    if (event.key === "Escape") stage.focus();
    return;
  }
  if (document.documentElement.dataset.keys === "off") return;
  if (event.key === "Escape") {
    const deepest = scopes()[0];
    if (deepest !== stage) {
      deepest.open = false;
      (deepest.parentElement.closest("details[data-press]")?.querySelector("summary") ?? stage).focus();
    }
    return;
  }
  for (const scope of scopes()) {
    const one = within(scope).find((candidate) => candidate.dataset.press === event.key);
    if (!one) continue;
    event.preventDefault();
    return press(one);
  }
}

if (stage) {
  stage.addEventListener("keydown", onKey);
  stage.focus({ preventScroll: true });
}

// ---- forms to decide on a cell open beneath the cell; the page that they come from has the same form.
document.addEventListener("click", async (event) => {
  const link = event.target.closest?.("a.decide");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  const answer = await fetch(link.href, { credentials: "same-origin" }).catch(() => null);
  if (!answer?.ok) return location.assign(link.href);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const box = page.getElementById("deed");
  if (!box) return location.assign(link.href);
  document.getElementById("deed")?.remove();
  link.parentElement.after(document.adoptNode(box));
  box.querySelector("input:not([type=hidden]), select, button")?.focus();
});

// "c" opens the form of the chosen cell; Escape closes it.
document.querySelector(".pane")?.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select");
  if (event.key === "Escape") {
    const box = document.getElementById("deed");
    if (!box) return;
    const cell = box.closest("details.cell, .card");
    box.remove();
    (cell?.querySelector("summary") ?? cell?.querySelector("a"))?.focus();
    event.stopPropagation();
    return;
  }
  if (typing || event.key !== "c" || event.ctrlKey || event.metaKey || event.altKey) return;
  const cell = event.target.closest("details.cell") ?? document.querySelector("details.cell.on");
  const link = cell?.querySelector("a.decide");
  if (!link) return;
  event.preventDefault();
  cell.open = true;
  link.click();
}, true);

// ---- small things
for (const form of document.querySelectorAll("form[data-once]")) {
  form.addEventListener("submit", () => {
    const busy = document.getElementById("busy");
    if (busy) busy.textContent = busy.dataset.busy;
    setTimeout(() => form.querySelectorAll("button").forEach((one) => (one.disabled = true)));
  });
}
addEventListener("pageshow", () => document.querySelectorAll("form[data-once] button").forEach((one) => (one.disabled = false)));

for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const words = document.getElementById(button.dataset.copy);
    words.select();
    try {
      await navigator.clipboard.writeText(words.value);
    } catch {
      document.execCommand("copy");
    }
    const told = document.getElementById("copied");
    told.textContent = told.dataset.done;
  });
}
