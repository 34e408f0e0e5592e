// What a pad may hold: headings, paragraphs, lists, and policies (a title and a body). Marks: strong, em, link.

import { Schema } from "prosemirror-model";

import { attributes, attributesOf, fieldsOf } from "./record.js";

const LEVELS = { 1: "h3", 2: "h4", 3: "h5" }; // the page itself has the levels above

export const schema = new Schema({
  nodes: {
    doc: { content: "block+" },
    paragraph: {
      group: "block flow",
      content: "text*",
      parseDOM: [{ tag: "p" }],
      toDOM: () => ["p", 0],
    },
    heading: {
      group: "block",
      content: "text*",
      defining: true,
      attrs: { level: { default: 1 } },
      parseDOM: [1, 2, 3, 4, 5, 6].map((n) => ({ tag: `h${n}`, attrs: { level: Math.min(3, Math.max(1, n > 2 ? n - 2 : n)) } })),
      toDOM: (node) => [LEVELS[node.attrs.level] ?? LEVELS[1], 0],
    },
    bullet_list: {
      group: "block flow list",
      content: "list_item+",
      parseDOM: [{ tag: "ul" }],
      toDOM: () => ["ul", 0],
    },
    ordered_list: {
      group: "block flow list",
      content: "list_item+",
      parseDOM: [{ tag: "ol" }],
      toDOM: () => ["ol", 0],
    },
    list_item: {
      content: "paragraph list*",
      defining: true,
      parseDOM: [{ tag: "li" }],
      toDOM: () => ["li", 0],
    },
    policy: {
      group: "block",
      content: "policy_title flow+",
      defining: true,
      isolating: true,
      attrs: { id: { default: "" }, ...attributes },
      parseDOM: [{ tag: "section[data-policy]", getAttrs: (dom) => ({ id: dom.dataset.policy, ...recordIn(dom) }) }],
      toDOM: (node) => {
        const record = JSON.stringify(fieldsOf(node.attrs));
        return ["section", { class: "pad__policy", "data-policy": node.attrs.id, "data-record": record }, 0];
      },
    },
    policy_title: {
      content: "text*",
      marks: "",
      defining: true,
      parseDOM: [{ tag: "h4.pad__policy-title", priority: 60 }],
      toDOM: () => ["h4", { class: "pad__policy-title" }, 0],
    },
    text: {},
  },
  marks: {
    link: {
      attrs: { href: {} },
      inclusive: false,
      parseDOM: [{ tag: "a[href]", getAttrs: (dom) => isWebAddress(dom.getAttribute("href")) && { href: dom.href } }],
      toDOM: (mark) => ["a", isWebAddress(mark.attrs.href) ? { href: mark.attrs.href, rel: "noopener noreferrer" } : {}, 0],
    },
    strong: {
      parseDOM: [{ tag: "strong" }, { tag: "b", getAttrs: (dom) => dom.style.fontWeight !== "normal" && null }],
      toDOM: () => ["strong", 0],
    },
    em: {
      parseDOM: [{ tag: "em" }, { tag: "i", getAttrs: (dom) => dom.style.fontStyle !== "normal" && null }],
      toDOM: () => ["em", 0],
    },
  },
});

/** The fields of a policy that was copied from a pad. */
function recordIn(dom) {
  try {
    return attributesOf(JSON.parse(dom.dataset.record ?? "{}") ?? {});
  } catch {
    return {}; // from somewhere else: its text is welcome all the same
  }
}

/** Only addresses of web pages become links, whoever made them. */
export function isWebAddress(text) {
  return typeof text === "string" && /^https?:\/\/\S+$/i.test(text);
}

export function newPolicyId() {
  const letters = crypto.getRandomValues(new Uint8Array(8));
  return `p-${[...letters].map((n) => "abcdefghijkmnpqrstuvwxyz23456789"[n % 32]).join("")}`;
}

export function makePolicy(title = "", id = newPolicyId()) {
  const { policy, policy_title, paragraph } = schema.nodes;
  return policy.create({ id }, [policy_title.create(null, title ? schema.text(title) : null), paragraph.create()]);
}
