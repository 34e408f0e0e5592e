// Live fragments: what the server sends is morphed into the page, one after the other, keeping what the person is at:
// focus, caret, half-typed fields, open folds.

import htmx from "htmx.org/dist/htmx.esm.js";

import { isOwned, own } from "./ownership.js";

Object.assign(htmx.config, {
  history: false,
  includeIndicatorCSS: false,
  defaultSettleDelay: 0,
  morphSkip: "[hx-morph-skip], mesh-pad",
  morphSkipChildren: "mesh-clock .clock__digits, [data-refusal]",
});
htmx.registerExtension("ownership", {
  htmx_before_morph_attr: (element, { attrName }) => !isOwned(element, attrName),
});

/** Ask for what differs whenever there is a connection, and show what arrives. */
export function watchFragments(wire) {
  let queue = Promise.resolve();
  document.addEventListener("toggle", keepOpen, { capture: true });
  wire.addEventListener("open", () => wire.sendJson({ have: versions(), home: document.body.dataset.home ?? "" }));
  wire.addEventListener("fragment", ({ detail }) => {
    queue = queue.then(() => show(detail)).catch((error) => console.error(error));
  });
}

/** What somebody opened or closed stays so, whatever is morphed around it. */
function keepOpen({ target }) {
  if (target instanceof HTMLDetailsElement) own(target, { open: target.open });
}

function versions() {
  const fragments = document.querySelectorAll("[data-fragment]");
  return Object.fromEntries([...fragments].map((f) => [f.dataset.fragment, f.dataset.v ?? ""]));
}

async function show({ name, version, html }) {
  const target = document.getElementById(`f-${name}`);
  if (!target) return;
  const focused = target.contains(document.activeElement) ? document.activeElement : null;
  const lists = [...target.querySelectorAll("[data-scroll-end]"), ...enclosingList(target)].filter(isAtEnd);
  await htmx.swap({ sourceElement: target, target, text: html, swap: "innerMorph" });
  target.dataset.v = version; // only now: a swap that failed is asked for again on the next connection
  for (const list of lists) list.scrollTop = list.scrollHeight;
  if (focused && !focused.isConnected) keepFocusNear(focused, target);
  target.dispatchEvent(new CustomEvent("mesh:shown", { bubbles: true }));
}

function enclosingList(target) {
  const list = target.closest("[data-scroll-end]");
  return list ? [list] : [];
}

function isAtEnd(list) {
  return list.scrollHeight - list.scrollTop - list.clientHeight < 48;
}

/** The element somebody was on is gone (a vote was cast, a motion closed): stay where it was, not at the top. */
function keepFocusNear(gone, target) {
  if (document.activeElement && document.activeElement !== document.body) return;
  const twin = gone.name && target.querySelector(`[name="${CSS.escape(gone.name)}"]:not([type="hidden"])`);
  const place = twin || (target.offsetHeight > 0 ? target : firstAfter(target)) || target;
  if (place === target && !target.hasAttribute("tabindex")) target.tabIndex = -1;
  place.focus({ preventScroll: true });
}

/** Where the Tab key would go next. */
function firstAfter(target) {
  const stops = document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]");
  return [...stops].find((stop) => {
    const isAfter = target.compareDocumentPosition(stop) & Node.DOCUMENT_POSITION_FOLLOWING;
    return isAfter && stop.tabIndex >= 0 && !stop.disabled && stop.offsetHeight > 0;
  });
}
