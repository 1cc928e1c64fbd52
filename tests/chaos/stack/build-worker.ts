/** Bundles a Worker for `workerd serve`, optionally with modules edited on the way (seeded bugs). */
import { readFile } from "node:fs/promises";
import { builtinModules } from "node:module";
import path from "node:path";
import { build, type Plugin } from "esbuild";

export const repoRoot = path.resolve(import.meta.dirname, "../../..");

/** An edit of one source module. Fails the build when the module or the text is no longer there. */
export interface SourceEdit {
  /** Path from the repository's root. */
  file: string;
  replace: { text: string; by: string }[];
}

/** Writes one ES module to `outfile`. */
export async function buildWorker(entry: string, outfile: string, edits: readonly SourceEdit[] = []): Promise<void> {
  const applied = new Set<SourceEdit>();
  await build({
    entryPoints: [path.resolve(repoRoot, entry)],
    outfile,
    bundle: true,
    format: "esm",
    target: "es2024",
    platform: "neutral",
    // As wrangler resolves.
    mainFields: ["browser", "module", "main"],
    conditions: ["workerd", "worker", "browser", "import"],
    external: ["cloudflare:*", "node:*"],
    // CommonJS packages that ask for Node's built-ins by their bare names.
    alias: Object.fromEntries(builtinModules.filter(isBare).map((name) => [name, `node:${name}`])),
    tsconfig: path.join(repoRoot, "tsconfig.json"),
    plugins: edits.length > 0 ? [editPlugin(edits, applied)] : [],
    logLevel: "silent",
  });
  const unused = edits.filter((edit) => !applied.has(edit));
  if (unused.length > 0) throw new Error(`The bundle never loads ${unused.map((edit) => edit.file).join(", ")}.`);
}

function isBare(name: string): boolean {
  return !name.startsWith("node:") && !name.startsWith("_");
}

function editPlugin(edits: readonly SourceEdit[], applied: Set<SourceEdit>): Plugin {
  return {
    name: "source-edit",
    setup(setup) {
      setup.onLoad({ filter: /\.ts$/ }, async ({ path: file }) => {
        const edit = edits.find((candidate) => path.resolve(repoRoot, candidate.file) === file);
        if (!edit) return null;
        let contents = await readFile(file, "utf8");
        for (const { text, by } of edit.replace) {
          if (contents.split(text).length !== 2) throw new Error(`${edit.file} does not hold this text once: ${text}`);
          contents = contents.replace(text, () => by);
        }
        applied.add(edit);
        return { contents, loader: "ts" };
      });
    },
  };
}
