// Suggestions while typing, as a combobox that works by keyboard and screen reader.
function option(row, index, id) {
  const item = Object.assign(document.createElement("li"), { id: `${id}-${index}` });
  item.setAttribute("role", "option");
  item.dataset.url = row.url;
  const name = Object.assign(document.createElement("span"), { textContent: row.titel });
  if (row.grund) name.append(Object.assign(document.createElement("small"), { textContent: row.grund }));
  item.append(name);
  const kind = Object.assign(document.createElement("small"), { textContent: row.art });
  item.append(kind);
  return item;
}

function attach(input) {
  const list = document.getElementById(input.getAttribute("aria-controls"));
  let timer, running;

  const close = () => {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const select = (item) => {
    list.querySelector("[aria-selected]")?.removeAttribute("aria-selected");
    item?.setAttribute("aria-selected", "true");
    item?.scrollIntoView({ block: "nearest" });
    if (item) input.setAttribute("aria-activedescendant", item.id);
    else input.removeAttribute("aria-activedescendant");
  };
  const show = (rows) => {
    list.replaceChildren(...rows.map((row, index) => option(row, index, list.id)));
    list.hidden = !rows.length;
    input.setAttribute("aria-expanded", String(rows.length > 0));
    input.removeAttribute("aria-activedescendant");
  };
  const ask = async () => {
    running?.abort();
    running = new AbortController();
    const url = `${input.dataset.suggest}?q=${encodeURIComponent(input.value.trim())}`;
    try {
      const answer = await fetch(url, { signal: running.signal });
      if (answer.ok) show(await answer.json());
    } catch { /* aborted, or offline: the form still works */ }
  };

  input.addEventListener("input", () => {
    clearTimeout(timer);
    if (input.value.trim().length < 2) close();
    else timer = setTimeout(ask, 180);
  });
  input.addEventListener("keydown", (event) => {
    const items = [...list.children];
    const at = items.findIndex((item) => item.hasAttribute("aria-selected"));
    if (list.hidden) return;
    // The first Escape closes the list; only the next one empties the field.
    if (event.key === "Escape") { event.preventDefault(); close(); }
    else if (event.key === "ArrowDown") { event.preventDefault(); select(items[(at + 1) % items.length]); }
    else if (event.key === "ArrowUp") { event.preventDefault(); select(items[(at <= 0 ? items.length : at) - 1]); }
    else if (event.key === "Enter" && at >= 0) { event.preventDefault(); window.location.assign(items[at].dataset.url); }
  });
  list.addEventListener("mousedown", (event) => {
    const item = event.target.closest("[data-url]");
    if (item) { event.preventDefault(); window.location.assign(item.dataset.url); }
  });
  input.addEventListener("blur", () => setTimeout(close, 100));
}

document.querySelectorAll("input[data-suggest]").forEach(attach);
