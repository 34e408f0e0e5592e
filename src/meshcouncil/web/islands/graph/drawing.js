// One graph on a canvas: where everything stands, what lies under a finger, what comes next for the arrow keys.

import cytoscape from "cytoscape";

import { look } from "./style.js";

export const MARKS = { added: "+ ", removed: "− ", changed: "~ ", same: "" };
const CHANGED = { added: " It is new here.", removed: " It goes here.", changed: " It changes here.", same: "" };
const NEAR_A_NODE = 8;
const NEAR_A_LINE = 16;

/** Draw a graph and give what can be asked of the drawing. Cytoscape only paints: it hears no mouse and no finger. */
export function drawing(canvas, graph, styles) {
  const elements = elementsOf(graph);
  const cy = cytoscape({
    container: canvas,
    elements,
    style: look(styles),
    layout: layoutFor(elements, canvas),
    maxZoom: 1.15,
    userZoomingEnabled: false,
    userPanningEnabled: false,
    boxSelectionEnabled: false,
    autoungrabify: true,
    autounselectify: true,
  });
  const nodes = graph.nodes.map(({ id }) => id);
  const titles = new Map(graph.nodes.map(({ id, label }) => [id, label]));
  const find = (chosen) => (chosen?.node ? cy.getElementById(chosen.node) : chosen ? cy.getElementById(edgeId(chosen)) : cy.collection());

  return {
    destroy: () => cy.destroy(),
    fit: () => {
      cy.resize();
      cy.layout({ ...layoutFor(elements, canvas) }).run();
    },
    has: (chosen) => find(chosen).nonempty(),
    mark: (chosen) => {
      cy.elements().removeClass("chosen");
      find(chosen).addClass("chosen");
    },
    aim: (node) => {
      cy.nodes().removeClass("aimed");
      if (node) cy.getElementById(node).addClass("aimed");
    },
    centre: (node) => cy.getElementById(node).renderedPosition(),
    hit: (at) => nodeAt(cy, at) ?? edgeAt(cy, at),
    next: (chosen, step) => {
      if (!nodes.length) return null;
      const index = nodes.indexOf(chosen?.node ?? chosen?.to);
      return { node: nodes[index < 0 ? (step > 0 ? 0 : nodes.length - 1) : (index + step + nodes.length) % nodes.length] };
    },
    along: (chosen, step) => {
      if (!chosen) return nodes.length ? { node: nodes[0] } : null;
      const around = chosen.node ?? chosen.to;
      const edges = graph.edges.filter(({ from, to }) => from === around || to === around);
      const mine = chosen.node ? edges : graph.edges;
      const index = chosen.node ? -1 : mine.findIndex(({ from, to }) => from === chosen.from && to === chosen.to);
      const edge = mine.at(index < 0 ? (step > 0 ? 0 : -1) : (index + step) % mine.length);
      return edge ? { from: edge.from, to: edge.to } : chosen;
    },
    wordsOf: (chosen) => wordsOf(graph, titles, chosen),
  };
}

function wordsOf({ nodes, edges }, titles, chosen) {
  if (chosen?.node) {
    const node = nodes.find(({ id }) => id === chosen.node);
    if (!node) return "";
    const used = edges.filter(({ from, state }) => from === node.id && state !== "removed").length;
    const hub = node.kind === "hub" ? ", the hub" : "";
    const users = used === 1 ? "1 project may use it" : `${used} projects may use it`;
    return `${node.label}${hub}: ${node.owner ? `belongs to ${node.owner}` : "nobody’s yet"}; ${users}.${CHANGED[node.state]}`;
  }
  const edge = chosen && edges.find(({ from, to }) => from === chosen.from && to === chosen.to);
  if (!edge) return "";
  return `${titles.get(edge.to)} may use the public models of ${titles.get(edge.from)}.${CHANGED[edge.state]}`;
}

function edgeId({ from, to }) {
  return `${from} → ${to}`;
}

function elementsOf({ nodes, edges }) {
  return {
    nodes: nodes.map(({ id, label, kind, state }) => ({ data: { id, label: MARKS[state] + label, kind, state } })),
    edges: edges.map(({ from, to, state }) => ({
      data: { id: edgeId({ from, to }), source: from, target: to, state, mark: MARKS[state].trim() },
    })),
  };
}

function nodeAt(cy, { x, y }) {
  const near = cy.nodes().filter((node) => {
    const box = node.renderedBoundingBox({ includeOverlays: false, includeOutlines: false });
    return x > box.x1 - NEAR_A_NODE && x < box.x2 + NEAR_A_NODE && y > box.y1 - NEAR_A_NODE && y < box.y2 + NEAR_A_NODE;
  });
  return near.nonempty() ? { node: near[0].id() } : null;
}

function edgeAt(cy, at) {
  let best = null;
  let least = NEAR_A_LINE;
  for (const edge of cy.edges().toArray()) {
    const [start, middle, end] = [edge.renderedSourceEndpoint(), edge.renderedMidpoint(), edge.renderedTargetEndpoint()];
    const away = Math.min(distance(at, start, middle), distance(at, middle, end));
    if (away < least) [best, least] = [edge, away];
  }
  return best ? { from: best.source().id(), to: best.target().id() } : null;
}

/** How far a point lies from a straight line between two others, in px. */
function distance({ x, y }, from, to) {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const share = Math.max(0, Math.min(1, ((x - from.x) * dx + (y - from.y) * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(x - from.x - share * dx, y - from.y - share * dy);
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
