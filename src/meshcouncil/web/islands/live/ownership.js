// Attributes that an element's script keeps, not the server: a morph leaves them alone.

const owned = new WeakMap();

/** Set attributes and keep them from now on. true: empty, false or null: none; but aria-* say "true" and "false". */
export function own(element, attributes) {
  const names = owned.get(element) ?? new Set();
  owned.set(element, names);
  for (const [name, value] of Object.entries(attributes)) {
    names.add(name);
    const text = textFor(name, value);
    if (text === null) element.removeAttribute(name);
    else if (element.getAttribute(name) !== text) element.setAttribute(name, text);
  }
}

function textFor(name, value) {
  if (value === null || value === undefined) return null;
  if (typeof value !== "boolean") return String(value);
  if (name.startsWith("aria-")) return String(value);
  return value ? "" : null;
}

/** Give attributes back to the server, without them. */
export function disown(element, names) {
  for (const name of names) {
    owned.get(element)?.delete(name);
    element.removeAttribute(name);
  }
}

export function isOwned(element, name) {
  return owned.get(element)?.has(name) ?? false;
}
