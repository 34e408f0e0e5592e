// Before anything is painted: light or dark, if somebody chose so in this browser. A classic script, so that no page
// flashes in the wrong colours; the control itself is in live/theme.js.

{
  let theme = null;
  try {
    theme = localStorage.getItem("theme");
  } catch {
    // no storage: as the device says
  }
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
}
