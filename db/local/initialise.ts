import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chownSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Place } from "./place";

export const ADMIN = "parlor_admin";

/**
 * Makes the cluster when there is none, and answers its superuser's password. A cluster appears under its name only when
 * it is complete, so a start that was killed half way is simply done again.
 */
export async function initialise(place: Place, { unsafeFast = false }: { unsafeFast?: boolean }): Promise<string> {
  const passwordFile = join(place.dir, "admin-password");
  if (existsSync(join(place.clusterDir, "PG_VERSION"))) return readPassword(passwordFile);
  const password = randomBytes(24).toString("base64url");
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (place.runAs) chownSync(passwordFile, place.runAs.uid, place.runAs.gid);
  const half = `${place.clusterDir}.new`;
  rmSync(half, { recursive: true, force: true });
  const args = [
    `--pgdata=${half}`,
    `--username=${ADMIN}`,
    `--pwfile=${passwordFile}`,
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    // Postgres' own rules: the same order and letter cases on every machine.
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--locale=C",
    ...(unsafeFast ? ["--no-sync"] : []),
  ];
  try {
    await promisify(execFile)(join(place.binDir, "initdb"), args, {
      ...place.runAs,
      cwd: place.dir,
      env: { NODE_ENV: "production", LC_ALL: "C", TZ: "UTC" },
    });
  } catch (error) {
    const words = error instanceof Error && "stderr" in error ? String(error.stderr).trim().split("\n")[0] : "";
    throw new Error(`The database could not be made in ${place.dir}: ${words ?? ""}`, { cause: error });
  }
  renameSync(half, place.clusterDir);
  return password;
}

function readPassword(passwordFile: string): string {
  try {
    return readFileSync(passwordFile, "utf8").trim();
  } catch (error) {
    throw new Error(`The file ${passwordFile} is gone: put it back, or start over with an empty folder.`, {
      cause: error,
    });
  }
}
