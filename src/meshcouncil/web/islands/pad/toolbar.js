// The writing tools: one stop for Tab, arrows within, and buttons that say whether they are on.

import { setBlockType, toggleMark } from "prosemirror-commands";
import { liftListItem, wrapInList } from "prosemirror-schema-list";
import { redoCommand, undoCommand } from "y-prosemirror";

import { addPolicy } from "./policies.js";
import { isWebAddress, schema } from "./schema.js";

const { nodes, marks } = schema;

const ICONS = {
  heading: "M5 4v16M15 4v16M5 12h10M19.5 20v-8l-2 1.2",
  bullets: "M9 6h11M9 12h11M9 18h11M4 6h.01M4 12h.01M4 18h.01",
  numbers: "M10 6h10M10 12h10M10 18h10M4 5l1.2-.8V9M3.8 14.4c.6-1.3 2.4-.9 2.3.3-.1 1-2.3 2.1-2.3 3.3h2.5",
  strong: "M7 5h6a3.5 3.5 0 0 1 0 7H7zM7 12h7a3.5 3.5 0 0 1 0 7H7z",
  em: "M10 5h7M7 19h7M14 5l-4 14",
  link: "M10 14a4 4 0 0 0 6 .4l3-3a4 4 0 0 0-5.700-5.600l-1.500 1.500M14 10a4 4 0 0 0-6-.4l-3 3a4 4 0 0 0 5.700 5.600l1.500-1.500",
  undo: "M8 7 4 11l4 4M4 11h10a5 5 0 0 1 0 10h-3",
  redo: "M16 7l4 4-4 4M20 11H10a5 5 0 0 0 0 10h3",
  policy: "M7 3h8l4 4v14H7zM15 3v4h4M10 13h6M13 10v6",
  plain: "M4 6h16M4 10h10M4 14h16M4 18h10",
};

const TOOLS = [
  { name: "heading", label: "Heading", run: toggleHeading, isOn: (state) => parentIs(state, nodes.heading) },
  { name: "bullets", label: "Bulleted list", run: toggleList(nodes.bullet_list), isOn: (state) => inList(state, nodes.bullet_list) },
  { name: "numbers", label: "Numbered list", run: toggleList(nodes.ordered_list), isOn: (state) => inList(state, nodes.ordered_list) },
  { name: "strong", label: "Strong", keys: "Ctrl+B", run: toggleMark(marks.strong), isOn: (state) => hasMark(state, marks.strong) },
  { name: "em", label: "Emphasis", keys: "Ctrl+I", run: toggleMark(marks.em), isOn: (state) => hasMark(state, marks.em) },
  { name: "link", label: "Link", keys: "Ctrl+K", isOn: (state) => hasMark(state, marks.link) },
  { name: "undo", label: "Undo my last change", keys: "Ctrl+Z", run: undoCommand },
  { name: "redo", label: "Redo", keys: "Ctrl+Y", run: redoCommand },
];

