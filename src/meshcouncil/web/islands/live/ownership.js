// Attributes that an element's script keeps, not the server: a morph leaves them alone.

const owned = new WeakMap();

/** Set an attribute (true: empty, false or null: none) and keep it from now on. */
export function own(element, attributes) {
  const names = owned.get(element) ?? new Set();
  owned.set(element, names);
  for (const [name, value] of Object.entries(attributes)) {
    names.add(name);
    if (value === null || value === false) element.removeAttribute(name);
    else if (element.getAttribute(name) !== String(value === true ? "" : value))
      element.setAttribute(name, value === true ? "" : value);
  }
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
