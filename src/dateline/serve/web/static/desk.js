// What every page has: "/" goes to the search box when nothing is being typed and nothing else wants the key.
const box = document.getElementById("find");
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  const at = event.target;
  if (at.closest("input, textarea, select, [contenteditable]")) return;
  if (document.documentElement.dataset.keys === "off") return;
  event.preventDefault();
  box?.focus();
});
