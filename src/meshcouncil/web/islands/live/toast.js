// Short notes at the edge of the page, and words only for those who listen to it.

const READING_MS = 6_000;
const READING_REFUSAL_MS = 14_000;

class MeshToast extends HTMLElement {
  /** Show a sentence; a refusal is spoken at once and stays longer. */
  show(sentence, { refusal = false } = {}) {
    this.takeBack(sentence);
    const toast = document.createElement("div");
    toast.className = refusal ? "toast toast--refusal" : "toast";
    toast.dataset.says = sentence;
    toast.setAttribute("role", refusal ? "alert" : "status");
    const words = document.createElement("p");
    words.textContent = sentence;
    const close = document.createElement("button");
    close.type = "button";
    close.className = "toast__close";
    close.setAttribute("aria-label", "Close this note");
    close.textContent = "×";
    close.addEventListener("click", () => toast.remove());
    toast.append(words, close);
    this.append(toast);
    this.#fade(toast, refusal ? READING_REFUSAL_MS : READING_MS);
  }

  /** Take a sentence away that does not hold any more. */
  takeBack(sentence) {
    for (const old of this.querySelectorAll(".toast")) if (old.dataset.says === sentence) old.remove();
  }

  #fade(toast, after) {
    let timer = setTimeout(() => toast.remove(), after);
    const hold = () => clearTimeout(timer);
    const release = () => (timer = setTimeout(() => toast.remove(), after));
    for (const type of ["pointerenter", "focusin"]) toast.addEventListener(type, hold);
    for (const type of ["pointerleave", "focusout"]) toast.addEventListener(type, release);
  }
}

customElements.define("mesh-toast", MeshToast);

export function note(sentence) {
  region().show(sentence);
}

export function refuse(sentence) {
  region().show(sentence, { refusal: true });
}

export function takeBack(sentence) {
  region().takeBack(sentence);
}

let speaker = null;

/** Say something to screen readers only, when they are done with what they read. */
export function announce(sentence) {
  if (!speaker) {
    speaker = document.createElement("p");
    speaker.className = "sr-only";
    speaker.setAttribute("role", "status");
    document.body.append(speaker);
  }
  speaker.textContent = "";
  setTimeout(() => (speaker.textContent = sentence), 60);
}

function region() {
  let toasts = document.querySelector("mesh-toast");
  if (!toasts) {
    toasts = document.createElement("mesh-toast");
    document.body.append(toasts);
  }
  return toasts;
}
