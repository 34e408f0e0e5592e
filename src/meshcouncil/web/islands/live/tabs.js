// <mesh-tabs>: links to parts of the page become tabs. With `media`, only while it matches (phone tabs).
// The server may suggest one (`data-suggest`); a person's own choice is remembered until the suggestion changes.

import { disown, own } from "./ownership.js";

const TAB = ["role", "aria-selected", "aria-controls", "tabindex", "id"];
const PANEL = ["role", "aria-labelledby", "hidden", "tabindex"];
const MARGIN = 16;

class MeshTabs extends HTMLElement {
  #media = null;
  #chosen = null;
  #shown = null;
  #refresh = () => this.#apply();

  connectedCallback() {
    this.#media = this.hasAttribute("media") ? matchMedia(this.getAttribute("media")) : null;
    this.#media?.addEventListener("change", this.#refresh);
    this.addEventListener("click", this);
    this.addEventListener("keydown", this);
    this.addEventListener("mesh:shown", this);
    this.addEventListener("mesh:reveal", this);
    addEventListener("hashchange", this);
    this.#chosen = recall(this.#key)?.chosen ?? null;
    this.#apply();
    this.#followHash();
  }

  disconnectedCallback() {
    this.#media?.removeEventListener("change", this.#refresh);
    removeEventListener("hashchange", this);
  }

  handleEvent(event) {
    if (event.type === "mesh:shown") this.#apply();
    if (event.type === "mesh:reveal") this.#reveal(event.target);
    if (event.type === "hashchange") this.#followHash();
    if (!this.#isOn) return;
    if (event.type === "click") this.#click(event);
    if (event.type === "keydown") this.#press(event);
  }

  get #isOn() {
    return this.#media?.matches ?? true;
  }

  get #key() {
    return `tabs ${location.pathname} ${this.getAttribute("key") ?? ""}`;
  }

  get #list() {
    return [...this.querySelectorAll("nav[data-tabs]")].find((nav) => nav.closest("mesh-tabs") === this);
  }

  get #tabs() {
    return [...(this.#list?.querySelectorAll('a[href^="#"]') ?? [])].filter(panelOf);
  }

  /** Show the panel of this tab. */
  choose(tab, { focus = false } = {}) {
    this.#chosen = tab.getAttribute("href");
    remember(this.#key, { chosen: this.#chosen, suggested: this.#suggestion });
    this.#apply();
    if (focus) tab.focus();
  }

  get #suggestion() {
    return this.#tabs.find((tab) => tab.hasAttribute("data-suggest"))?.getAttribute("href") ?? null;
  }

  #apply() {
    const tabs = this.#tabs;
    if (!tabs.length) return;
    if (!this.#isOn) {
      this.#undress(tabs);
      return;
    }
    this.#followSuggestion();
    const current = tabs.find((tab) => tab.getAttribute("href") === this.#chosen) ?? tabs[0];
    const turned = this.#show(current.getAttribute("href"));
    own(this.#list, { role: "tablist" });
    for (const tab of tabs) {
      const panel = panelOf(tab);
      const isCurrent = tab === current;
      const id = tab.id || `tab-${panel.id}`;
      own(tab, { role: "tab", id, "aria-controls": panel.id, "aria-selected": isCurrent, tabindex: isCurrent ? 0 : -1 });
      own(panel, { role: "tabpanel", "aria-labelledby": id, hidden: !isCurrent, tabindex: isCurrent ? 0 : null });
    }
    showIn(this.#list, current);
    // tabs inside the panel could not bring theirs into sight while nobody saw them
    if (turned) for (const inner of panelOf(current).querySelectorAll("mesh-tabs")) inner.dispatchEvent(new Event("mesh:shown"));
  }

  /** A phone shows one panel at a time: whoever turns to another begins at its top, not where the last one was left. */
  #show(panel) {
    const turned = this.#shown !== null && this.#shown !== panel;
    this.#shown = panel;
    if (turned && this.#media) queueMicrotask(toTop);
    return turned;
  }

  #undress(tabs) {
    this.#shown = null;
    disown(this.#list, ["role"]);
    for (const tab of tabs) {
      disown(tab, TAB);
      disown(panelOf(tab), PANEL);
    }
  }

  /** The step opens the right tab, once, and not under the hands of somebody who is typing. */
  #followSuggestion() {
    const suggested = this.#suggestion;
    const known = recall(this.#key);
    if (suggested === null || suggested === (known?.suggested ?? null)) return;
    if (known && isTyping(this)) return;
    this.#chosen = suggested;
    remember(this.#key, { chosen: suggested, suggested });
  }

  #followHash() {
    const tab = location.hash && this.#tabs.find((t) => t.getAttribute("href") === location.hash);
    if (tab && this.#isOn) this.choose(tab);
  }

  #reveal(element) {
    const tab = this.#tabs.find((t) => panelOf(t).contains(element));
    if (tab && this.#isOn) this.choose(tab);
  }

  #click(event) {
    const tab = event.target.closest("a");
    if (!this.#tabs.includes(tab)) return;
    event.preventDefault();
    this.choose(tab);
    if (this.#media) queueMicrotask(() => toPanel(panelOf(tab))); // pressed once more, a tab goes up again
  }

  #press(event) {
    const tabs = this.#tabs;
    const at = tabs.indexOf(event.target.closest?.("a"));
    if (at < 0) return;
    const last = tabs.length - 1;
    const to = { ArrowLeft: at ? at - 1 : last, ArrowRight: at < last ? at + 1 : 0, Home: 0, End: last, " ": at }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    this.choose(tabs[to], { focus: true });
  }
}

function panelOf(tab) {
  return document.getElementById(decodeURIComponent(tab.getAttribute("href").slice(1)));
}

/** Where the tabs do not fit beside each other, the chosen one is in sight. */
function showIn(list, tab) {
  const [before, after] = [tab.offsetLeft - list.offsetLeft, tab.offsetLeft - list.offsetLeft + tab.offsetWidth];
  if (before < list.scrollLeft || after > list.scrollLeft + list.clientWidth) {
    list.scrollLeft = before - (list.clientWidth - tab.offsetWidth) / 2;
  }
}

function toTop() {
  scrollTo({ top: 0, behavior: "instant" });
}

/** A ballot that waits stands above every panel and fills the screen: whoever presses a tab wants to see its panel. */
function toPanel(panel) {
  const above = panel.getBoundingClientRect().top - panel.closest("main").getBoundingClientRect().top;
  scrollTo({ top: above > innerHeight / 2 ? above - MARGIN : 0, behavior: "instant" });
}

function isTyping(within) {
  const field = document.activeElement;
  return within.contains(field) && field.matches("input, textarea, select, [contenteditable=true]");
}

function remember(key, value) {
  try {
    sessionStorage.setItem(key, JSON.stringify(value));
  } catch {
    // no storage: the choice lives as long as the page
  }
}

function recall(key) {
  try {
    return JSON.parse(sessionStorage.getItem(key));
  } catch {
    return null;
  }
}

customElements.define("mesh-tabs", MeshTabs);
