// Keeps a pad's document in step with the server over the tab's socket (y-protocols), and knows what is saved.

import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import * as awarenessProtocol from "y-protocols/awareness";
import * as syncProtocol from "y-protocols/sync";

const SYNC = 0;
const AWARENESS = 1;
export const LARGEST_FRAME = 256 * 1024;

/** States: `connecting` (nothing seen yet), `saved`, `saving`, `offline` (typed, not sent), `refused`. */
export class PadSync extends EventTarget {
  #wire;
  #doc;
  #awareness;
  #readonly;
  #beforeRemote;
  #stop = new AbortController();
  #sent = 0;
  #saved = 0;
  #answered = false; // the server asked what we have, and got it
  #unsent = false;
  state = "connecting";

  /** `beforeRemote` is called before something of others is applied, so that the editor can catch up with the caret. */
  constructor({ wire, doc, awareness, readonly, beforeRemote }) {
    super();
    this.#wire = wire;
    this.#doc = doc;
    this.#awareness = awareness;
    this.#readonly = readonly;
    this.#beforeRemote = beforeRemote;
    const on = (type, act) => wire.addEventListener(type, (event) => act(event.detail), { signal: this.#stop.signal });
    on("open", () => this.#greet());
    on("bytes", (bytes) => this.#read(bytes));
    on("saved", (count) => this.#acknowledge(Number(count)));
    on("lost", () => this.#lose());
    on("refused", () => this.#become("refused"));
    doc.on("update", this.#changed);
    awareness.on("update", this.#moved);
    if (wire.isOpen) this.#greet();
    wire.releaseBytes();
  }

  destroy() {
    awarenessProtocol.removeAwarenessStates(this.#awareness, [this.#doc.clientID], "closed");
    this.#stop.abort();
    this.#wire.holdBytes();
    this.#doc.off("update", this.#changed);
    this.#awareness.off("update", this.#moved);
  }

  #greet() {
    this.#sent = this.#saved = 0;
    this.#answered = false;
    this.#send(SYNC, (encoder) => syncProtocol.writeSyncStep1(encoder, this.#doc));
    const mine = this.#awareness.getLocalState();
    if (mine) this.#awareness.setLocalState(mine); // a higher clock: the server may have said we are gone
  }

  #read(bytes) {
    const decoder = decoding.createDecoder(bytes);
    const kind = decoding.readVarUint(decoder);
    if (kind === AWARENESS) {
      awarenessProtocol.applyAwarenessUpdate(this.#awareness, decoding.readVarUint8Array(decoder), this);
      return;
    }
    if (kind !== SYNC) return;
    this.#beforeRemote();
    const reply = encoding.createEncoder();
    encoding.writeVarUint(reply, SYNC);
    const step = syncProtocol.readSyncMessage(decoder, reply, this.#doc, this);
    if (step === syncProtocol.messageYjsSyncStep1 && !this.#readonly) this.#answer(encoding.toUint8Array(reply));
    if (step === syncProtocol.messageYjsSyncStep2 && this.#readonly) this.#become("saved");
  }

  /** The answer holds everything the server has not got: from here on only `saved` is missing. */
  #answer(frame) {
    this.#answered = true;
    if (this.#deliver(frame)) this.#unsent = false;
    this.#judge();
  }

  #changed = (update, origin) => {
    if (origin === this || this.#readonly) return;
    this.#unsent = true;
    if (this.#wire.isOpen && this.#answered) {
      const sent = this.#send(SYNC, (encoder) => syncProtocol.writeUpdate(encoder, update), true);
      if (sent) this.#unsent = false;
    }
    this.#judge();
  };

  #moved = ({ added, updated, removed }, origin) => {
    if (origin === this || ![...added, ...updated, ...removed].includes(this.#doc.clientID)) return;
    const update = awarenessProtocol.encodeAwarenessUpdate(this.#awareness, [this.#doc.clientID]);
    this.#send(AWARENESS, (encoder) => encoding.writeVarUint8Array(encoder, update));
  };

  #send(kind, write, counts = false) {
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, kind);
    write(encoder);
    const frame = encoding.toUint8Array(encoder);
    return counts ? this.#deliver(frame) : this.#wire.send(frame);
  }

  #deliver(frame) {
    if (frame.length > LARGEST_FRAME) {
      this.#become("refused");
      return false;
    }
    if (!this.#wire.send(frame)) return false;
    this.#sent += 1;
    return true;
  }

  #acknowledge(count) {
    this.#saved = count;
    this.#judge();
  }

  #lose() {
    this.#answered = false;
    if (this.#saved < this.#sent) this.#unsent = true;
    this.#judge();
  }

  #judge() {
    if (!this.#wire.isOpen) this.#become(this.#unsent ? "offline" : this.state === "connecting" ? "connecting" : "idle");
    else if (this.#answered && this.#saved >= this.#sent && !this.#unsent) this.#become("saved");
    else this.#become("saving");
  }

  #become(state) {
    if (this.state === state) return;
    this.state = state;
    this.dispatchEvent(new Event("state"));
  }
}
