// The same pad as one plain text field, live both ways: for screen readers, and for who prefers it.

import { redoCommand, undoCommand } from "y-prosemirror";

import { change, plainText, textTransaction } from "./plain.js";

export class PlainView {
  #shown = null; // what the document said when the field last agreed with it
  #isOurs = false;

  constructor({ field, view }) {
    this.field = field;
    this.view = view;
    field.addEventListener("input", (event) => event.isComposing || this.#write());
    field.addEventListener("compositionend", () => this.#write());
    field.addEventListener("keydown", (event) => this.#undo(event));
  }

  get isOpen() {
    return this.#shown !== null;
  }

  open() {
    this.#shown = this.field.value = plainText(this.view.state.doc);
  }

  close() {
    this.#shown = null;
  }

  /** The document changed: show it, leaving the caret at its word. */
  refresh() {
    if (!this.isOpen || this.#isOurs) return;
    const fresh = plainText(this.view.state.doc);
    if (fresh === this.#shown) return;
    const base = this.field.value === this.#shown ? this.#shown : this.field.value;
    const { from, removedTo, inserted } = change(base, fresh);
    this.#shown = fresh;
    this.field.setRangeText(inserted, from, removedTo, "preserve");
  }

  /** The browser's own undo does not know what others wrote meanwhile. */
  #undo(event) {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    const key = event.key.toLowerCase();
    if (key !== "z" && key !== "y") return;
    event.preventDefault();
    (key === "y" || event.shiftKey ? redoCommand : undoCommand)(this.view.state, this.view.dispatch);
  }

  /** The field changed: change the document by no more than that. */
  #write() {
    if (!this.isOpen) return;
    const transaction = textTransaction(this.view.state, this.field.value);
    if (!transaction) return;
    this.#isOurs = true;
    try {
      this.view.dispatch(transaction);
    } finally {
      this.#isOurs = false;
    }
    this.#shown = plainText(this.view.state.doc);
  }
}
