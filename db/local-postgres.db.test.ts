import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readlinkSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import pg from "pg";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { startSqlEndpoint } from "./sql-endpoint/server";
import { startLocalPostgres, type LocalPostgres } from "./local-postgres";

const root = mkdtempSync(join(tmpdir(), "parlor-local-postgres-"));
// Postgres' user must get in to the ordinary folders.
chmodSync(root, 0o755);
const running: LocalPostgres[] = [];
const children: ChildProcess[] = [];
let folders = 0;
const folder = () => join(root, `data-${++folders}`, "postgres");

async function start(dataDir: string, more: { port?: number; unsafeFast?: boolean } = {}): Promise<LocalPostgres> {
  const postgres = await startLocalPostgres({
    dataDir,
    ownerPassword: "owner's",
    appPassword: "app/ä@:",
    unsafeFast: true,
    ...more,
  });
  running.push(postgres);
  return postgres;
}

async function ask(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => undefined);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
}

async function startElsewhere(dataDir: string): Promise<{ child: ChildProcess; adminUrl: string; pid: number }> {
  const child = spawn(
    process.execPath,
    ["--import", "tsx", join(import.meta.dirname, "testing/start-postgres.ts"), dataDir],
    {
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  children.push(child);
  const [line] = (await once(createInterface(child.stdout), "line")) as [string];
  return { child, ...(JSON.parse(line) as { adminUrl: string; pid: number }) };
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGKILL");
  await once(child, "exit");
}

const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

afterAll(() => rmSync(root, { recursive: true, force: true }));

afterEach(async () => {
  for (const postgres of running.splice(0)) await postgres.stop();
  for (const child of children.splice(0)) await kill(child);
});

describe("startLocalPostgres", () => {
  it("makes a database with both roles, on loopback only, with fsync on; and finds it again", async () => {
    const dataDir = folder();
    const first = await start(dataDir, { unsafeFast: false });
    expect(await ask(first.appUrl, "select current_user as who, current_database() as database")).toEqual([
      { who: "parlor_app", database: "parlor" },
    ]);
    expect(await ask(first.ownerUrl, "create table kept as select 1 as one")).toEqual([]);
    const settings =
      "select current_setting('listen_addresses') as on, current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit, current_setting('unix_socket_directories') as sockets, current_setting('password_encryption') as passwords";
    expect(await ask(first.adminUrl, settings)).toEqual([
      { on: "127.0.0.1", fsync: "on", commit: "on", sockets: "", passwords: "scram-sha-256" },
    ]);
    await first.stop();
    expect(isAlive(first.pid)).toBe(false);
    await first.stop();
    const second = await start(dataDir);
    expect(await ask(second.ownerUrl, "select * from kept")).toEqual([{ one: 1 }]);
  });

  it("comes up after Postgres itself was killed, with everything that was committed", async () => {
    const dataDir = folder();
    const first = await start(dataDir, { unsafeFast: false });
    await ask(first.ownerUrl, "create table kept as select 1 as one");
    process.kill(first.pid, "SIGKILL");
    const second = await start(dataDir, { port: first.port });
    expect(await ask(second.ownerUrl, "select * from kept")).toEqual([{ one: 1 }]);
  });

  it("takes over from a starter that was killed, and ends its Postgres", async () => {
    const dataDir = folder();
    const first = await startElsewhere(dataDir);
    await kill(first.child);
    expect(isAlive(first.pid)).toBe(true);
    const second = await start(dataDir);
    expect(isAlive(first.pid)).toBe(false);
    expect(await ask(second.appUrl, "select 1 as one")).toEqual([{ one: 1 }]);
  });

  it("is found again by the SQL endpoint in front of it, which outlives its crash", async () => {
    const dataDir = folder();
    const first = await start(dataDir);
    const endpoint = await startSqlEndpoint();
    try {
      const body = JSON.stringify({ queries: [{ query: "select pg_sleep(30)" }] });
      const ask = async (text: string) =>
        fetch(endpoint.url, { method: "POST", headers: { "neon-connection-string": first.appUrl }, body: text });
      const [one, pending] = [await ask('{"query":"select 1"}'), ask(body)];
      expect(one.status).toBe(200);
      process.kill(first.pid, "SIGKILL");
      // Postgres' own last words, or none at all: in either case an answer, soon.
      expect([400, 503]).toContain((await pending).status);
      expect((await ask('{"query":"select 1"}')).status).toBe(503);
      await start(dataDir, { port: first.port });
      await expect.poll(async () => (await ask('{"query":"select 1"}')).status).toBe(200);
    } finally {
      await endpoint.close();
    }
  });

  it("leaves the Postgres of a starter alone that lives", async () => {
    const dataDir = folder();
    const first = await startElsewhere(dataDir);
    await expect(start(dataDir)).rejects.toThrow(`started by process ${first.child.pid}: stop that one first.`);
    expect(await ask(first.adminUrl, "select 1 as one")).toEqual([{ one: 1 }]);
    await kill(first.child);
    await start(dataDir);
  });

  it("is not misled by a lock file whose process is somebody else", async () => {
    const dataDir = folder();
    const first = await start(dataDir);
    await first.stop();
    writeFileSync(join(dataDir, "cluster", "postmaster.pid"), `${process.pid}\n${dataDir}\n`);
    await expect(start(dataDir)).resolves.toBeDefined();
  });

  it("begins again after a start that was killed while it made the database", async () => {
    const dataDir = folder();
    const first = await start(dataDir);
    await first.stop();
    renameSync(join(dataDir, "cluster"), join(dataDir, "cluster.new"));
    await expect(start(dataDir)).resolves.toBeDefined();
  });

  it("says in one sentence that a port is taken or a folder cannot be had", async () => {
    const first = await start(folder());
    await expect(start(folder(), { port: first.port })).rejects.toThrow(
      `Port ${first.port} is taken: Postgres cannot listen there.`,
    );
    const file = join(root, "file");
    writeFileSync(file, "");
    await expect(start(join(file, "postgres"))).rejects.toThrow(
      /^The folder .*postgres cannot be written: Postgres needs one for its data\.$/,
    );
    await expect(start(file)).rejects.toThrow("cannot be written");
  });

  it.runIf(process.getuid?.() === 0)(
    "as root, keeps the database elsewhere when its user may not enter the folder, and forgets it with the folder",
    async () => {
      const parent = join(root, "root-only");
      const dataDir = join(parent, "data", "postgres");
      mkdirSync(parent, { mode: 0o700 });
      const first = await start(dataDir);
      expect(lstatSync(dataDir).isSymbolicLink()).toBe(true);
      const place = readlinkSync(dataDir);
      await ask(first.ownerUrl, "create table kept as select 1 as one");
      await first.stop();
      const second = await start(dataDir);
      expect(await ask(second.ownerUrl, "select * from kept")).toEqual([{ one: 1 }]);
      await second.stop();
      // What --reset does.
      rmSync(dataDir);
      const third = await start(dataDir);
      await expect(ask(third.ownerUrl, "select * from kept")).rejects.toThrow("does not exist");
      await third.stop();
      // A folder that is gone altogether is noticed by the next start that needs such a place.
      rmSync(dataDir);
      const other = join(parent, "other", "postgres");
      await (await start(other)).stop();
      expect(existsSync(place)).toBe(false);
      rmSync(readlinkSync(other), { recursive: true });
      rmSync(`${readlinkSync(other)}.origin`);
    },
  );
});
