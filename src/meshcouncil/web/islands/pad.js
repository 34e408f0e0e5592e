// <mesh-pad name colour label readonly>: the table's shared text.

import * as Y from "yjs";
import { Awareness } from "y-protocols/awareness";

import { wire } from "./live/wire.js";
import { announce, refuse } from "./live/toast.js";
import { others } from "./pad/cursors.js";
import { LONGEST_INSERT, makeEditor } from "./pad/editor.js";
import { PlainView } from "./pad/plain_view.js";
import { PadSync } from "./pad/sync.js";
import { element, Toolbar } from "./pad/toolbar.js";

const WORDS = {
  connecting: "Opening the pad…",
  idle: "",
  saved: "Saved",
  saving: "Saving…",
  offline: "Not sent yet; it is kept here and sent on reconnection",
  refused: "Not saved: the last change was too large. Undo it, or copy it and reload the page.",
};
const TOO_MUCH = `That is too much text for the pad at once; put it there in pieces of at most ${LONGEST_INSERT / 1000},000 characters.`;
const PLAIN_KEY = "pad in plain text";

class MeshPad extends HTMLElement {
  static observedAttributes = ["readonly"];

  connectedCallback() {
    if (this.view) return;
    this.hint ??= this.querySelector("[data-pad-hint]")?.textContent.trim();
    this.#open();
  }

  disconnectedCallback() {
    this.#close();
  }

  /** The pad was frozen or opened again: start anew from what the server has. */
  attributeChangedCallback() {
    if (!this.view || this.hasAttribute("readonly") === this.isReadonly) return;
    this.#close();
    this.#open();
    wire.reconnect();
  }

  #open() {
    this.isReadonly = this.hasAttribute("readonly");
    this.doc = new Y.Doc();
    this.awareness = new Awareness(this.doc);
    this.awareness.setLocalState({ user: { name: this.getAttribute("name") || "Somebody", color: this.getAttribute("colour") || "#6a6a6a" } });
    this.#build();
    this.sync = new PadSync({
      wire,
      doc: this.doc,
      awareness: this.awareness,
      readonly: this.isReadonly,
      beforeRemote: () => catchUp(this.view),
    });
    this.sync.addEventListener("state", () => this.#showState());
    this.awareness.on("change", () => this.#showPeople());
    this.#showState();
    if (recall()) this.#togglePlain();
  }

  #close() {
    this.sync?.destroy();
    this.view?.destroy();
    this.awareness?.destroy();
    this.doc?.destroy();
    this.view = null;
  }

  #build() {
    const label = this.getAttribute("label") || this.getAttribute("aria-label") || "The pad, shared with everybody at the table";
    this.setAttribute("role", "group");
    this.setAttribute("aria-label", label);
    this.status = element("p", "pad__status", { role: "status" });
    this.people = element("ul", "pad__people", { "aria-label": "Also on the pad" });
    this.editor = element("div", "pad__editor");
    this.field = element("textarea", "pad__plain", { "aria-label": `${label}, as plain text`, spellcheck: "true" });
    this.field.readOnly = this.isReadonly;
    this.field.hidden = true;
    this.help = element("p", "pad__help");
    this.help.textContent = "One line, one paragraph. “# ” begins a heading, “- ” a point, “## Policy: ” a policy; “---” ends it. “Context: ” and the like are fields of the policy above.";
    this.help.hidden = true;
    this.help.id = `pad-help-${this.doc.clientID}`;
    this.field.setAttribute("aria-describedby", this.help.id);
    this.view = makeEditor({
      place: this.editor,
      fragment: this.doc.getXmlFragment("pad"),
      awareness: this.awareness,
      label,
      hint: this.hint || "Write here; everybody at the table writes with you.",
      readonly: this.isReadonly,
      canPut: !this.isReadonly && !this.hasAttribute("no-motions"),
      onChange: (isText) => this.#changed(isText),
      onTooMuch: () => refuse(TOO_MUCH),
      onLink: () => this.toolbar?.openLink() ?? false,
    });
    this.plain = new PlainView({ field: this.field, view: this.view });
    this.toolbar = new Toolbar({ view: this.view, onPlain: () => this.#togglePlain({ focus: true }) });
    const foot = element("div", "pad__foot");
    foot.append(this.status, this.people);
    const parts = [this.toolbar.dom, this.toolbar.linkBar, this.help, this.editor, this.field, foot];
    this.replaceChildren(...parts);
    if (this.isReadonly) this.toolbar.dom.classList.add("pad__toolbar--readonly");
  }

  #changed(isText) {
    this.toolbar?.update();
    if (isText) this.plain?.refresh();
  }

  #togglePlain({ focus = false } = {}) {
    const isPlain = !this.plain.isOpen;
    if (isPlain) this.plain.open();
    else this.plain.close();
    this.editor.hidden = isPlain;
    this.field.hidden = this.help.hidden = !isPlain;
    this.toolbar.plainMode = isPlain;
    remember(isPlain);
    if (!focus) return;
    announce(isPlain ? "Plain text view." : "Editor view.");
    if (isPlain) this.field.focus();
    else this.view.focus();
  }

  #showState() {
    const { state } = this.sync;
    this.dataset.state = state;
    this.status.textContent = this.isReadonly && state !== "connecting" ? "Closed for writing; you can read along." : WORDS[state];
    this.status.setAttribute("role", state === "refused" ? "alert" : "status");
  }

  #showPeople() {
    const items = others(this.awareness).map(({ name, colour }) => {
      const item = element("li", "pad__person");
      const dot = element("span", "pad__dot", { "aria-hidden": "true" });
      dot.style.backgroundColor = colour;
      item.append(dot, name === this.getAttribute("name") ? `${name} (you, in another window)` : name);
      return item;
    });
    this.people.replaceChildren(...items);
  }
}

/** Take in a caret that just moved, before others' words redraw the text and would put it back. */
function catchUp(view) {
  if (view.hasFocus() && !view.composing) view.domObserver.flush();
}

function recall() {
  try {
    return localStorage.getItem(PLAIN_KEY) === "1";
  } catch {
    return false;
  }
}

function remember(isPlain) {
  try {
    if (isPlain) localStorage.setItem(PLAIN_KEY, "1");
    else localStorage.removeItem(PLAIN_KEY);
  } catch {
    // no storage: the choice lives as long as the page
  }
}

customElements.define("mesh-pad", MeshPad);
