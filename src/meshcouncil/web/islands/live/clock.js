// <mesh-clock>: the time left in the step, or of a speech. Counts on the server's clock, says when one minute is left (or
// the seconds that data-warning names) and when time is up, and never stops anybody.

import { announce } from "./toast.js";

const MINUTE = 60_000;

// The server's clock minus ours, in ms. A stamp can only be late (rendered earlier, sent later), so the largest is truest.
let ahead = -Infinity;

class MeshClock extends HTMLElement {
  static observedAttributes = ["data-ends-at", "data-left", "data-running", "data-now", "data-warning"];
  #timer = 0;
  #said = new Set();

  connectedCallback() {
    this.#learn();
    this.#tick();
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
  }

  attributeChangedCallback() {
    if (!this.isConnected) return;
    this.#learn();
    queueMicrotask(() => this.#tick()); // a morph sets several attributes one by one
  }

  get isRunning() {
    return this.dataset.running === "1" && Number(this.dataset.endsAt) > 0;
  }

  /** Milliseconds left; never below zero. */
  get left() {
    const left = this.isRunning ? Number(this.dataset.endsAt) - (Date.now() + ahead) : Number(this.dataset.left || 0);
    return Math.max(0, left);
  }

  /** Milliseconds before the end at which it warns. */
  get warning() {
    return Number(this.dataset.warning || 0) * 1000 || MINUTE;
  }

  #learn() {
    const stamp = Number(this.dataset.now);
    if (stamp > 0) ahead = Math.max(ahead, stamp - Date.now());
    if (ahead === -Infinity) ahead = 0;
  }

  #tick() {
    clearTimeout(this.#timer);
    const left = this.left;
    const digits = this.querySelector(".clock__digits") ?? this;
    const shown = minutesAndSeconds(left);
    if (digits.textContent !== shown) digits.textContent = shown;
    const state = stateOf(this.isRunning, left, this.warning);
    if (this.dataset.state !== state) this.dataset.state = state;
    this.#speak(left);
    if (this.isRunning && left > 0) this.#timer = setTimeout(() => this.#tick(), left % 1000 || 1000);
  }

  #speak(left) {
    if (!this.isRunning) return;
    if (left > this.warning) this.#said.clear(); // more time was given
    if (left === 0) this.#say("over", "Time is up.");
    else if (left <= this.warning && left > this.warning / 2) this.#say("last", `${inWords(this.warning)} left.`);
  }

  #say(what, sentence) {
    if (this.#said.has(what) || this.hasAttribute("data-quiet")) return;
    this.#said.add(what);
    announce(sentence);
  }
}

function minutesAndSeconds(ms) {
  const seconds = Math.ceil(ms / 1000);
  return `${String(Math.floor(seconds / 60)).padStart(2, "0")}:${String(seconds % 60).padStart(2, "0")}`;
}

function inWords(ms) {
  return ms === MINUTE ? "One minute" : `${ms / 1000} seconds`;
}

function stateOf(isRunning, left, warning) {
  if (!isRunning) return "paused";
  if (left === 0) return "over";
  return left <= warning ? "last-minute" : "calm";
}

customElements.define("mesh-clock", MeshClock);
