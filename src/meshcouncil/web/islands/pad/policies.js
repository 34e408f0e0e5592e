// Policies in the editor: their frame with a button, their keys, and ids that are never used twice.

import { TextSelection, Plugin } from "prosemirror-state";
import { ySyncPluginKey } from "y-prosemirror";

import { policyText } from "./plain.js";
import { fieldsOf, LABELS, words } from "./record.js";
import { makePolicy, newPolicyId, schema } from "./schema.js";

/** Draws a policy: a label, its buttons, the editable title and body, and below them the fields that it has. */
export class PolicyView {
  constructor(node, canPut) {
    this.node = node;
    this.dom = document.createElement("section");
    this.dom.className = "pad__policy";
    this.dom.dataset.policy = node.attrs.id;
    this.head = document.createElement("div");
    this.head.className = "pad__policy-head";
    this.head.contentEditable = "false";
    const label = document.createElement("span");
    label.className = "pad__policy-label";
    label.textContent = "Policy";
    this.head.append(label);
    if (canPut) this.head.append(this.#buttons());
    this.contentDOM = document.createElement("div");
    this.contentDOM.className = "pad__policy-body";
    this.fields = document.createElement("div");
    this.fields.className = "pad__fields";
    this.fields.contentEditable = "false";
    this.dom.append(this.head, this.contentDOM, this.fields);
    this.#showFields();
  }

  #buttons() {
    const acts = document.createElement("div");
    acts.className = "pad__policy-acts";
    if (document.getElementById("pad-fields")) acts.append(this.#button("Fields", "pad__fields-button button--quiet", "pad:edit-fields"));
    acts.append(this.#button("Put to the council", "pad__put", "pad:put-policy"));
    return acts;
  }

  /** A button that sends the policy, as it now stands, to the page. */
  #button(label, className, event) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = `${className} button button--small`;
    button.textContent = label;
    button.addEventListener("click", () => {
      const { attrs, firstChild } = this.node;
      const detail = { id: attrs.id, title: firstChild.textContent, text: policyText(this.node), record: fieldsOf(attrs) };
      this.dom.dispatchEvent(new CustomEvent(event, { bubbles: true, detail }));
    });
    return button;
  }

  /** The fields as labelled lines; they are changed by the form, or as lines of the plain text. */
  #showFields() {
    const said = Object.entries(fieldsOf(this.node.attrs));
    const shown = JSON.stringify(said);
    if (this.shown === shown) return;
    this.shown = shown;
    const lines = said.map(([name, value]) => {
      const line = document.createElement("div");
      line.className = "pad__field";
      line.dataset.field = name;
      const label = document.createElement("span");
      label.className = "pad__field-label";
      label.textContent = LABELS[name];
      line.append(label, `: ${name === "scope" ? teamCalled(value) : words(name, value)}`);
      return line;
    });
    this.fields.replaceChildren(...lines);
  }

  update(node) {
    if (node.type !== this.node.type) return false;
    this.node = node;
    this.dom.dataset.policy = node.attrs.id;
    this.#showFields();
    return true;
  }

  stopEvent(event) {
    return this.head.contains(event.target) || this.fields.contains(event.target);
  }

  ignoreMutation(mutation) {
    return mutation.type !== "selection" && !this.contentDOM.contains(mutation.target);
  }
}

/** The name of the team that a policy is local to: the form on the page knows it. */
function teamCalled(id) {
  const offered = document.querySelectorAll("#pad-fields select[name='record.scope'] option");
  return [...offered].find((option) => option.value === id)?.textContent ?? id;
}

/** Write a policy below the block (or policy) the cursor is in, with the cursor in its title. */
export function addPolicy(state, dispatch) {
  if (!dispatch) return true;
  const { $from } = state.selection;
  const block = $from.depth ? $from.node(1) : null;
  const isEmptyLine = block?.type === schema.nodes.paragraph && !block.content.size;
  const at = !block ? state.doc.content.size : isEmptyLine ? $from.before(1) : $from.after(1);
  const transaction = state.tr.replaceWith(at, isEmptyLine ? at + block.nodeSize : at, makePolicy());
  dispatch(transaction.setSelection(TextSelection.create(transaction.doc, at + 2)).scrollIntoView());
  return true;
}

/** Enter in a policy's title goes to its body; on an empty last line of the body it leaves the policy. */
export function enterInPolicy(state, dispatch) {
  const { $from, empty } = state.selection;
  if ($from.parent.type === schema.nodes.policy_title) {
    dispatch?.(state.tr.setSelection(TextSelection.near(state.doc.resolve($from.after()), 1)).scrollIntoView());
    return true;
  }
  if (!empty || $from.depth !== 2 || $from.node(1).type !== schema.nodes.policy || $from.parent.content.size) return false;
  const policy = $from.node(1);
  if (policy.childCount < 3 || $from.index(1) !== policy.childCount - 1) return false;
  dispatch?.(leave(state.tr.delete($from.before(2), $from.after(2)), $from.before(1)));
  return true;
}

/** Mod-Enter leaves a policy from anywhere in it. */
export function leavePolicy(state, dispatch) {
  const { $from } = state.selection;
  if ($from.depth < 2 || $from.node(1).type !== schema.nodes.policy) return false;
  dispatch?.(leave(state.tr, $from.before(1)));
  return true;
}

function leave(transaction, policyAt) {
  const after = policyAt + transaction.doc.nodeAt(policyAt).nodeSize;
  transaction.insert(after, schema.nodes.paragraph.create());
  return transaction.setSelection(TextSelection.create(transaction.doc, after + 1)).scrollIntoView();
}

/** Backspace at the start of an untitled, empty policy takes it away; with text it does nothing rash. */
export function backspaceInTitle(state, dispatch) {
  const { $from, empty } = state.selection;
  if (!empty || $from.parent.type !== schema.nodes.policy_title || $from.parentOffset) return false;
  const policy = $from.node(1);
  if (policy.textContent === "") {
    const at = $from.before(1);
    const transaction = state.tr.replaceWith(at, at + policy.nodeSize, schema.nodes.paragraph.create());
    dispatch?.(transaction.setSelection(TextSelection.create(transaction.doc, at + 1)));
  }
  return true;
}

/** A pasted or copied policy gets an id of its own. Only changes made here count: the others see to theirs. */
export function uniqueIds() {
  return new Plugin({
    appendTransaction(transactions, _old, state) {
      const isOurs = transactions.some((tr) => tr.docChanged && !tr.getMeta(ySyncPluginKey)?.isChangeOrigin);
      if (!isOurs) return null;
      const seen = new Set();
      let fix = null;
      state.doc.forEach((node, at) => {
        if (node.type !== schema.nodes.policy) return;
        if (!node.attrs.id || seen.has(node.attrs.id)) fix = (fix ?? state.tr).setNodeMarkup(at, null, { ...node.attrs, id: newPolicyId() });
        seen.add(node.attrs.id);
      });
      return fix;
    },
  });
}
