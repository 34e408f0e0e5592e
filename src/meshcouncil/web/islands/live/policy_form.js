// A policy of the pad in the forms of the page: "Put to the council" fills the motion form, "Fields" the pad's own form.

import { refuse } from "./toast.js";

export function watchPolicies() {
  document.addEventListener("pad:put-policy", ({ detail }) => putToCouncil(detail));
  document.addEventListener("pad:edit-fields", ({ detail }) => editFields(detail));
  document.addEventListener("click", ({ target }) => target.closest?.("dialog [data-close]")?.closest("dialog").close());
  document.addEventListener("mesh:accepted", ({ target }) => target.closest?.("dialog[open]")?.close());
}

function putToCouncil({ id, title, text, record = {} }) {
  const form = document.querySelector("form#put-policy");
  if (!form) {
    refuse("The council takes no motions just now.");
    return;
  }
  const values = { policy_id: id, title, text };
  for (const [name, value] of Object.entries(values)) fill(form.elements.namedItem(name), value);
  fillRecord(form, record);
  form.dispatchEvent(new CustomEvent("mesh:reveal", { bubbles: true }));
  const details = form.closest("details:not([open])");
  if (details) details.open = true;
  const more = form.querySelector("details.record-fields");
  if (more) more.open = Object.keys(record).length > 0;
  const button = form.querySelector("button:not([type=button])");
  const field = form.querySelector("input:not([type=hidden]), textarea") || button;
  (title ? button || field : field)?.focus();
  form.scrollIntoView({ block: "center", behavior: gentle() });
}

/** Open the form of a policy on the pad. It remembers what it was opened with: only what is changed is written. */
function editFields({ id, title, text, record = {} }) {
  const dialog = document.querySelector("dialog#pad-fields");
  const form = dialog?.querySelector("form");
  if (!form) return;
  const values = { policy: id, "matter.title": title, "matter.text": text };
  for (const [name, value] of Object.entries(values)) fill(form.elements.namedItem(name), value);
  fillRecord(form, record);
  const was = Object.fromEntries([...new FormData(form)].filter(([name]) => /^(matter|record)\./.test(name)));
  fill(form.elements.namedItem("was"), JSON.stringify(was));
  dialog.showModal();
  form.querySelector("details.record-fields textarea")?.focus();
}

function fillRecord(form, record) {
  for (const field of form.elements) {
    if (!field.name?.startsWith("record.")) continue;
    const value = record[field.name.slice("record.".length)] ?? "";
    if (field instanceof HTMLSelectElement) choose(field, value);
    else fill(field, value);
  }
}

/** Choose a value; one that is not offered is offered now, so that the server can say what is wrong with it. */
function choose(select, value) {
  const unsaid = [...select.options].find((option) => option.defaultSelected) ?? select.options[0];
  if (value && ![...select.options].some((option) => option.value === value)) select.add(new Option(value, value));
  fill(select, value || unsaid.value);
}

function fill(field, value) {
  if (!field) return;
  field.value = value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function gentle() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
}
