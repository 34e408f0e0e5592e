// The editor itself: ProseMirror on the shared document, with keys, input rules, cursors and a size limit.

import { baseKeymap, chainCommands, toggleMark } from "prosemirror-commands";
import { InputRule, inputRules, textblockTypeInputRule, wrappingInputRule } from "prosemirror-inputrules";
import { keymap } from "prosemirror-keymap";
import { liftListItem, sinkListItem, splitListItem } from "prosemirror-schema-list";
import { EditorState, Plugin, TextSelection } from "prosemirror-state";
import { Decoration, DecorationSet, EditorView } from "prosemirror-view";
import { redoCommand, undoCommand, yCursorPlugin, ySyncPlugin, ySyncPluginKey, yUndoPlugin } from "y-prosemirror";

import { cursor, selection } from "./cursors.js";
import { addPolicy, backspaceInTitle, enterInPolicy, leavePolicy, PolicyView, uniqueIds } from "./policies.js";
import { makePolicy, schema } from "./schema.js";

const { nodes, marks } = schema;
export const LONGEST_INSERT = 60_000; // characters at once; with it a change stays well below the largest frame
export const LONGEST_PAD = 300_000;

/** Make the editor in `place`. `onChange(isText)` is called after every change of text or selection. */
export function makeEditor({ place, fragment, awareness, label, hint, readonly, canPut, onChange, onTooMuch, onLink }) {
  return new EditorView(place, {
    state: EditorState.create({
      schema,
      plugins: [
        ySyncPlugin(fragment),
        yCursorPlugin(awareness, { cursorBuilder: cursor, selectionBuilder: selection }),
        yUndoPlugin(),
        rules(),
        keymap(keys(onLink)),
        keymap(baseKeymap),
        uniqueIds(),
        placeholders(readonly ? "" : hint),
        limit(onTooMuch),
        new Plugin({ view: () => ({ update: (view, before) => onChange(!view.state.doc.eq(before.doc)) }) }),
      ],
    }),
    dispatchTransaction(transaction) {
      if (!this.isDestroyed) this.updateState(this.state.apply(transaction)); // the cursor plugin may be late by a tick
    },
    editable: () => !readonly,
    attributes: {
      class: "pad__text",
      role: "textbox",
      "aria-multiline": "true",
      "aria-label": label,
      "aria-readonly": String(readonly),
      tabindex: "0",
    },
    nodeViews: { policy: (node) => new PolicyView(node, canPut) },
    transformPastedHTML: undressed,
    clipboardTextSerializer: (slice) => slice.content.textBetween(0, slice.content.size, "\n\n"),
  });
}

/** Pasted pages bring inline styles and handlers; the page's policy would block each one with a complaint. */
function undressed(html) {
  return html
    .replace(/<style[\s\S]*?<\/style>/gi, "")
    .replace(/<b\s[^>]*font-weight:\s*normal[^>]*>/gi, "<span>") // a word processor's wrapper, not strong words
    .replace(/<(?:img|svg|iframe|object|embed|link|meta)\b[^>]*>/gi, "")
    .replace(/\s(?:style|on\w+)\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]*)/gi, "");
}

function keys(onLink) {
  const heading = (level) => textblockCommand(nodes.heading, { level });
  return {
    Enter: chainCommands(enterInPolicy, splitListItem(nodes.list_item)),
    "Mod-Enter": leavePolicy,
    "Shift-Enter": chainCommands(enterInPolicy, splitListItem(nodes.list_item), baseKeymap.Enter),
    Backspace: backspaceInTitle,
    "Mod-]": sinkListItem(nodes.list_item),
    "Mod-[": liftListItem(nodes.list_item),
    "Mod-b": toggleMark(marks.strong),
    "Mod-i": toggleMark(marks.em),
    "Mod-k": () => onLink(),
    "Mod-z": undoCommand,
    "Mod-y": redoCommand,
    "Mod-Shift-z": redoCommand,
    "Mod-Alt-0": textblockCommand(nodes.paragraph),
    "Mod-Alt-1": heading(1),
    "Mod-Alt-2": heading(2),
    "Mod-Alt-3": heading(3),
    "Mod-Alt-p": addPolicy,
  };
}

function textblockCommand(type, attributes) {
  return (state, dispatch) => {
    const { from, to, $from } = state.selection;
    if ($from.depth !== 1 && type === nodes.heading) return false;
    dispatch?.(state.tr.setBlockType(from, to, type, attributes));
    return true;
  };
}

function rules() {
  return inputRules({
    rules: [
      textblockTypeInputRule(/^(#{1,3})\s$/, nodes.heading, (match) => ({ level: match[1].length })),
      wrappingInputRule(/^[-*]\s$/, nodes.bullet_list),
      wrappingInputRule(/^\d+\.\s$/, nodes.ordered_list),
      new InputRule(/^(?:#+\s*)?policy:\s$/i, toPolicy),
    ],
  });
}

/** "Policy: " on a line of its own becomes a policy. */
function toPolicy(state, _match, start) {
  const $start = state.doc.resolve(start);
  if ($start.depth !== 1) return null;
  const at = $start.before(1);
  const transaction = state.tr.replaceWith(at, at + $start.node(1).nodeSize, makePolicy());
  return transaction.setSelection(TextSelection.create(transaction.doc, at + 2));
}

/** Refuse what would make the pad too long, before it is in the shared document. */
function limit(onTooMuch) {
  return new Plugin({
    filterTransaction(transaction, state) {
      if (!transaction.docChanged || transaction.getMeta(ySyncPluginKey)) return true;
      const grown = transaction.doc.content.size - state.doc.content.size;
      if (grown <= LONGEST_INSERT && (grown <= 0 || transaction.doc.content.size <= LONGEST_PAD)) return true;
      onTooMuch();
      return false;
    },
  });
}

/** Faint words in empty places that say what to write there. */
function placeholders(invitation) {
  return new Plugin({
    props: {
      decorations({ doc }) {
        const found = [];
        const hint = (at, node, words) => {
          const attributes = { class: "is-empty", "data-placeholder": words };
          if (!node.content.size) found.push(Decoration.node(at, at + node.nodeSize, attributes));
        };
        const isBlank = doc.childCount === 1 && doc.firstChild.type === nodes.paragraph;
        if (isBlank && invitation) hint(0, doc.firstChild, invitation);
        doc.forEach((node, at) => {
          if (node.type !== nodes.policy) return;
          hint(at + 1, node.firstChild, "What is the policy called?");
          if (node.childCount === 2 && node.child(1).type === nodes.paragraph)
            hint(at + 1 + node.firstChild.nodeSize, node.child(1), "What is decided, for whom, and who sees to it?");
        });
        return DecorationSet.create(doc, found);
      },
    },
  });
}
