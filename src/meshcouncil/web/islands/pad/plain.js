// The pad as plain text, one block a line, and back; the server writes the same (application/pad_document.py).
//
//   # Heading            - a point (two spaces further in below another)      1. a numbered point
//   ## Policy: Title     the lines below belong to it, up to the next heading or a line ---
//   Context: Why         a field of the policy above (record.js)
//   \- a paragraph that only looks like a point

import { ReplaceStep } from "prosemirror-transform";

import { fieldLines, readField, readFields } from "./record.js";
import { newPolicyId, schema } from "./schema.js";

const END_OF_POLICY = "---";
const POLICY = /^## Policy: ?(.*)$/s;
const HEADING = /^(#{1,3}) (.*)$/s;
const ITEM = /^( *)(-|\d{1,4}\.) (.*)$/s;
const DEEPEST = 6;

// --- Writing ---

/** The document as lines: { text, node } with the text block a line stands for (none for the end of a policy). */
export function linesOf(doc) {
  const lines = [];
  blocks(doc, lines);
  return lines;
}

export function plainText(doc) {
  return linesOf(doc).map((line) => line.text).join("\n");
}

/** The body of a policy node as plain text. */
export function policyText(policy) {
  const lines = [];
  policy.forEach((child, _offset, index) => index && inPolicy(child, lines));
  return lines.map((line) => line.text).join("\n");
}

function blocks(parent, lines) {
  let afterPolicy = false;
  parent.forEach((node) => {
    const isSection = node.type.name === "heading" || node.type.name === "policy";
    if (afterPolicy && !isSection) lines.push({ text: END_OF_POLICY, node: null });
    afterPolicy = node.type.name === "policy";
    block(node, lines);
  });
}

function block(node, lines) {
  const text = node.isTextblock ? node.textContent.replace(/\n/g, " ") : "";
  switch (node.type.name) {
    case "policy":
      node.forEach((child, _offset, index) => {
        if (index) inPolicy(child, lines);
        else lines.push({ text: `## Policy: ${child.textContent}`, node: child, policy: node.attrs.id });
      });
      for (const text of fieldLines(node.attrs)) lines.push({ text, node: null });
      break;
    case "heading": {
      const guard = node.attrs.level === 2 && /^\\?Policy:/.test(text) ? "\\" : "";
      lines.push({ text: `${"#".repeat(node.attrs.level)} ${guard}${text}`, node });
      break;
    }
    case "bullet_list":
    case "ordered_list":
      list(node, 0, lines);
      break;
    default:
      lines.push({ text: looksLikeMore(text) ? `\\${text}` : text, node });
  }
}

/** A block of a policy's body; a paragraph that only looks like a field is guarded. */
function inPolicy(node, lines) {
  const text = node.type.name === "paragraph" ? node.textContent.replace(/\n/g, " ") : "";
  if (readField(text)) lines.push({ text: `\\${text}`, node });
  else block(node, lines);
}

function list(node, depth, lines) {
  const indent = "  ".repeat(depth);
  node.forEach((item, _offset, index) => {
    const mark = node.type.name === "bullet_list" ? "-" : `${index + 1}.`;
    item.forEach((child) => {
      if (child.isTextblock) lines.push({ text: `${indent}${mark} ${child.textContent}`, node: child });
      else list(child, depth + 1, lines);
    });
  });
}

function looksLikeMore(text) {
  return text === END_OF_POLICY || text.startsWith("\\") || HEADING.test(text) || ITEM.test(text);
}

// --- Reading ---

/** Read plain text as a document, taking over from `old` what stayed: marks of words, ids of policies. */
export function readPlain(text, old) {
  const { nodes } = schema;
  const fresh = clean(text).split("\n");
  const former = align(linesOf(old), fresh);
  const ids = new PolicyIds(former);
  const top = [];
  let policy = null;
  let items = [];

  const endList = () => {
    (policy?.body ?? top).push(...lists(items, 0));
    items = [];
  };
  const endPolicy = () => {
    endList();
    if (policy) {
      const body = policy.body.length ? policy.body : [nodes.paragraph.create()];
      top.push(nodes.policy.create({ id: policy.id, ...readFields(policy.fields) }, [policy.title, ...body]));
    }
    policy = null;
  };
  const paragraph = (line, content) => nodes.paragraph.create(null, inline(content, former[line]?.node));

  fresh.forEach((line, number) => {
    let match;
    if ((match = ITEM.exec(line))) {
      const kind = match[2] === "-" ? nodes.bullet_list : nodes.ordered_list;
      items.push({ depth: Math.floor(match[1].length / 2), kind, paragraph: paragraph(number, match[3]) });
      return;
    }
    if ((match = POLICY.exec(line))) {
      endPolicy();
      const title = nodes.policy_title.create(null, match[1] ? schema.text(match[1]) : null);
      policy = { id: ids.for(number, match[1]), title, body: [], fields: [] };
    } else if ((match = HEADING.exec(line))) {
      endPolicy();
      const content = match[2].replace(/^\\(?=\\?Policy:)/, "");
      top.push(nodes.heading.create({ level: match[1].length }, inline(content, former[number]?.node)));
    } else if (line === END_OF_POLICY && policy) {
      endPolicy();
    } else if (policy && (match = readField(line))) {
      policy.fields.push(match); // it stands beside the body: a list goes on behind it
    } else {
      endList();
      (policy?.body ?? top).push(paragraph(number, line.replace(/^\\/, "")));
    }
  });
  endPolicy();
  return nodes.doc.create(null, top);
}

function clean(text) {
  return text.replace(/\r\n?/g, "\n").replace(/\t/g, "  ").replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, "");
}

