import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const INSTALL_MS = 180_000;

export interface Aside {
  folder: string;
  remove(): void;
}

/**
 * Packages from npm in a temporary folder of their own: peers that are measured beside us and are no dependency of ours.
 * Null where they cannot be had.
 * @param manifest what the folder's package.json says beside that it is private
 */
export function installAside(name: string, manifest: { dependencies: Record<string, string>; overrides?: object }) {
  const folder = mkdtempSync(join(tmpdir(), `parlor-${name}-`));
  const aside: Aside = { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, ...manifest }));
  const { status } = spawnSync("npm", ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"], {
    cwd: folder,
    timeout: INSTALL_MS,
  });
  if (status === 0) return aside;
  aside.remove();
  return null;
}
