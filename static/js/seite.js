// What every page does. A menu that covers the page closes when the keyboard leaves it, so that nobody
// walks on behind it.
document.addEventListener("focusout", ({ target, relatedTarget }) => {
  const menu = target.closest?.("[popover]:popover-open");
  if (menu && relatedTarget && !menu.contains(relatedTarget)) menu.hidePopover();
});

// A double click sends a form once: the second answer would say that the first was too late. After a moment,
// or back from the next page, it may be sent again.
const AGAIN_MS = 4000;
const sent = new Map();
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (performance.now() - (sent.get(form) ?? -AGAIN_MS) < AGAIN_MS) event.preventDefault();
  else sent.set(form, performance.now());
});
addEventListener("pageshow", () => sent.clear());
