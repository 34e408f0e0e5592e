// Forms marked data-live are posted in place. Without this script they are plain forms and work the same.

import { forgetDrafts } from "./drafts.js";
import { announce, refuse, takeBack } from "./toast.js";
import { wire } from "./wire.js";

const SILENT = "The server could not be reached. What you wrote is still here; try again in a moment.";
const BROKEN = "Something went wrong on the server. What you wrote is still here; try again.";
const TYPING_EVERY_MS = 3_000;

const busy = new WeakSet();
const refusals = new Map();

/** Take over the live forms of this page, now and later. */
export function watchForms() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !form.matches("[data-live]") || event.defaultPrevented) return;
    event.preventDefault();
    post(form, event.submitter);
  });
  document.addEventListener("change", (event) => {
    const form = event.target.closest?.("form[data-autosubmit]");
    if (form) form.requestSubmit();
  });
  document.addEventListener("keydown", submitOnEnter);
  document.addEventListener("input", (event) => {
    clearRefusal(event.target.closest?.("form"));
    tellTyping(event.target);
  });
  document.addEventListener("mesh:shown", restoreRefusals);
}

/** Post a form without leaving the page. Gives true when the server took it. */
export async function post(form, submitter = null) {
  if (busy.has(form)) return false;
  busy.add(form);
  form.setAttribute("aria-busy", "true");
  clearRefusal(form);
  try {
    return await settle(form, submitter, await send(form, submitter));
  } catch {
    show(form, SILENT);
    return false;
  } finally {
    busy.delete(form);
    form.removeAttribute("aria-busy");
  }
}

function send(form, submitter) {
  const data = new FormData(form, submitter?.form === form ? submitter : null);
  const multipart = form.enctype === "multipart/form-data";
  return fetch(submitter?.getAttribute("formaction") || form.action, {
    method: "POST",
    body: multipart ? data : new URLSearchParams(data),
    headers: { "HX-Request": "true" },
    credentials: "same-origin",
  });
}

async function settle(form, submitter, response) {
  const elsewhere = response.headers.get("HX-Redirect") || response.headers.get("HX-Location");
  if (elsewhere || (response.redirected && response.ok)) {
    forgetDrafts(form);
    location.assign(elsewhere || response.url);
    return true;
  }
  if (response.ok) {
    accept(form, submitter);
    return true;
  }
  const isFragment = response.status < 500 && response.headers.get("content-type")?.startsWith("text/html");
  show(form, (isFragment && wordsOf(await response.text())) || BROKEN);
  return false;
}

function accept(form, submitter) {
  forgetDrafts(form);
  const wasTyping = form.contains(document.activeElement) && document.activeElement !== submitter;
  if (form.hasAttribute("data-reset")) {
    form.reset();
    const field = form.querySelector("textarea, input:not([type=hidden], [type=radio], [type=checkbox]), select");
    if (wasTyping || form.dataset.reset === "focus") field?.focus({ preventScroll: true });
  }
  announce(submitter?.dataset.done || form.dataset.done || form.dataset.announce || "Done.");
  form.dispatchEvent(new CustomEvent("mesh:accepted", { bubbles: true }));
}

function wordsOf(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  return page.body.textContent.replace(/\s+/g, " ").trim().slice(0, 600);
}

// --- Refusals: by the form, and spoken from the edge of the page ---

function show(form, sentence) {
  refusals.set(keyOf(form), sentence);
  standRefusal(form, sentence);
  refuse(sentence);
}

function standRefusal(form, sentence) {
  let place = form.querySelector(":scope > [data-refusal]");
  if (!place) {
    place = document.createElement("p");
    place.dataset.refusal = "";
    place.className = "error form__refusal";
    form.append(place);
  }
  place.textContent = sentence;
}

function clearRefusal(form) {
  const sentence = form && refusals.get(keyOf(form));
  if (!sentence) return;
  refusals.delete(keyOf(form));
  takeBack(sentence);
  form.querySelector(":scope > [data-refusal]")?.remove();
}

function restoreRefusals() {
  if (!refusals.size) return;
  for (const form of document.querySelectorAll("form[data-live]")) {
    const sentence = refusals.get(keyOf(form));
    if (sentence) standRefusal(form, sentence);
  }
}

function keyOf(form) {
  const hidden = [...form.querySelectorAll("input[type=hidden]")].filter((i) => !/csrf/i.test(i.name));
  return [form.id, form.getAttribute("action"), ...hidden.map((i) => `${i.name}=${i.value}`)].join("|");
}

// --- Talk: Enter sends, Shift+Enter makes a line, and others see that somebody types ---

function submitOnEnter(event) {
  const field = event.target;
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  if (!(field instanceof HTMLTextAreaElement) || !field.form?.matches("[data-live][data-enter]")) return;
  event.preventDefault();
  field.form.requestSubmit();
}

let lastTyping = -Infinity;

function tellTyping(field) {
  if (!field.closest?.("[data-typing]") || performance.now() - lastTyping < TYPING_EVERY_MS) return;
  if (wire.sendJson({ typing: true })) lastTyping = performance.now();
}
