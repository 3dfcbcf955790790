// Makes the directory quick: filters, chips, pages and the schematic change the list in place.
// Without this file, or where a request fails, the same forms and links load the whole page.
import { showMap } from "./karte.js";

const target = document.getElementById("verzeichnis");
const wide = window.matchMedia("(min-width: 58rem)");

function addressOf(form) {
  const data = new FormData(form);
  for (const [name, value] of [...data]) if (!value) data.delete(name);
  const query = new URLSearchParams(data).toString();
  return form.action.split("?")[0] + (query ? `?${query}` : "");
}

// What had the focus is found again in the new list by its name and value, or by its address.
function remember() {
  const at = document.activeElement;
  if (!target.contains(at)) return null;
  if (at.name && at.value) return `[name="${at.name}"][value="${CSS.escape(at.value)}"]`;
  return at.id ? `#${at.id}` : null;
}

async function load(url, { push = true } = {}) {
  const focus = remember();
  const opened = [...target.querySelectorAll("details[open][id]")].map((element) => element.id);
  target.setAttribute("aria-busy", "true");
  try {
    await htmx.ajax("GET", url, { target: "#verzeichnis", swap: "innerHTML", push: push ? url : "false" });
  } catch {
    window.location.assign(url);
    return;
  }
  target.removeAttribute("aria-busy");
  for (const id of opened) document.getElementById(id)?.setAttribute("open", "");
  if (focus) (target.querySelector(focus) ?? document.getElementById("treffer"))?.focus({ preventScroll: true });
  showQuestion();
  linkLanguages();
  showMap();
}

// The search form stands above the list: it keeps what was chosen in the list, and shows no question
// that a chip has taken away.
function showQuestion() {
  const chosen = new URLSearchParams(window.location.search);
  const form = document.getElementById("frage");
  for (const hidden of form.querySelectorAll("[type=hidden]")) hidden.remove();
  for (const [name, value] of chosen) {
    if (name !== "q" && name !== "seite") form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  }
  if (form.elements.q !== document.activeElement) form.elements.q.value = chosen.get("q") ?? "";
}

// The language switch keeps the selection.
function linkLanguages() {
  for (const link of document.querySelectorAll("a[hreflang]")) {
    const url = new URL(link.href);
    url.search = window.location.search;
    link.href = url.href;
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-live]");
  if (!form) return;
  event.preventDefault();
  load(addressOf(form)).then(() => {
    if (!wide.matches) document.getElementById("treffer")?.scrollIntoView();
  });
});

// On a phone the filter is a sheet with a button of its own, so choices wait for that button.
document.addEventListener("change", (event) => {
  const form = event.target.closest("#verzeichnis form[data-live]");
  if (form && (wide.matches || form.classList.contains("sort"))) load(addressOf(form));
  else if (form) count(form);
});

// In the sheet only the figures follow each choice: the boxes, the focus and the scroll stay as they are.
let latest = 0;
async function count(form) {
  const turn = ++latest;
  const answer = await fetch(addressOf(form), { headers: { "HX-Request-Type": "partial" } }).catch(() => null);
  if (!answer?.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (turn !== latest) return; // a later choice has been made
  document.getElementById("filter-anzahl").textContent = fresh.getElementById("filter-anzahl").textContent;
  for (const box of form.querySelectorAll("input[type=checkbox]")) {
    const same = fresh.querySelector(`[name="${box.name}"][value="${CSS.escape(box.value)}"]`)?.closest(".option");
    if (!same) continue;
    box.closest(".option").className = same.className;
    box.closest(".option").querySelector(".count").textContent = same.querySelector(".count").textContent;
  }
}

target?.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  const url = new URL(link.href.baseVal ?? link.href, window.location.href);
  if (url.pathname !== window.location.pathname || link.hasAttribute("download") || url.hash) return;
  event.preventDefault();
  load(url.pathname + url.search).then(() => {
    const head = document.getElementById("treffer");
    head?.focus({ preventScroll: true });
    if (link.closest(".pager")) head?.scrollIntoView();
  });
});

// Closing the sheet keeps what was chosen in it, whichever way it is closed.
target?.addEventListener(
  "toggle",
  (event) => {
    if (event.target.id !== "filter" || event.newState !== "closed" || wide.matches) return;
    const chosen = new URL(addressOf(event.target), window.location.href);
    if (chosen.search !== window.location.search) load(chosen.pathname + chosen.search);
  },
  true,
);

showMap();

// In the month the arrow keys go from event to event: within a day up and down, to the next day that has one
// left and right. The Tab key goes through all of them as everywhere.
document.addEventListener("keydown", (event) => {
  const link = event.target.closest?.(".month-grid td a");
  const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (!link || !step) return;
  const links = [...link.closest(".month-grid").querySelectorAll("td a")];
  const within = event.key === "ArrowUp" || event.key === "ArrowDown";
  const day = link.closest("td");
  const onward = step > 0 ? links.slice(links.indexOf(link) + 1) : links.slice(0, links.indexOf(link)).reverse();
  const next = onward.find((other) => (other.closest("td") === day) === within);
  if (!next) return;
  event.preventDefault();
  const first = within || step > 0 ? next : next.closest("td").querySelector("a");
  first.focus();
});