function lists(items, depth) {
  const made = [];
  let at = 0;
  while (at < items.length) {
    const kind = items[at].kind;
    const points = [];
    while (at < items.length && items[at].kind === kind) {
      const first = items[at++];
      let end = at;
      while (end < items.length && items[end].depth > depth && depth < DEEPEST) end++;
      points.push(schema.nodes.list_item.create(null, [first.paragraph, ...lists(items.slice(at, end), depth + 1)]));
      at = end;
    }
    made.push(kind.create(null, points));
  }
  return made;
}

/** For every fresh line the old line it continues: the same ones at both ends, one by one in between. */
function align(old, fresh) {
  const longest = Math.min(old.length, fresh.length);
  let head = 0;
  while (head < longest && old[head].text === fresh[head]) head++;
  let tail = 0;
  while (tail < longest - head && old.at(-1 - tail).text === fresh.at(-1 - tail)) tail++;
  return fresh.map((_, at) => {
    if (at >= fresh.length - tail) return old[at - fresh.length + old.length];
    return at < old.length - tail ? old[at] : undefined;
  });
}

class PolicyIds {
  #former;
  #used = new Set();

  constructor(former) {
    this.#former = former;
  }

  for(line, title) {
    const sameTitle = this.#former.find((old) => old?.policy && !this.#used.has(old.policy) && old.node.textContent === title);
    const found = [this.#former[line]?.policy, sameTitle?.policy].find((id) => id && !this.#used.has(id)) ?? newPolicyId();
    this.#used.add(found);
    return found;
  }
}

/** The old inline content with the words in between exchanged, so that marks stay where they were. */
function inline(text, former) {
  if (!former?.isTextblock || former.type.name === "policy_title") return text ? schema.text(text) : null;
  const { from, removedTo, inserted } = change(former.textContent, text);
  const before = former.content.cut(0, from);
  const marks = before.lastChild?.marks.filter((mark) => mark.type.spec.inclusive !== false) ?? [];
  const added = inserted ? before.addToEnd(schema.text(inserted, marks)) : before;
  return joined(added, former.content.cut(removedTo));
}

function joined(one, other) {
  const nodes = [];
  for (const part of [one, other]) part.forEach((node) => nodes.push(node));
  return nodes;
}

/** What has to be exchanged in `old` to get `fresh`: the shortest single piece. */
export function change(old, fresh) {
  const longest = Math.min(old.length, fresh.length);
  let from = 0;
  while (from < longest && old[from] === fresh[from]) from++;
  let tail = 0;
  while (tail < longest - from && old.at(-1 - tail) === fresh.at(-1 - tail)) tail++;
  if (isHalf(old, from) || isHalf(fresh, from)) from--;
  if (isHalf(old, old.length - tail) || isHalf(fresh, fresh.length - tail)) tail--;
  return { from, removedTo: old.length - tail, inserted: fresh.slice(from, fresh.length - tail) };
}

function isHalf(text, at) {
  return at > 0 && /[\udc00-\udfff]/.test(text[at] ?? "") && /[\ud800-\udbff]/.test(text[at - 1]);
}

// --- Changing ---

/** A transaction that makes the pad say this text and touches no more than was changed, or null. */
export function textTransaction(state, text) {
  const fresh = readPlain(text, state.doc);
  const start = state.doc.content.findDiffStart(fresh.content);
  if (start === null) return null;
  let { a: end, b: freshEnd } = state.doc.content.findDiffEnd(fresh.content);
  const overlap = start - Math.min(end, freshEnd);
  if (overlap > 0) [end, freshEnd] = [end + overlap, freshEnd + overlap];
  const transaction = state.tr;
  const result = transaction.maybeStep(new ReplaceStep(start, end, fresh.slice(start, freshEnd)));
  if (result.failed) transaction.replaceWith(0, state.doc.content.size, fresh.content);
  return transaction;
}
