// <mesh-theme>: light, dark, or as the device says. The choice is this browser's, for all its pages; theme.js paints it
// before the first frame.

const KEY = "theme";

class MeshTheme extends HTMLElement {
  connectedCallback() {
    this.hidden = false; // without scripts there is nothing to switch
    this.addEventListener("change", this);
    addEventListener("storage", this);
    this.#follow(document.documentElement.dataset.theme ?? "");
  }

  disconnectedCallback() {
    removeEventListener("storage", this);
  }

  handleEvent(event) {
    if (event.type === "storage" && event.key === KEY) this.#follow(event.newValue ?? "");
    if (event.type === "change") {
      remember(this.select.value);
      this.#follow(this.select.value);
    }
  }

  get select() {
    return this.querySelector("select");
  }

  #follow(theme) {
    this.select.value = theme;
    if (theme) document.documentElement.dataset.theme = theme;
    else delete document.documentElement.dataset.theme;
  }
}

function remember(theme) {
  try {
    if (theme) localStorage.setItem(KEY, theme);
    else localStorage.removeItem(KEY);
  } catch {
    // no storage: the choice lives as long as the page
  }
}

customElements.define("mesh-theme", MeshTheme);
