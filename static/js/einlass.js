// The door: an arrival is sent without leaving the list. Without a network it is kept on this phone and sent
// as soon as there is one again; the server notes each seat once, however often it is told.
const KEPT = `einlass:${location.pathname}`;
const RETRY_MS = 5000;
const door = () => document.getElementById("tuer");
const kept = () => JSON.parse(localStorage.getItem(KEPT) || "[]");
const keep = (list) => (list.length ? localStorage.setItem(KEPT, JSON.stringify(list)) : localStorage.removeItem(KEPT));

function forget(sent) {
  const list = kept();
  const place = list.findIndex((entry) => JSON.stringify(entry) === JSON.stringify(sent));
  if (place >= 0) list.splice(place, 1);
  keep(list);
}

function show() {
  const list = kept();
  const note = document.getElementById("gemerkt");
  note.hidden = !list.length;
  note.querySelector("b").textContent = list.length;
  for (const [seat] of list) {
    const form = door().querySelector(`input[name="platz"][value="${seat}"]`)?.form;
    form?.closest("li").classList.add("kept");
  }
}

async function send(fields) {
  const body = new FormData();
  for (const [name, value] of fields) body.append(name, value);
  const answer = await fetch(location.pathname, { method: "POST", body });
  if (!answer.ok) throw new Error(answer.status);
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

function renew(page) {
  const fresh = page.getElementById("tuer");
  if (!fresh) return location.reload(); // signed out meanwhile
  door().replaceWith(document.importNode(fresh, true));
  const told = [...page.querySelectorAll("main > [role=status] .note")].map((message) => message.textContent.trim());
  document.getElementById("gesagt").textContent = told.join(" ");
  show();
}

document.addEventListener("submit", async (event) => {
  const form = event.target.closest("#tuer .door form");
  if (!form || event.defaultPrevented) return;
  event.preventDefault();
  const data = new FormData(form, event.submitter);
  try {
    renew(await send(data.entries()));
    document.getElementById("q").focus();
  } catch (error) {
    if (!(error instanceof TypeError)) return location.reload(); // the server said no, and says why
    keep([...kept(), [data.get("platz"), data.has("zurueck")]]);
    show();
  }
});

// One at a time, however many things ask for it. The list is read anew before each, and only what was sent is taken
// out of it: arrivals are added meanwhile.
let sending = false;
async function resend() {
  if (sending) return;
  sending = true;
  try {
    for (let next = kept()[0]; next; next = kept()[0]) {
      const [seat, back] = next;
      const token = door().querySelector('input[name="csrfmiddlewaretoken"]')?.value;
      const page = await send([["csrfmiddlewaretoken", token], ["platz", seat], ...(back ? [["zurueck", "1"]] : [])]);
      forget(next);
      renew(page);
    }
  } catch {
    // still without a network: the next try comes by itself
  } finally {
    sending = false;
  }
}

// A code that the camera read: its seats from the server, or, without a network, from the list on this page.
document.addEventListener("karte", async ({ detail: card }) => {
  try {
    const answer = await fetch(`${location.pathname}?karte=${encodeURIComponent(card)}`);
    if (!answer.ok) return location.reload();
    renew(new DOMParser().parseFromString(await answer.text(), "text/html"));
  } catch {
    const [registration] = card.split(":");
    for (const row of door().querySelectorAll(".door li")) row.hidden = row.dataset.anmeldung !== registration;
  }
  door().querySelector(".door li:not([hidden]) button")?.focus();
});

addEventListener("online", resend);
setInterval(resend, RETRY_MS);
show();
resend();
