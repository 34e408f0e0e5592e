// "Put to the council" on a policy of the pad fills the motion form of the page and goes there.

import { refuse } from "./toast.js";

export function watchPolicies() {
  document.addEventListener("pad:put-policy", ({ detail: { id, title, text } }) => {
    const form = document.querySelector("form#put-policy");
    if (!form) {
      refuse("The council takes no motions just now.");
      return;
    }
    const values = { policy_id: id, title, text };
    for (const [name, value] of Object.entries(values)) fill(form.elements.namedItem(name), value);
    form.dispatchEvent(new CustomEvent("mesh:reveal", { bubbles: true }));
    const details = form.closest("details:not([open])");
    if (details) details.open = true;
    const button = form.querySelector("button:not([type=button])");
    const field = form.querySelector("input:not([type=hidden]), textarea") || button;
    (title ? button || field : field)?.focus();
    form.scrollIntoView({ block: "center", behavior: gentle() });
  });
}

function fill(field, value) {
  if (!field) return;
  field.value = value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function gentle() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
}