export class Toolbar {
  constructor({ view, onPlain }) {
    this.view = view;
    this.dom = element("div", "pad__toolbar", { role: "toolbar", "aria-label": "Writing tools" });
    this.tools = TOOLS.map((tool) => ({ ...tool, button: this.#button(tool) }));
    this.policy = this.#button({ name: "policy", label: "Add a policy", text: "Add a policy", run: addPolicy });
    this.plain = this.#button({ name: "plain", label: "Plain text view", text: "Plain text" });
    this.plain.setAttribute("aria-pressed", "false");
    this.plain.addEventListener("click", onPlain);
    this.linkBar = this.#makeLinkBar();
    this.dom.append(...this.tools.map((tool) => tool.button), this.policy, this.plain);
    this.dom.addEventListener("keydown", (event) => this.#rove(event));
    this.dom.addEventListener("focusin", ({ target }) => this.#stopAt(target));
    this.#stopAt(this.#buttons[0]);
    this.update();
  }

  /** Show what holds at the cursor. */
  update() {
    const { state } = this.view;
    for (const { button, run, isOn } of this.tools) {
      if (isOn) button.setAttribute("aria-pressed", String(isOn(state)));
      const can = !run || run(state) || (isOn?.(state) ?? false);
      button.setAttribute("aria-disabled", String(!can));
    }
  }

  set plainMode(isPlain) {
    this.isPlain = isPlain;
    this.plain.setAttribute("aria-pressed", String(isPlain));
    this.linkBar.hidden = true;
    for (const { name, button } of this.tools) button.hidden = isPlain && name !== "undo" && name !== "redo";
    this.policy.hidden = isPlain;
    this.update();
  }

  /** Ask for the address of a link; works on the selected words. */
  openLink() {
    const { state } = this.view;
    const current = state.selection.$from.marks().find((mark) => mark.type === marks.link);
    if (state.selection.empty && !current) {
      this.linkBar.hint.textContent = "Select the words that should be a link first.";
    } else this.linkBar.hint.textContent = "";
    this.linkBar.hidden = false;
    this.linkBar.input.value = current?.attrs.href ?? "";
    this.linkBar.input.focus();
    return true;
  }

  #button({ name, label, keys, text, run }) {
    const button = element("button", `pad__tool pad__tool--${name}`, { type: "button" });
    button.title = keys ? `${label} (${keys})` : label;
    if (text) button.append(icon(name), text);
    else {
      button.setAttribute("aria-label", label);
      button.append(icon(name));
    }
    button.addEventListener("mousedown", (event) => event.preventDefault()); // keep the selection
    button.addEventListener("click", () => {
      if (button.getAttribute("aria-disabled") === "true") return;
      if (name === "link") this.openLink();
      if (!run) return;
      run(this.view.state, this.view.dispatch, this.view);
      if (!this.isPlain) this.view.focus();
    });
    return button;
  }

  #makeLinkBar() {
    const bar = element("form", "pad__link", { "aria-label": "Link" });
    bar.noValidate = true;
    bar.hidden = true;
    bar.input = element("input", "input", { type: "url", "aria-label": "Web address", placeholder: "https://…" });
    bar.hint = element("p", "pad__link-hint", { role: "status" });
    const set = element("button", "button button--small", { type: "submit" });
    set.textContent = "Set link";
    const remove = element("button", "button button--small button--quiet", { type: "button" });
    remove.textContent = "No link";
    remove.addEventListener("click", () => this.#link(null));
    bar.append(bar.input, set, remove, bar.hint);
    bar.addEventListener("submit", (event) => {
      event.preventDefault();
      const address = bar.input.value.trim();
      if (isWebAddress(address)) this.#link(address);
      else bar.hint.textContent = "A web address starts with https:// or http://.";
    });
    bar.addEventListener("keydown", (event) => event.key === "Escape" && this.#link(undefined));
    return bar;
  }

  /** Set (text), remove (null) or leave (undefined) the link, and go back to the text. */
  #link(href) {
    const { state, dispatch } = this.view;
    const { from, to } = linkRange(state);
    if (href !== undefined) {
      const transaction = state.tr.removeMark(from, to, marks.link);
      dispatch(href ? transaction.addMark(from, to, marks.link.create({ href })) : transaction);
    }
    this.linkBar.hidden = true;
    this.view.focus();
  }

  get #buttons() {
    return [...this.tools.map((tool) => tool.button), this.policy, this.plain].filter((button) => !button.hidden);
  }

  #stopAt(target) {
    for (const button of this.#buttons) button.tabIndex = button === target ? 0 : -1;
  }

  #rove(event) {
    const buttons = this.#buttons;
    const at = buttons.indexOf(event.target);
    const last = buttons.length - 1;
    const to = { ArrowLeft: at ? at - 1 : last, ArrowRight: at < last ? at + 1 : 0, Home: 0, End: last }[event.key];
    if (at < 0 || to === undefined) return;
    event.preventDefault();
    buttons[to].focus();
  }
}

function toggleHeading(state, dispatch) {
  const isOn = parentIs(state, nodes.heading);
  return isOn ? setBlockType(nodes.paragraph)(state, dispatch) : setBlockType(nodes.heading, { level: 1 })(state, dispatch);
}

function toggleList(type) {
  const wrap = wrapInList(type);
  const lift = liftListItem(nodes.list_item);
  return (state, dispatch) => {
    if (inList(state, type)) return lift(state, dispatch);
    const other = listAround(state);
    if (!other) return wrap(state, dispatch);
    dispatch?.(state.tr.setNodeMarkup(other.at, type));
    return true;
  };
}

function listAround({ selection: { $from } }) {
  for (let depth = $from.depth; depth > 0; depth--)
    if ($from.node(depth).type.isInGroup("list")) return { node: $from.node(depth), at: $from.before(depth) };
  return null;
}

function inList(state, type) {
  return listAround(state)?.node.type === type;
}

function parentIs({ selection: { $from } }, type) {
  return $from.parent.type === type;
}

function hasMark({ selection, storedMarks, doc }, type) {
  if (selection.empty) return Boolean(type.isInSet(storedMarks || selection.$from.marks()));
  return doc.rangeHasMark(selection.from, selection.to, type);
}

/** The selection, or the whole link the cursor stands in. */
function linkRange({ selection, doc }) {
  if (!selection.empty) return selection;
  const { $from } = selection;
  let from = selection.from;
  let to = selection.to;
  while (from > $from.start() && doc.rangeHasMark(from - 1, from, marks.link)) from--;
  while (to < $from.end() && doc.rangeHasMark(to, to + 1, marks.link)) to++;
  return { from, to };
}

function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const attributes = { viewBox: "0 0 24 24", "aria-hidden": "true", focusable: "false", class: "pad__icon" };
  for (const [key, value] of Object.entries(attributes)) svg.setAttribute(key, value);
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

export function element(tag, className, attributes = {}) {
  const made = document.createElement(tag);
  made.className = className;
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}
