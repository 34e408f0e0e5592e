// Half-written texts outlive a move to another surface and a reload; they are forgotten when they were sent.

const FIELDS = "textarea, input[type=text], input[type=search], input[type=url], input:not([type])";

/** Keep drafts of the text fields on this page, and put back those there are. */
export function watchDrafts() {
  document.addEventListener("input", ({ target }) => isKept(target) && keep(target));
  document.addEventListener("mesh:shown", (event) => restore(event.target));
  restore(document);
}

/** Forget what was typed into a form, because it was sent. */
export function forgetDrafts(form) {
  for (const field of form.querySelectorAll(FIELDS)) if (isKept(field)) storage()?.removeItem(keyOf(field));
}

function keep(field) {
  const changed = field.value !== field.defaultValue;
  try {
    if (changed) storage()?.setItem(keyOf(field), field.value);
    else storage()?.removeItem(keyOf(field));
  } catch {
    // The browser's storage is full: the text stays on the page, it only will not outlive it.
  }
}

function restore(within) {
  for (const field of within.querySelectorAll(FIELDS)) {
    if (!isKept(field) || field.value !== field.defaultValue || field === document.activeElement) continue;
    const draft = storage()?.getItem(keyOf(field));
    if (draft != null && draft !== field.value) {
      field.value = draft;
      field.dispatchEvent(new Event("mesh:restored", { bubbles: true }));
    }
  }
}

function isKept(field) {
  if (!field.matches?.(FIELDS) || field.readOnly || field.closest("mesh-pad, [data-no-draft]")) return false;
  return Boolean(field.dataset.draft || (field.name && field.form && !/csrf/i.test(field.name)));
}

function keyOf(field) {
  const which = field.dataset.draft || [field.form.id, field.form.getAttribute("action"), field.name].join(" ");
  return `draft ${location.pathname} ${which}`;
}

function storage() {
  try {
    return sessionStorage;
  } catch {
    return null; // switched off in this browser
  }
}
