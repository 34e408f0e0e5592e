// <mesh-graph>: draws the projects from the table it wraps. The table stays the truth, for everybody and for screen
// readers; the picture is for the eyes. What is new is bold with a plus, what changed hands has a tilde, what is gone is dashed with a minus: never colour alone.

import cytoscape from "cytoscape";

// cytoscape would put a <style> into the page, which the page's policy forbids; its one rule stands in islands.css.
const CYTOSCAPE_STYLE = "__________cytoscape_stylesheet";
const MARKS = { added: "+ ", removed: "− ", changed: "~ ", same: "" };

class MeshGraph extends HTMLElement {
  #graph = null;
  #drawn = "";
  #watch = [];

  connectedCallback() {
    reserveStyle();
    if (!this.shadowRoot) {
      const shadow = this.attachShadow({ mode: "open" });
      this.canvas = document.createElement("div");
      this.canvas.setAttribute("part", "canvas");
      this.canvas.className = "graph__canvas";
      this.canvas.setAttribute("aria-hidden", "true");
      Object.assign(this.canvas.style, { position: "relative", display: "block" });
      shadow.append(this.canvas, document.createElement("slot"));
    }
    const draw = () => requestAnimationFrame(() => this.draw());
    const mutations = new MutationObserver(draw);
    mutations.observe(this, { childList: true, subtree: true, attributes: true, characterData: true });
    const sizes = new ResizeObserver(() => this.#fit());
    sizes.observe(this.canvas);
    const dark = matchMedia("(prefers-color-scheme: dark)");
    const repaint = () => this.draw({ again: true });
    dark.addEventListener("change", repaint);
    const themes = new MutationObserver(repaint);
    themes.observe(document.documentElement, { attributeFilter: ["data-theme"] });
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
    this.#graph?.destroy();
    this.#graph = null;
    this.#drawn = "";
  }

  /** Draw what the table says, if it says something new. */
  draw({ again = false } = {}) {
    if (!this.isConnected || !this.canvas.offsetWidth) return;
    const elements = this.#read();
    const text = JSON.stringify(elements);
    if (text === this.#drawn && !again) return;
    this.#drawn = text;
    this.canvas.hidden = !elements.nodes.length;
    this.#graph?.destroy();
    this.#graph = cytoscape({
      container: this.canvas,
      elements,
      style: look(getComputedStyle(this)),
      layout: layoutFor(elements, this.canvas),
      maxZoom: 1.15,
      userZoomingEnabled: false,
      userPanningEnabled: false,
      boxSelectionEnabled: false,
      autoungrabify: true,
      autounselectify: true,
    });
  }

  #fit() {
    if (!this.#graph) {
      this.draw();
      return;
    }
    this.#graph.resize();
    this.#graph.fit(undefined, 18);
  }

  #read() {
    const nodes = [...this.querySelectorAll("tr[data-node]")].map((row) => {
      const state = stateOf(row);
      const label = MARKS[state] + (row.dataset.label ?? row.querySelector("th, td")?.textContent.trim() ?? row.dataset.node);
      return { data: { id: row.dataset.node, label, owner: row.dataset.owner ?? "", kind: row.dataset.kind ?? "", state } };
    });
    const known = new Set(nodes.map(({ data }) => data.id));
    const edges = [...this.querySelectorAll("tr[data-edge-from], tr[data-from]")].flatMap((row) => {
      const source = row.dataset.edgeFrom ?? row.dataset.from;
      const target = row.dataset.edgeTo ?? row.dataset.to;
      if (!known.has(source) || !known.has(target)) return [];
      const state = stateOf(row);
      return [{ data: { id: `${source} → ${target}`, source, target, state, mark: MARKS[state].trim() } }];
    });
    return { nodes, edges };
  }
}

function stateOf(row) {
  const state = row.dataset.state ?? row.dataset.diff;
  return state in MARKS ? state : "same";
}

/** Hubs in the middle, spokes around; what has most lines counts as a hub when none is named. */
function layoutFor({ nodes, edges }, canvas) {
  const lines = new Map();
  for (const { data } of edges) for (const id of [data.source, data.target]) lines.set(id, (lines.get(id) ?? 0) + 1);
  const named = nodes.some(({ data }) => data.kind === "hub");
  const isHub = (node) => (named ? node.data("kind") === "hub" : (lines.get(node.id()) ?? 0) >= Math.max(3, nodes.length / 2));
  const wide = canvas.offsetWidth > 1.4 * canvas.offsetHeight;
  return {
    name: "concentric",
    concentric: (node) => (isHub(node) ? 2 : 1),
    levelWidth: () => 1,
    minNodeSpacing: 34,
    padding: 18,
    startAngle: wide ? Math.PI : -Math.PI / 2,
    animate: false,
    avoidOverlap: true,
    nodeDimensionsIncludeLabels: true,
    transform: (_node, { x, y }) => ({ x: wide ? x * 1.5 : x, y: wide ? y * 0.8 : y }),
  };
}

/** cytoscape paints on a canvas and knows no custom properties: read them here. */
function look(styles) {
  const token = (name, fallback) => styles.getPropertyValue(name).trim() || fallback;
  const [ink, line, accent] = [token("--ink", "#222"), token("--line-strong", "#888"), token("--accent", "#265")];
  const [bad, surface, good] = [token("--bad", "#a22"), token("--surface-raised", "#fff"), token("--accent-soft", "#dfe")];
  const size = parseFloat(styles.fontSize) || 16;
  const font = { css: `700 ${size * 0.85}px ${styles.fontFamily}`, margin: size * 1.2 };
  return [
    {
      selector: "node",
      style: {
        label: "data(label)",
        shape: "round-rectangle",
        width: (node) => widthOf(node.data("label"), font),
        height: size * 2.1,
        "font-family": styles.fontFamily,
        "font-size": size * 0.85,
        "text-valign": "center",
        color: ink,
        "background-color": surface,
        "border-width": 1.5,
        "border-color": line,
      },
    },
    { selector: 'node[kind = "hub"]', style: { "border-width": 3, "border-color": ink, "font-weight": 600 } },
    { selector: 'node[state = "added"]', style: { "border-width": 3, "border-color": accent, "background-color": good, "font-weight": 700 } },
    { selector: 'node[state = "changed"]', style: { "border-width": 3, "border-color": accent, "font-weight": 700 } },
    { selector: 'node[state = "removed"]', style: { "border-style": "dashed", "border-color": bad, color: bad, "background-opacity": 0 } },
    {
      selector: "edge",
      style: {
        width: 1.75,
        "line-color": line,
        "target-arrow-color": line,
        "target-arrow-shape": "triangle",
        "curve-style": "bezier",
        label: "data(mark)",
        "font-size": size,
        "font-weight": 700,
        "text-background-color": surface,
        "text-background-opacity": 1,
        "text-background-shape": "round-rectangle",
        "text-background-padding": 2,
      },
    },
    { selector: 'edge[state = "added"]', style: { width: 3.5, "line-color": accent, "target-arrow-color": accent, color: accent } },
    {
      selector: 'edge[state = "removed"]',
      style: { "line-style": "dashed", "line-color": bad, "target-arrow-color": bad, color: bad },
    },
  ];
}

const pen = document.createElement("canvas").getContext("2d");

function widthOf(label, { css, margin }) {
  pen.font = css;
  return Math.ceil(pen.measureText(label).width + margin);
}

function reserveStyle() {
  if (document.getElementById(CYTOSCAPE_STYLE)) return;
  const place = document.createElement("meta");
  place.id = CYTOSCAPE_STYLE;
  document.head.append(place);
}

customElements.define("mesh-graph", MeshGraph);
