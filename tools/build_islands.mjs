// Bundles the islands: src/meshcouncil/web/islands/*.js -> src/meshcouncil/web/static/dist/*.js, which are committed.
// The same sources give the same bytes anywhere; `--check` rebuilds into a temporary folder and compares.

import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const sources = join(root, "src/meshcouncil/web/islands");
const target = join(root, "src/meshcouncil/web/static/dist");

async function bundle(folder) {
  const entries = (await readdir(sources)).filter((name) => name.endsWith(".js")).sort();
  await rm(folder, { recursive: true, force: true });
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: entries.map((name) => join(sources, name)),
    outdir: folder,
    bundle: true,
    format: "esm",
    splitting: true, // what pages share (the socket) and what must exist once (yjs) goes into chunks
    minify: true,
    target: ["es2022"],
    chunkNames: "chunk-[hash]",
    legalComments: "linked",
    charset: "utf8",
    logLevel: "warning",
    metafile: true,
  });
  await writeFile(join(folder, "licences.txt"), await licences(metafile));
}

// The bundles carry other people's work; their licences ask to be carried along.
async function licences(metafile) {
  const packages = Object.keys(metafile.inputs).map((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1]);
  const texts = [...new Set(packages.filter(Boolean))].sort().map(async (name) => {
    const home = join(root, "node_modules", name);
    const { version, license } = JSON.parse(await readFile(join(home, "package.json"), "utf8"));
    const file = (await readdir(home)).find((entry) => /^licen[sc]e/i.test(entry));
    const text = file ? (await readFile(join(home, file), "utf8")).trim() : `Licence: ${license}`;
    return `${name} ${version}\n\n${text}\n`;
  });
  return (await Promise.all(texts)).join(`\n${"-".repeat(80)}\n\n`);
}

async function contents(folder) {
  const names = (await readdir(folder)).sort();
  return new Map(await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name))])));
}

async function differences() {
  const fresh = await mkdtemp(join(tmpdir(), "islands-"));
  try {
    await bundle(fresh);
    const [built, committed] = [await contents(fresh), await contents(target)];
    const names = [...new Set([...built.keys(), ...committed.keys()])].sort();
    return names.filter((name) => !(built.has(name) && committed.get(name)?.equals(built.get(name))));
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
}

if (process.argv.includes("--check")) {
  const changed = await differences();
  if (changed.length) {
    console.error(`The built islands are not what their sources give: ${changed.join(", ")}. Run \`npm run build\` and commit.`);
    process.exitCode = 1;
  }
} else {
  await bundle(target);
  for (const [name, bytes] of await contents(target)) console.log(`${String(bytes.length).padStart(8)}  ${name}`);
}
