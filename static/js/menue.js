// A menu that covers the page closes when the keyboard leaves it, so that nobody walks on behind it.
document.addEventListener("focusout", ({ target, relatedTarget }) => {
  const menu = target.closest?.("[popover]:popover-open");
  if (menu && relatedTarget && !menu.contains(relatedTarget)) menu.hidePopover();
});
