// A form that changes a wording belongs to the wording it was filled with. Once somebody writes in it, it stays with
// that one: if the wording changes meanwhile, the server says so instead of undoing what others agreed on.

import { disown, own } from "./ownership.js";

const VERSION = "matter.version";

/** Hold forms to their wording while they are written in, and let them go when they are reset or were taken. */
export function watchBoundForms() {
  document.addEventListener("input", ({ target }) => hold(target.form));
  document.addEventListener("reset", ({ target }) => release(target));
  document.addEventListener("mesh:accepted", ({ target }) => putAway(target));
}

/** What was sent is folded; a page that stands still is shown as it is now. */
function putAway(form) {
  const fold = form.matches("[data-version]") && form.closest("details");
  if (fold) fold.open = false;
  if (document.querySelector("[data-stands-still]")) location.reload();
}

function hold(form) {
  const version = form?.matches("[data-version]") && form.elements.namedItem(VERSION);
  if (!version) return;
  own(version, { value: version.value });
  for (const field of form.querySelectorAll("[data-draft]")) own(field, { "data-draft": field.dataset.draft });
}

function release(form) {
  const version = form.matches("[data-version]") && form.elements.namedItem(VERSION);
  if (!version) return;
  disown(version, ["value"]);
  version.setAttribute("value", form.dataset.version);
  for (const field of form.querySelectorAll("[data-draft]")) disown(field, ["data-draft"]);
}
