// The others on the pad: a thin line with a name where they write.

export function cursor(user) {
  const line = document.createElement("span");
  line.className = "pad__cursor";
  line.setAttribute("aria-hidden", "true"); // it is not part of the text
  line.style.setProperty("--who", colourOf(user));
  const name = document.createElement("span");
  name.className = "pad__cursor-name";
  name.textContent = String(user.name ?? "Somebody").slice(0, 40);
  name.style.color = inkOn(colourOf(user));
  line.append("\u2060", name, "\u2060");
  return line;
}

export function selection(user) {
  return { class: "pad__selection", style: `background-color: ${colourOf(user)}38` };
}

/** Names of the others who have the pad open, each once, with their colours. */
export function others(awareness) {
  const people = new Map();
  for (const [client, { user } = {}] of awareness.getStates())
    if (client !== awareness.clientID && user?.name) people.set(String(user.name), colourOf(user));
  return [...people].map(([name, colour]) => ({ name, colour }));
}

export function colourOf(user) {
  return /^#[0-9a-f]{6}$/i.test(user?.color ?? "") ? user.color : "#6a6a6a";
}

function inkOn(colour) {
  const [r, g, b] = [1, 3, 5].map((at) => (parseInt(colour.slice(at, at + 2), 16) / 255) ** 2.2);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.3 ? "#1c1a17" : "#ffffff";
}
