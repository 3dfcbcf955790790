// Account pages: focus on what is wrong, copy and save codes, tell when a passkey was refused.
document.addEventListener("DOMContentLoaded", () => {
  document.querySelector("[data-fehler]")?.focus();

  for (const button of document.querySelectorAll("[data-kopieren]")) {
    if (!navigator.clipboard) continue;
    button.hidden = false;
    button.addEventListener("click", async () => {
      const source = document.getElementById(button.dataset.kopieren);
      const text = source.tagName === "PRE" ? source.textContent.trim() : source.textContent.replaceAll(" ", "");
      await navigator.clipboard.writeText(text);
      button.textContent = button.dataset.danach;
    });
  }

  // What needs a passkey is shown where the browser has them, else a word about other ways.
  const able = Boolean(window.PublicKeyCredential);
  for (const part of document.querySelectorAll("[data-passkey]")) {
    part.hidden = !able;
    // No device is asked before the rest of the form is filled in.
    part.addEventListener("click", (event) => part.form?.reportValidity() === false && event.stopImmediatePropagation(), { capture: true });
  }
  for (const note of document.querySelectorAll("[data-passkey-fehlt]")) note.hidden = able;

  for (const button of document.querySelectorAll("[data-speichern]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const text = document.getElementById(button.dataset.speichern).textContent;
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
      link.download = button.dataset.name;
      link.click();
      URL.revokeObjectURL(link.href);
    });
  }
});

document.addEventListener("allauth.error", (event) => {
  const note = document.querySelector("[data-passkey-fehler]");
  if (!note) return;
  event.preventDefault();
  note.hidden = false;
});
