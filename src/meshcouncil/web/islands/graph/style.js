// How the picture looks: colours and type from the page's tokens, and a shape or a line for everything a colour says.

// cytoscape would put a <style> into the page, which the page's policy forbids; its one rule stands in islands.css.
const CYTOSCAPE_STYLE = "__________cytoscape_stylesheet";

export function reserveStyle() {
  if (document.getElementById(CYTOSCAPE_STYLE)) return;
  const place = document.createElement("meta");
  place.id = CYTOSCAPE_STYLE;
  document.head.append(place);
}

/** cytoscape paints on a canvas and knows no custom properties: read them here. */
export function look(styles) {
  const token = (name, fallback) => styles.getPropertyValue(name).trim() || fallback;
  const [ink, line, accent] = [token("--ink", "#222"), token("--line-strong", "#888"), token("--accent", "#265")];
  const [bad, surface, good] = [token("--bad", "#a22"), token("--surface-raised", "#fff"), token("--accent-soft", "#dfe")];
  const focus = token("--focus", "#06c");
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
        "overlay-opacity": 0,
      },
    },
    { selector: 'node[kind = "hub"]', style: { "border-width": 3, "border-color": ink, "font-weight": 600 } },
    { selector: 'node[state = "added"]', style: { shape: "rectangle", "border-width": 3, "border-color": accent, "background-color": good, "font-weight": 700 } },
    { selector: 'node[state = "changed"]', style: { "border-style": "double", "border-width": 5, "border-color": accent, "font-weight": 700 } },
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
        "font-family": styles.fontFamily,
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
    { selector: "node.chosen", style: { "outline-width": 3, "outline-offset": 3, "outline-color": focus } },
    { selector: "node.aimed", style: { "outline-width": 3, "outline-offset": 3, "outline-style": "dashed", "outline-color": accent } },
    { selector: "edge.chosen", style: { width: 5, "line-color": focus, "target-arrow-color": focus, "arrow-scale": 1.3 } },
  ];
}

const pen = document.createElement("canvas").getContext("2d");

function widthOf(label, { css, margin }) {
  pen.font = css;
  return Math.ceil(pen.measureText(label).width + margin);
}
