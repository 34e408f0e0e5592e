// <mesh-copy>: a link and a button that copies it. Works on plain http in a local network too.

import { announce } from "./toast.js";

class MeshCopy extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", (event) => {
      if (event.target.closest("button")) this.copy();
      else if (event.target === this.#field) this.#field.select();
    });
  }

  get #field() {
    return this.querySelector("input");
  }

  async copy() {
    const button = this.querySelector("button");
    const done = await copied(this.dataset.text ?? this.#field?.value ?? "", this.#field);
    const label = (this.label ??= button.textContent);
    button.textContent = done ? "Copied" : "Press Ctrl+C";
    announce(done ? "Copied." : "The link is selected; press Control C to copy it.");
    clearTimeout(this.timer);
    this.timer = setTimeout(() => (button.textContent = label), 2_000);
  }
}

async function copied(text, field) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    field?.focus();
    field?.select();
    return document.execCommand("copy"); // outside https there is no other way
  }
}

customElements.define("mesh-copy", MeshCopy);
