// What can be shown: the graphs that stand on the page as tables, and the plan, which today's table tells too.

/** Give every graph on the page: {key, title, against, nodes, edges}, in the order in which they are offered. */
export function graphsIn(host) {
  const read = [...host.querySelectorAll("[data-graph]")].map((section) => ({
    key: section.dataset.graph,
    title: section.dataset.title,
    against: section.dataset.against,
    ...rowsOf(section),
  }));
  const today = read.find(({ key }) => key === "today");
  const rank = ({ key }) => ["plan", "today", "draft"].indexOf(key);
  const shown = today && differs(today) ? [planOf(today), ...read] : read;
  return shown.sort((one, other) => (rank(one) + 4) % 4 - (rank(other) + 4) % 4);
}

function rowsOf(section) {
  const nodes = [...section.querySelectorAll("tr[data-node]")].map(({ dataset }) => ({
    id: dataset.node,
    label: dataset.label,
    was: dataset.was,
    owner: dataset.owner,
    wasOwner: dataset.wasOwner,
    kind: dataset.kind,
    state: dataset.diff,
  }));
  const known = new Set(nodes.map(({ id }) => id));
  const edges = [...section.querySelectorAll("tr[data-from]")]
    .map(({ dataset }) => ({ from: dataset.from, to: dataset.to, state: dataset.diff }))
    .filter(({ from, to }) => known.has(from) && known.has(to));
  return { nodes, edges };
}

function differs({ nodes, edges }) {
  return [...nodes, ...edges].some(({ state }) => state !== "same");
}

function planOf({ nodes, edges }) {
  const stood = ({ state }) => state !== "added";
  return {
    key: "plan",
    title: "Plan",
    against: "",
    nodes: nodes.filter(stood).map((node) => ({ ...node, label: node.was, owner: node.wasOwner, state: "same" })),
    edges: edges.filter(stood).map((edge) => ({ ...edge, state: "same" })),
  };
}
