// <mesh-seating>: put people into other places, by dragging (mouse, or touch after a short hold) or by keyboard:
// Enter picks a person up, arrows choose the place, Enter puts down, Escape gives up. Posts the plain form `move-person`.

import { post } from "./forms.js";
import { own } from "./ownership.js";
import { announce } from "./toast.js";

const DRAG_FROM_PX = 6;
const HOLD_MS = 220;

class MeshSeating extends HTMLElement {
  #carried = null; // id of the person picked up by keyboard
  #drag = null;

  connectedCallback() {
    this.addEventListener("keydown", (event) => this.#press(event));
    this.addEventListener("pointerdown", (event) => this.#grab(event));
    this.addEventListener("mesh:shown", () => this.#dress());
    this.addEventListener("touchmove", (event) => this.#drag?.isOn && event.preventDefault(), { passive: false });
    this.addEventListener("contextmenu", (event) => this.#drag?.isOn && event.preventDefault());
    this.#dress();
  }

  get #people() {
    return [...this.querySelectorAll("[data-person]")];
  }

  get #places() {
    return [...this.querySelectorAll("[data-place]")];
  }

  #dress() {
    for (const person of this.#people) {
      own(person, {
        tabindex: 0,
        role: person.matches("button") ? null : "button",
        "aria-pressed": person.dataset.person === this.#carried,
        "data-carried": person.dataset.person === this.#carried,
      });
    }
    for (const place of this.#places) own(place, { "data-open": this.#carried !== null, tabindex: this.#carried ? -1 : null });
  }

  // --- By keyboard ---

  #press(event) {
    const person = event.target.closest("[data-person]");
    if (this.#carried === null) {
      if (person && event.target === person && isActivation(event)) this.#pickUp(event, person);
      return;
    }
    const places = this.#places;
    const at = places.indexOf(document.activeElement);
    const to = { ArrowUp: at - 1, ArrowLeft: at - 1, ArrowDown: at + 1, ArrowRight: at + 1, Home: 0, End: places.length - 1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      places[(to + places.length) % places.length]?.focus();
    } else if (isActivation(event)) {
      event.preventDefault();
      this.#putDown(places[at]);
    } else if (event.key === "Escape" || event.key === "Tab") {
      event.preventDefault();
      this.#giveUp();
    }
  }

  #pickUp(event, person) {
    event.preventDefault();
    this.#carried = person.dataset.person;
    this.#dress();
    const here = person.closest("[data-place]") ?? this.#places[0];
    here?.focus();
    announce(`${nameOf(person)} is picked up. Choose a place with the arrow keys, Enter to put down, Escape to give up.`);
  }

  async #putDown(place) {
    const person = this.#carried;
    this.#carried = null;
    this.#dress();
    if (place) await this.#move(person, place);
    this.#focusPerson(person);
  }

  #giveUp() {
    const person = this.#carried;
    this.#carried = null;
    this.#dress();
    this.#focusPerson(person);
    announce("Nobody was moved.");
  }

  #focusPerson(id) {
    this.#people.find((person) => person.dataset.person === id)?.focus();
  }

  // --- By pointer ---

  #grab(event) {
    const person = event.target.closest("[data-person]");
    const inside = event.target.closest("a, input, select, button, summary");
    if (!person || event.button !== 0 || (inside && inside !== person)) return;
    const drag = (this.#drag = { person, x: event.clientX, y: event.clientY, isOn: false, ghost: null, place: null });
    const stop = new AbortController();
    const listen = (type, act) => addEventListener(type, act, { signal: stop.signal });
    const hold = event.pointerType === "mouse" ? 0 : setTimeout(() => this.#lift(drag), HOLD_MS);
    const end = (act) => {
      clearTimeout(hold);
      stop.abort();
      this.#lower(drag);
      this.#drag = null;
      act?.();
    };
    listen("pointermove", (move) => {
      const far = Math.hypot(move.clientX - drag.x, move.clientY - drag.y) > DRAG_FROM_PX;
      if (!drag.isOn && far && hold) end(); // a finger that moves at once scrolls the page
      else if (!drag.isOn && far) this.#lift(drag);
      if (drag.isOn) this.#carryTo(drag, move);
    });
    listen("pointerup", () => end(() => drag.isOn && drag.place && this.#move(person.dataset.person, drag.place)));
    listen("pointercancel", () => end());
    listen("keydown", (key) => key.key === "Escape" && end());
  }

  #lift(drag) {
    drag.isOn = true;
    drag.ghost = drag.person.cloneNode(true);
    for (const name of ["id", "tabindex", "data-person"]) drag.ghost.removeAttribute(name);
    drag.ghost.classList.add("seating__ghost");
    drag.ghost.setAttribute("aria-hidden", "true");
    drag.ghost.style.inlineSize = `${drag.person.offsetWidth}px`;
    document.body.append(drag.ghost);
    own(drag.person, { "data-carried": true });
    for (const place of this.#places) own(place, { "data-open": true });
    getSelection()?.removeAllRanges();
    this.#carryTo(drag, { clientX: drag.x, clientY: drag.y });
  }

  #carryTo(drag, { clientX, clientY }) {
    drag.ghost.style.transform = `translate(${clientX + 8}px, ${clientY + 8}px)`;
    const under = document.elementFromPoint(clientX, clientY)?.closest("[data-place]") ?? null;
    const place = this.contains(under) ? under : null;
    if (place === drag.place) return;
    if (drag.place) own(drag.place, { "data-over": false });
    if (place) own(place, { "data-over": true });
    drag.place = place;
  }

  #lower(drag) {
    drag.ghost?.remove();
    if (drag.place) own(drag.place, { "data-over": false });
    if (drag.isOn) this.#dress();
  }

  // --- The move itself ---

  async #move(personId, place) {
    const person = this.#people.find((p) => p.dataset.person === personId);
    const form = this.querySelector('form[action$="/move-person"]');
    if (!form || place.contains(person)) return;
    fieldOf(form, this.dataset.personField ?? "person").value = personId;
    fieldOf(form, this.dataset.placeField ?? "place").value = place.dataset.place;
    const moved = await post(form);
    if (moved && person) announce(`${nameOf(person)} now sits at ${labelOf(place)}.`);
  }
}

/** The form's own field, if it can take any value; else a hidden one beside it. */
function fieldOf(form, name) {
  const field = form.elements.namedItem(name);
  if (field) return field;
  const hidden = Object.assign(document.createElement("input"), { type: "hidden", name });
  form.append(hidden);
  return hidden;
}

function isActivation(event) {
  return event.key === "Enter" || event.key === " ";
}

function nameOf(person) {
  return person.dataset.name ?? person.getAttribute("aria-label") ?? person.textContent.replace(/\s+/g, " ").trim();
}

function labelOf(place) {
  return place.dataset.label ?? place.getAttribute("aria-label") ?? place.dataset.place;
}

customElements.define("mesh-seating", MeshSeating);
