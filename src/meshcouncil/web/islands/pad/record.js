// The fields of a policy: attributes of its block on the pad, lines such as "Context: Why we need it" in plain text.
// The server writes and reads the same lines (application/pad_fields.py).

export const LABELS = {
  category: "Category",
  scope: "Holds for",
  weight: "Weight",
  context: "Context",
  options: "Options",
  consequences: "Consequences",
  steward: "Steward",
  enforcement: "Enforcement",
  level: "Level",
  warn_until: "Only warns until",
  code: "Code",
  monitoring: "Monitoring",
  compliance_due: "Comply by",
  review_by: "Review by",
};
export const WORDS = {
  scope: { global: "All teams" },
  weight: { minor: "Minor", ordinary: "Ordinary", standard: "Standard" },
  enforcement: {
    manual: "By hand",
    review: "In review",
    ci_test: "A test in CI",
    platform: "The platform itself",
    dbt_config: "A setting of the dbt project",
  },
  level: { info: "Note", warn: "Warning", error: "Error" },
};
const SILENCE = { scope: "global", weight: "ordinary" };
const LONGEST = 4_000;

const NAMES = Object.fromEntries(Object.entries(LABELS).map(([name, label]) => [label.toLowerCase(), name]));
const LINE = new RegExp(`^(${Object.values(LABELS).join("|")}):(?: (.*))?$`, "is");

/** What the schema says of a policy's fields. */
export const attributes = Object.fromEntries(Object.keys(LABELS).map((name) => [name, { default: null }]));

/** The fields among these values, in order, without those that are as good as unsaid. */
export function fieldsOf(values) {
  const said = {};
  for (const name of Object.keys(LABELS)) {
    const value = String(values[name] ?? "").slice(0, LONGEST).trim();
    if (value && value !== SILENCE[name]) said[name] = value;
  }
  return said;
}

/** All attributes of a block that says this: what is unsaid is null. */
export function attributesOf(values) {
  const said = fieldsOf(values);
  return Object.fromEntries(Object.keys(LABELS).map((name) => [name, said[name] ?? null]));
}

/** What people read of a field. */
export function words(name, value) {
  return WORDS[name]?.[value] ?? value;
}

/** Fields as lines; a text of several lines repeats its label. */
export function fieldLines(values) {
  return Object.entries(fieldsOf(values)).flatMap(([name, value]) =>
    words(name, value)
      .split("\n")
      .map((line) => `${LABELS[name]}: ${line}`),
  );
}

/** A line as a field's [name, value], or null where it is none. */
export function readField(line) {
  const found = LINE.exec(line);
  if (!found) return null;
  const name = NAMES[found[1].toLowerCase()];
  const shown = (found[2] ?? "").trim().toLowerCase();
  const known = Object.entries(WORDS[name] ?? {}).find(([, said]) => said.toLowerCase() === shown);
  return [name, known ? known[0] : (found[2] ?? "")];
}

/** The attributes that lines of fields make: those of one label belong to one text. */
export function readFields(lines) {
  const texts = {};
  for (const [name, value] of lines) (texts[name] ??= []).push(value);
  return attributesOf(Object.fromEntries(Object.entries(texts).map(([name, values]) => [name, values.join("\n")])));
}
