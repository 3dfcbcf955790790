// The door: an arrival is sent without leaving the list, and names are looked for on this page. Without a network an
// arrival is kept on this phone and sent as soon as there is one again; the server notes each seat once, however
// often it is told.
const KEPT = `einlass:${location.pathname}`;
const RETRY_MS = 5000;
const SHOWN = 50; // rows at once
const REFUSED = "refused";
const door = () => document.getElementById("tuer");
const box = document.getElementById("q");
const kept = () => JSON.parse(localStorage.getItem(KEPT) || "[]");
const keep = (list) => (list.length ? localStorage.setItem(KEPT, JSON.stringify(list)) : localStorage.removeItem(KEPT));
let asked = location.search; // which rows the server is asked for: those of a name, or of a card
let refused = false;

function forget(sent) {
  const list = kept();
  const place = list.findIndex((entry) => JSON.stringify(entry) === JSON.stringify(sent));
  if (place >= 0) list.splice(place, 1);
  keep(list);
}

function show() {
  const list = kept();
  for (const [id, fits] of [["gemerkt", !refused], ["abgelehnt", refused]]) {
    const note = document.getElementById(id);
    note.hidden = !(list.length && fits);
    note.querySelector("b").textContent = list.length;
  }
  for (const [seat] of list) door().querySelector(`button[value="${seat}"]`)?.closest("li").classList.add("kept");
}

// The same spellings as on the server (core.text): "Özdemir", "Oezdemir" and "Ozdemir" are one.
const FOLD = { ä: "ae", ö: "oe", ü: "ue", ß: "ss", æ: "ae", ø: "oe" };
const words = (text) => text.normalize("NFC").toLowerCase().replace(/[äöüßæø]/g, (letter) => FOLD[letter])
  .normalize("NFD").replace(/\p{M}/gu, "").match(/[\p{L}\p{N}]+/gu) || [];
const plain = (word) => word.replace(/([aou])e/g, "$1");

function look() {
  const question = words(box.value);
  let found = 0;
  for (const row of door().querySelectorAll(".door li")) {
    const fits = question.length === 0 ? !box.value.trim() : question.every((word) => row.dataset.names.includes(word) || row.dataset.names.includes(plain(word)));
    row.hidden = !fits || ++found > SHOWN;
  }
  const [none, more, card] = ["none", "more", "card"].map((name) => door().querySelector(`[data-${name}]`));
  if (none) none.hidden = found > 0;
  more.hidden = found <= SHOWN;
  more.querySelector("b").textContent = found - SHOWN;
  card?.remove();
}

box.addEventListener("input", () => {
  if (!("complete" in door().dataset)) return;
  asked = "";
  look();
});
box.form.addEventListener("submit", (event) => {
  if ("complete" in door().dataset) event.preventDefault();
});

// What the server says, or an error: a TypeError without a network, REFUSED where one is no longer let in.
async function ask(address, options) {
  const answer = await fetch(address, options);
  if (answer.status >= 500) throw new TypeError(answer.status); // it is being restarted
  const page = answer.ok && new DOMParser().parseFromString(await answer.text(), "text/html");
  if (!page || !page.getElementById("tuer")) throw new Error(REFUSED);
  return page;
}

function send([seat, back]) {
  const body = new FormData();
  body.append("csrfmiddlewaretoken", door().querySelector('input[name="csrfmiddlewaretoken"]').value);
  body.append(back ? "zurueck" : "platz", seat);
  return ask(`${location.pathname}${asked}`, { method: "POST", body });
}

function renew(page) {
  refused = false;
  door().replaceWith(document.importNode(page.getElementById("tuer"), true));
  if (!asked && "complete" in door().dataset) look();
  const told = [...page.querySelectorAll("main > [role=status] .note")].map((message) => message.textContent.trim());
  if (told.length) document.getElementById("gesagt").textContent = told.join(" ");
  show();
}

function missed(error) {
  refused = error.message === REFUSED;
  show();
}

// Before any other listener hears of it: one form holds all names, and each is sent by itself, whoever was just sent.
const underway = new Set();
document.addEventListener("submit", async (event) => {
  if (!event.target.closest("#tuer form")) return;
  event.preventDefault();
  const { name, value } = event.submitter;
  if (underway.has(value)) return; // a double tap
  underway.add(value);
  const arrival = [value, name === "zurueck"];
  try {
    renew(await send(arrival));
    next();
  } catch (error) {
    keep([...kept().filter(([seat]) => seat !== value), arrival]);
    missed(error);
  } finally {
    underway.delete(value);
  }
}, true);

// After a card comes the companion, after a name the next name, which takes the place of the old one.
function next() {
  const companion = asked.startsWith("?karte") && door().querySelector('.door li:not([hidden]) button[name="platz"]');
  if (companion) return companion.focus();
  if (!document.querySelector("#kamera video").hidden) return document.getElementById("gesagt").focus();
  box.focus();
  box.select();
}

// One at a time, however many things ask for it. The list is read anew before each, and only what was sent is taken
// out of it: arrivals are added meanwhile.
let sending = false;
async function resend() {
  if (sending) return;
  sending = true;
  try {
    for (let first = kept()[0]; first; first = kept()[0]) {
      const page = await send(first);
      forget(first);
      renew(page);
    }
  } catch (error) {
    missed(error); // the next try comes by itself
  } finally {
    sending = false;
  }
}

// A code that the camera read: its seats from the server, or, without a network, from the list on this page.
document.addEventListener("karte", async ({ detail: card }) => {
  box.value = "";
  try {
    asked = `?karte=${encodeURIComponent(card)}`;
    renew(await ask(`${location.pathname}${asked}`));
  } catch (error) {
    missed(error);
    const [registration] = card.split(":");
    for (const row of door().querySelectorAll(".door li")) row.hidden = row.dataset.anmeldung !== registration;
  }
  door().querySelector(".door li:not([hidden]) button")?.focus();
});

addEventListener("online", resend);
setInterval(resend, RETRY_MS);
show();
resend();
