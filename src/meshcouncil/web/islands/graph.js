// <mesh-graph>: draws the projects from the tables it wraps, and lets people choose one to change by mouse, touch or
// keyboard. The tables and forms stay the truth, for everybody and for screen readers; the picture is another way to them.
// What is new is bold with a plus, what changed has a tilde and a double line, what is gone is dashed with a minus: never
// colour alone.

import { drawing, MARKS } from "./graph/drawing.js";
import { graphsIn } from "./graph/reading.js";
import { reserveStyle } from "./graph/style.js";

const DRAG_FROM = 10; // px before a press on a project becomes a line to another
const WORDS = { added: "added", removed: "removed", changed: "changed" };

class MeshGraph extends HTMLElement {
  #drawing = null;
  #drawn = "";
  #draft = "";
  #shown = "";
  #chosen = null; // {node} or {from, to}
  #press = null;
  #watch = [];

  connectedCallback() {
    reserveStyle();
    if (!this.shadowRoot) this.#build();
    const draw = () => requestAnimationFrame(() => this.draw());
    const repaint = () => this.draw({ again: true });
    const mutations = new MutationObserver(draw);
    mutations.observe(this, { childList: true, subtree: true, characterData: true, attributeFilter: ["data-diff", "data-label"] });
    const sizes = new ResizeObserver(() => this.#fit());
    sizes.observe(this.stage);
    const dark = matchMedia("(prefers-color-scheme: dark)");
    dark.addEventListener("change", repaint);
    const themes = new MutationObserver(repaint);
    themes.observe(document.documentElement, { attributeFilter: ["data-theme"] });
    this.addEventListener("toggle", this, { capture: true });
    this.#watch = [
      () => mutations.disconnect(),
      () => sizes.disconnect(),
      () => dark.removeEventListener("change", repaint),
      () => themes.disconnect(),
    ];
    draw();
  }

  disconnectedCallback() {
    for (const stop of this.#watch) stop();
    this.#drawing?.destroy();
    this.#drawing = null;
    this.#drawn = "";
  }

  /** Draw what the tables say, if they say something new. */
  draw({ again = false } = {}) {
    if (!this.isConnected || !this.offsetWidth) return;
    const graphs = graphsIn(this);
    const draft = JSON.stringify(graphs.find(({ key }) => key === "draft") ?? "");
    if (draft !== this.#draft) this.#shown = draft === '""' ? "today" : "draft"; // a change is shown where it was made
    this.#draft = draft;
    const graph = graphs.find(({ key }) => key === this.#shown) ?? graphs.find(({ key }) => key === "today") ?? graphs[0];
    const text = JSON.stringify([graphs, this.#shown]);
    if (text === this.#drawn && !again) return;
    this.#drawn = text;
    this.#showViews(graphs, graph);
    this.#drawing?.destroy();
    this.#drawing = graph ? drawing(this.canvas, graph, getComputedStyle(this)) : null;
    this.stage.hidden = !graph?.nodes.length;
    this.#mark();
  }

  /** Say where a project stands in the picture: shares of its width and height from the left and the top. */
  placeOf(project) {
    const { x, y } = this.#drawing.centre(project);
    return { x: x / this.canvas.offsetWidth, y: y / this.canvas.offsetHeight };
  }

  handleEvent(event) {
    if (event.type === "toggle") this.#onToggle(event.target);
    else if (event.type === "keydown") this.#onKey(event);
    else if (event.type === "pointerdown") this.#onPress(event);
    else if (event.type === "pointermove") this.#onMove(event);
    else if (event.type === "pointerup") this.#onRelease(event);
    else if (event.type === "pointercancel") this.#letGo();
  }

  // --- what stands around the picture ---

  #build() {
    const shadow = this.attachShadow({ mode: "open" });
    this.views = made("div", { part: "views", role: "group", "aria-label": "Which graph the picture shows" });
    this.stage = made("div", { part: "stage", tabindex: "0", role: "group", "aria-roledescription": "picture" });
    this.stage.setAttribute("aria-label", "The graph as a picture. Arrow keys go from project to project and along references; Enter opens what can be changed.");
    this.canvas = made("div", { part: "canvas", "aria-hidden": "true" });
    Object.assign(this.canvas.style, { position: "relative", display: "block", pointerEvents: "none" });
    this.line = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    this.line.setAttribute("part", "line");
    this.line.setAttribute("aria-hidden", "true");
    this.stage.append(this.canvas, this.line);
    this.legend = made("p", { part: "legend" });
    this.status = made("p", { part: "status", role: "status" });
    for (const kind of ["keydown", "pointerdown", "pointermove", "pointerup", "pointercancel"]) {
      this.stage.addEventListener(kind, this);
    }
    shadow.append(this.views, this.stage, this.legend, this.status, document.createElement("slot"));
  }

  #showViews(graphs, shown) {
    const had = this.shadowRoot.activeElement?.dataset?.key;
    const buttons = graphs.map(({ key, title }) => {
      const button = made("button", { part: key === shown?.key ? "view view-on" : "view", type: "button" });
      button.setAttribute("aria-pressed", String(key === shown?.key));
      button.dataset.key = key;
      button.textContent = title;
      button.addEventListener("click", () => this.#show(key));
      return button;
    });
    this.views.replaceChildren(...buttons);
    this.views.hidden = graphs.length < 2;
    buttons.find((button) => button.dataset.key === had)?.focus();
    this.legend.textContent = shown ? legendOf(shown) : "";
  }

  #show(key) {
    this.#shown = key;
    this.draw();
  }

  #fit() {
    if (this.#drawing) this.#drawing.fit();
    else this.draw();
  }

  // --- choosing ---

  /** Choose a project or a reference: mark it, say what it is, open the forms that change it. */
  #choose(chosen, { focus = false, open = true } = {}) {
    this.#chosen = chosen;
    this.#mark();
    const words = this.#drawing?.wordsOf(chosen) ?? "";
    const panel = this.#panelOf(chosen);
    this.status.textContent = words && !panel && this.querySelector("[data-project]") ? `${words} It is not there to be changed.` : words;
    if (!panel || !open) return;
    for (const other of this.querySelectorAll("details[data-project]")) if (other !== panel) other.open = false;
    panel.open = true;
    const place = this.#rowOf(chosen, panel) ?? panel.querySelector("summary");
    if (focus) (place.querySelector?.("button") ?? place).focus({ preventScroll: true });
    place.scrollIntoView({ block: "nearest" });
  }

  #mark() {
    if (this.#chosen && !this.#drawing?.has(this.#chosen)) this.#chosen = null;
    this.#drawing?.mark(this.#chosen);
    for (const row of this.querySelectorAll("[data-reference]")) {
      row.classList.toggle("graph-link--chosen", row.dataset.reference === `${this.#chosen?.from} ${this.#chosen?.to}`);
    }
  }

  #panelOf(chosen) {
    const project = chosen?.node ?? chosen?.to;
    return project ? this.querySelector(`details[data-project="${CSS.escape(project)}"]`) : null;
  }

  #rowOf({ from, to }, panel) {
    return from ? panel.querySelector(`[data-reference="${CSS.escape(from)} ${CSS.escape(to)}"]`) : null;
  }

  #onToggle(panel) {
    if (!panel.matches?.("details[data-project]") || !panel.open) return;
    if ((this.#chosen?.node ?? this.#chosen?.to) === panel.dataset.project) return;
    this.#choose({ node: panel.dataset.project }, { open: false });
  }

  #onKey(event) {
    const steps = { ArrowRight: 1, ArrowLeft: -1 };
    const along = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in steps) this.#choose(this.#drawing?.next(this.#chosen, steps[event.key]) ?? null, { open: false });
    else if (event.key in along) this.#choose(this.#drawing?.along(this.#chosen, along[event.key]) ?? null, { open: false });
    else if (event.key === "Enter" || event.key === " ") this.#chosen && this.#choose(this.#chosen, { focus: true });
    else if (event.key === "Escape") this.#choose(null);
    else return;
    event.preventDefault();
  }

