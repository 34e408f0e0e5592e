// <mesh-fold>: the private half of a brief. Folded until its button is pressed; folds again on a second press, with
// Escape, and whenever the page is left or hidden.

import { own } from "./ownership.js";

class MeshFold extends HTMLElement {
  #leave = () => document.hidden && this.close();

  connectedCallback() {
    this.addEventListener("click", this);
    this.addEventListener("keydown", this);
    addEventListener("pagehide", this);
    document.addEventListener("visibilitychange", this.#leave);
    this.#apply(false);
  }

  disconnectedCallback() {
    removeEventListener("pagehide", this);
    document.removeEventListener("visibilitychange", this.#leave);
  }

  handleEvent(event) {
    if (event.type === "pagehide") this.close();
    if (event.type === "click" && event.target.closest("button") === this.button) this.toggle();
    if (event.type === "keydown" && event.key === "Escape" && this.isOpen) {
      this.close();
      this.button?.focus();
    }
  }

  get button() {
    return this.querySelector("button");
  }

  get panel() {
    const id = this.button?.getAttribute("aria-controls");
    return (id && document.getElementById(id)) || this.button?.nextElementSibling;
  }

  get isOpen() {
    return this.hasAttribute("open");
  }

  toggle() {
    if (this.isOpen) this.close();
    else this.open();
  }

  open() {
    const key = `fold ${location.pathname} ${this.getAttribute("key") ?? ""}`;
    own(this, { "data-first": !remembered(key) });
    this.#apply(true);
  }

  close() {
    this.#apply(false);
  }

  #apply(isOpen) {
    own(this, { open: isOpen });
    if (this.button) own(this.button, { "aria-expanded": isOpen });
    if (this.panel) own(this.panel, { hidden: !isOpen });
  }
}

function remembered(key) {
  try {
    const known = sessionStorage.getItem(key) !== null;
    sessionStorage.setItem(key, "1");
    return known;
  } catch {
    return true;
  }
}

customElements.define("mesh-fold", MeshFold);
