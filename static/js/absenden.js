// Begins the download that the proof of identity was for; once, so reloading the page repeats nothing.
// The page must have loaded: a form that is sent earlier stops it.
addEventListener("load", () => {
  history.replaceState(null, "", location.pathname);
  document.querySelector("form[data-absenden]").requestSubmit();
});
