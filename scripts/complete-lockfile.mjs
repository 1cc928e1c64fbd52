/**
 * Makes package-lock.json the same wherever it was written: `node scripts/complete-lockfile.mjs`, after each `npm install`
 * that changed it. A registry mirror may lack the other platforms' binaries of a package; npm then leaves them out, and
 * `npm ci` refuses the file everywhere. Their versions are exact in the parent, so the entries can be written without them.
 * Download addresses are taken out: each machine asks its own registry, and the integrity hash stays.
 */
import { readFileSync, writeFileSync } from "node:fs";

const SYSTEMS = [
  "darwin",
  "linux",
  "win32",
  "freebsd",
  "netbsd",
  "openbsd",
  "sunos",
  "aix",
  "android",
  "openharmony",
  "wasi",
];
const PROCESSORS = ["arm64", "x64", "arm", "ia32", "ppc64", "riscv64", "s390x", "loong64", "mips64el", "wasm32"];

const lock = JSON.parse(readFileSync("package-lock.json", "utf8"));
let added = 0;
for (const [path, parent] of Object.entries(lock.packages)) {
  delete parent.resolved;
  for (const [name, range] of Object.entries(parent.optionalDependencies ?? {})) {
    if (!/^\d+\.\d+\.\d+/.test(range) || isThere(path, name, range)) continue;
    const words = name.split(/[/-]/);
    const os = SYSTEMS.filter((system) => words.includes(system));
    const cpu = PROCESSORS.filter((processor) =>
      words.some((word) => word === processor || (processor === "arm" && word.startsWith("arm-"))),
    );
    // Beside the parent: that is where it looks first after its own folder.
    lock.packages[`${path.slice(0, path.lastIndexOf("node_modules/"))}node_modules/${name}`] = {
      version: range,
      ...(parent.dev ? { dev: true } : {}),
      optional: true,
      ...(cpu.length > 0 ? { cpu } : {}),
      ...(os.length > 0 ? { os } : {}),
    };
    added += 1;
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync("package-lock.json", `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${added} entries of other platforms added.`);

/** True when `name`, asked for at `path`, is found there or further out in the right version. */
function isThere(path, name, version) {
  for (let at = `${path}/`; ; at = at.slice(0, at.lastIndexOf("node_modules/", at.length - 2))) {
    const found = lock.packages[`${at}node_modules/${name}`];
    if (found || at === "") return found?.version === version;
    if (!at.includes("node_modules/")) at = "";
  }
}
