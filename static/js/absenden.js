// Begins the download that the proof of identity was for; once, so reloading the page repeats nothing.
const form = document.querySelector("form[data-absenden]");
history.replaceState(null, "", location.pathname);
form.requestSubmit();