  // --- pressing and dragging: from one project to another draws a reference ---

  #at(event) {
    const box = this.canvas.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }

  #onPress(event) {
    if (event.button !== 0 || !this.#drawing) return;
    const at = this.#at(event);
    this.#press = { at, hit: this.#drawing.hit(at), pointer: event.pointerId };
  }

  #onMove(event) {
    const press = this.#press;
    if (!press || press.pointer !== event.pointerId || !press.hit?.node) return;
    const at = this.#at(event);
    if (!press.drags && Math.hypot(at.x - press.at.x, at.y - press.at.y) < DRAG_FROM) return;
    if (!press.drags) this.stage.setPointerCapture(event.pointerId);
    press.drags = true;
    const over = this.#drawing.hit(at)?.node;
    this.#drawing.aim(over && over !== press.hit.node ? over : "");
    drawLine(this.line, this.#drawing.centre(press.hit.node), at);
  }

  #onRelease(event) {
    const press = this.#press;
    if (!press || press.pointer !== event.pointerId) return;
    const hit = this.#drawing?.hit(this.#at(event)) ?? null;
    this.#letGo();
    if (!press.drags) this.#choose(press.hit);
    else if (hit?.node && hit.node !== press.hit.node) this.#link(press.hit.node, hit.node);
  }

  #letGo() {
    this.#press = null;
    this.line.replaceChildren();
    this.#drawing?.aim("");
  }

  /** Draft that `to` may use the public models of `from`, with the form that stands in its panel. */
  #link(from, to) {
    const panel = this.#panelOf({ node: to });
    const select = panel?.querySelector('select[data-link="producer"]');
    if (select && [...select.options].some(({ value }) => value === from)) {
      select.value = from;
      select.form.requestSubmit();
    } else this.#choose({ from, to });
  }
}

function legendOf({ against, nodes, edges }) {
  const states = new Set([...nodes, ...edges].map(({ state }) => state));
  const known = Object.keys(WORDS).filter((state) => states.has(state));
  if (!against) return "";
  if (!known.length) return `The same as ${against}.`;
  return `Against ${against}: ${known.map((state) => `${MARKS[state].trim()} ${WORDS[state]}`).join(", ")}.`;
}

function drawLine(svg, from, to) {
  const line = document.createElementNS("http://www.w3.org/2000/svg", "line");
  for (const [name, value] of Object.entries({ x1: from.x, y1: from.y, x2: to.x, y2: to.y })) line.setAttribute(name, value);
  svg.replaceChildren(line);
}

function made(tag, attributes) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

customElements.define("mesh-graph", MeshGraph);
