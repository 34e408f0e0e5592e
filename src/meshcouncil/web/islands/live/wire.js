// The one socket of this tab. Text frames are fragments and orders, binary frames belong to the pad.
// Connects again by itself until it is told `!bye`.

const SILENCE_MS = 40_000; // the server pings every 15 s
const FIRST_DELAY_MS = 200;
const LONGEST_DELAY_MS = 1_500; // with the jitter below at most 2 s: whoever is cut off is back within 3 s

class Wire extends EventTarget {
  #socket = null;
  #delay = FIRST_DELAY_MS;
  #retry = 0;
  #watchdog = 0;
  #stopped = true;
  #leaving = false;
  #held = []; // bytes that came before the pad was ready for them

  get isOpen() {
    return this.#socket?.readyState === WebSocket.OPEN;
  }

  /** Connect, and stay connected. */
  start() {
    this.#stopped = false;
    addEventListener("pagehide", () => this.#leave());
    addEventListener("pageshow", (event) => event.persisted && this.#comeBack());
    addEventListener("online", () => this.#hurry());
    document.addEventListener("visibilitychange", () => !document.hidden && this.#hurry());
    this.#connect();
  }

  /** Send text or bytes; false when there is no connection. */
  send(data) {
    if (!this.isOpen) return false;
    this.#socket.send(data);
    return true;
  }

  sendJson(value) {
    return this.send(JSON.stringify(value));
  }

  /** The pad is ready: give it the bytes of this connection that came earlier, and from now on every one at once. */
  releaseBytes() {
    const held = this.#held ?? [];
    this.#held = null;
    for (const bytes of held) this.#emit("bytes", bytes);
  }

  /** Nobody takes bytes any more; keep them for the next one. */
  holdBytes() {
    this.#held = [];
  }

  /** Hang up; what is not said gets lost on purpose, everybody agrees again on reconnection. */
  reconnect() {
    this.#socket?.close();
  }

  #connect() {
    clearTimeout(this.#retry);
    if (this.#stopped || this.#leaving || this.#socket) return;
    const socket = new WebSocket(address());
    socket.binaryType = "arraybuffer";
    this.#socket = socket;
    this.#listen();
    socket.onopen = () => {
      this.#delay = FIRST_DELAY_MS;
      this.#listen();
      if (this.#held) this.#held = [];
      this.#emit("open");
    };
    socket.onmessage = ({ data }) => {
      this.#listen();
      if (typeof data === "string") this.#hear(data);
      else if (this.#held) this.#held.push(new Uint8Array(data));
      else this.#emit("bytes", new Uint8Array(data));
    };
    socket.onclose = () => this.#lost(socket);
  }

  #hear(text) {
    if (!text.startsWith("!")) {
      const [name, version, html] = splitFrame(text);
      this.#emit("fragment", { name, version, html });
      return;
    }
    const [order, rest] = splitOnce(text.slice(1), " ");
    if (order === "ping") this.sendJson({ pong: 1 });
    if (order === "bye") this.#stopped = true;
    this.#emit(order, rest);
  }

  #lost(socket) {
    if (this.#socket !== socket) return;
    clearTimeout(this.#watchdog);
    this.#socket = null;
    this.#emit("lost");
    if (this.#stopped || this.#leaving) return;
    this.#retry = setTimeout(() => this.#connect(), this.#delay * (0.7 + 0.6 * Math.random()));
    this.#delay = Math.min(this.#delay * 2, LONGEST_DELAY_MS);
  }

  #listen() {
    clearTimeout(this.#watchdog);
    this.#watchdog = setTimeout(() => this.#socket && this.#abandon(this.#socket), SILENCE_MS);
  }

  #abandon(socket) {
    socket.close(); // a dead network may never confirm that, so do not wait for it
    this.#lost(socket);
  }

  #hurry() {
    if (this.#socket || this.#stopped) return;
    this.#delay = FIRST_DELAY_MS;
    this.#connect();
  }

  #leave() {
    this.#leaving = true;
    this.#socket?.close();
  }

  #comeBack() {
    this.#leaving = false;
    this.#hurry();
  }

  #emit(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

function address() {
  const path = document.body.dataset.live || `${location.pathname.replace(/\/$/, "")}/live`;
  const url = new URL(path, location.href);
  url.protocol = url.protocol.replace("http", "ws");
  return url;
}

function splitOnce(text, mark) {
  const at = text.indexOf(mark);
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + mark.length)];
}

function splitFrame(text) {
  const [name, rest] = splitOnce(text, "\n");
  return [name, ...splitOnce(rest, "\n")];
}

export const wire = new Wire();
