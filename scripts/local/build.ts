import { spawn } from "node:child_process";
import {
  closeSync,
  cpSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { buildEmbed } from "./embed";
import { PlainError } from "./plain-error";
import { findProcessName } from "./processes";
import { sourceStamp } from "./source-stamp";

export interface Build {
  stamp: string;
  /** Folders of prebuilt modules, one a Worker, and the static files. */
  web: string;
  realtime: string;
  assets: string;
}

const KEPT_BUILDS = 3;
const STAMP_FILE = "parlor-stamp";

/**
 * Answers bundles of both Workers for the sources as they are, building only when they changed.
 * Each build has its own folder, so that one that still runs keeps its files. `deploy` runs while .open-next is that build.
 * @throws PlainError when the build fails; its log is in dist/build.log.
 */
export async function ensureBuild(
  root: string,
  say: (line: string) => void,
  wanted: { deploy?: () => Promise<void> } = {},
): Promise<Build> {
  const dist = join(root, "dist");
  mkdirSync(join(dist, "builds"), { recursive: true });
  const unlock = await lockBuild(dist, say);
  try {
    // Before the stamp: what it writes is among the sources.
    await buildEmbed(root);
    const stamp = sourceStamp(root);
    const folder = join(dist, "builds", stamp);
    // wrangler deploys from .open-next, which `next dev` and other builds replace.
    const isCurrent = existsSync(folder) && (wanted.deploy === undefined || openNextIs(root, stamp));
    if (!isCurrent) {
      say("Building both Workers: about a minute, and again only when the sources change.");
      await build(root, folder, stamp);
    }
    utimesSync(folder, new Date(), new Date());
    pruneBuilds(join(dist, "builds"));
    await wanted.deploy?.();
    return { stamp, web: join(folder, "web"), realtime: join(folder, "realtime"), assets: join(folder, "assets") };
  } finally {
    unlock();
  }
}

async function build(root: string, folder: string, stamp: string): Promise<void> {
  const log = join(root, "dist", "build.log");
  rmSync(log, { force: true });
  // Leftovers of an earlier build, or of the other bundler, confuse the adapter. `next dev` may be running on its part.
  for (const stale of [...staleIn(join(root, ".next")), join(root, ".open-next")]) {
    rmSync(stale, { recursive: true, force: true });
  }
  const draft = `${folder}.draft`;
  rmSync(draft, { recursive: true, force: true });
  await run(root, log, "opennextjs-cloudflare", ["build"], { PARLOR_BUILD: stamp });
  await run(root, log, "wrangler", ["deploy", "--dry-run", "--env", "", "--outdir", join(draft, "web")]);
  await run(root, log, "wrangler", [
    "deploy",
    "--dry-run",
    "--env",
    "",
    "-c",
    "durable-objects/wrangler.toml",
    "--outdir",
    join(draft, "realtime"),
  ]);
  cpSync(join(root, ".open-next", "assets"), join(draft, "assets"), { recursive: true });
  rmSync(folder, { recursive: true, force: true });
  renameSync(draft, folder);
  writeFileSync(join(root, ".open-next", STAMP_FILE), stamp);
}

function staleIn(next: string): string[] {
  if (!existsSync(next)) return [];
  return readdirSync(next).flatMap((name) => (name === "dev" ? [] : [join(next, name)]));
}

function openNextIs(root: string, stamp: string): boolean {
  const path = join(root, ".open-next", STAMP_FILE);
  return existsSync(path) && readFileSync(path, "utf8") === stamp;
}

/** @throws PlainError with the end of the log when the tool fails or is missing. */
async function run(
  root: string,
  log: string,
  tool: string,
  args: string[],
  more: Record<string, string> = {},
): Promise<void> {
  const bin = join(root, "node_modules", ".bin");
  if (!existsSync(join(bin, tool))) throw new PlainError(`The tool ${tool} is missing: run \`npm install\` again.`);
  const out = openSync(log, "a");
  const env = {
    ...process.env,
    PATH: `${bin}:${process.env.PATH ?? ""}`,
    NODE_ENV: "production" as const,
    NEXT_TELEMETRY_DISABLED: "1",
    WRANGLER_SEND_METRICS: "false",
    CI: "1",
    ...more,
  };
  const code = await new Promise<number | null>((resolve) => {
    const child = spawn(join(bin, tool), args, { cwd: root, env, stdio: ["ignore", out, out] });
    const end = () => child.kill("SIGTERM");
    process.once("exit", end);
    child.once("error", () => resolve(null));
    child.once("exit", (exitCode) => {
      process.off("exit", end);
      resolve(exitCode);
    });
  });
  closeSync(out);
  if (code === 0) return;
  const tail = readFileSync(log, "utf8").trimEnd().split("\n").slice(-25).join("\n");
  throw new PlainError(`${tail}\n\nThe build failed in ${tool}; the whole log is in dist/build.log.`);
}

/** One build at a time in a checkout: a second start waits for the first one's result. */
async function lockBuild(dist: string, say: (line: string) => void): Promise<() => void> {
  const lock = join(dist, "build.lock");
  for (let attempt = 0; ; attempt++) {
    try {
      writeFileSync(lock, String(process.pid), { flag: "wx" });
      return () => rmSync(lock, { force: true });
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) {
        throw new PlainError(`The folder ${dist} cannot be written, and the build goes there.`);
      }
      const holder = Number(existsSync(lock) ? readFileSync(lock, "utf8") : "");
      if (!holder || findProcessName(holder) === null) rmSync(lock, { force: true });
      else if (attempt === 0) say("Another build of this checkout is running; waiting for it.");
      await new Promise((done) => setTimeout(done, 250));
    }
  }
}

function pruneBuilds(folder: string): void {
  const byAge = readdirSync(folder)
    .map((name) => ({ path: join(folder, name), usedAt: statSync(join(folder, name)).mtimeMs }))
    .toSorted((a, b) => b.usedAt - a.usedAt);
  for (const { path } of byAge.slice(KEPT_BUILDS)) rmSync(path, { recursive: true, force: true });
}
