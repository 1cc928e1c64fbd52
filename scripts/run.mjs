/**
 * Runs a TypeScript script: `node scripts/run.mjs scripts/start.ts --port 9000`.
 * Plain JavaScript on purpose, so that a wrong Node or a missing install is one sentence and not a stack.
 */
import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);

if (!existsSync(join(root, "node_modules", "tsx"))) {
  fail("The packages are not installed yet: run `npm install` first.");
} else if (major < 22 || (major === 22 && minor < 12)) {
  fail(
    `This needs Node 22.12 or later and runs on ${process.version}. Start it through npm (\`npm start\`), which uses the Node 24 that \`npm install\` brought.`,
  );
} else {
  const [script = "", ...args] = process.argv.slice(2);
  process.argv = [process.argv[0] ?? "node", resolve(script), ...args];
  process.chdir(root);
  const { register } = await import("tsx/esm/api");
  register();
  await import(pathToFileURL(resolve(root, script)).href);
}

/** @param {string} sentence */
function fail(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exitCode = 1;
}
