/**
 * `npm run bench:keys`: what it costs to tell whether an API key counts. better-auth's api-key plugin asks Postgres with
 * each call; ours is proved by its own text and compared with the hash that the tenant's Meter keeps. In turns, in one run,
 * over one local Postgres.
 */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { tenantDb } from "@/db/client";
import { findKeyRecord, insertApiKey } from "@/db/queries/api-keys";
import { startLocalPostgres } from "@/db/local-postgres";
import { migrate } from "@/db/migrate";
import { startSqlEndpoint } from "@/db/sql-endpoint/server";
import { mintKey } from "@/lib/keys/server/mint-key";
import { proveKey } from "@/lib/keys/server/prove-key";
import { newId, type KeyId, type TenantId } from "@/lib/platform/ids";
import type { KeyRecord } from "@/lib/quotas/protocol";
import { cpuMsOfChildren, loadAverage } from "../measure/cpu";
import { parseBenchOptions } from "../measure/options";
import { percentilesOf } from "../measure/percentiles";
import { round3 } from "../measure/spread";
import { tableOf } from "../measure/table";
import { openPlugin } from "./plugin";

const KEYS = 50;
const WARM_UP = 100;

const options = parseBenchOptions("bench:keys", { out: "bench-keys.json", port: 8964 });
const say = (line: string) => void process.stdout.write(`${line}\n`);
const rounds = options.quick ? 300 : 2_000;

const dir = options.dir ?? (await mkdtemp(path.join(tmpdir(), "parlor-keys-")));
const postgres = await startLocalPostgres({
  dataDir: path.join(dir, "postgres"),
  port: options.port,
  ownerPassword: "bench-owner",
  appPassword: "bench-app",
});
const endpoint = await startSqlEndpoint({ port: options.port + 1 });
try {
  await migrate(postgres.ownerUrl);
  const env = {
    DATABASE_URL: postgres.appUrl,
    SQL_ENDPOINT: endpoint.url,
    BETTER_AUTH_SECRET: "a secret of the installation that only benches use",
  };
  let asked = 0;
  const fetchBefore = globalThis.fetch;
  globalThis.fetch = (...args) => {
    asked++;
    return fetchBefore(...args);
  };
  const plugin = await openPlugin(env, postgres.ownerUrl, KEYS);
  const own = await ownKeys(env);
  const at = <T>(list: readonly T[], nth: number): T => {
    const found = list[nth % list.length];
    if (found === undefined) throw new Error("There are no keys.");
    return found;
  };
  // Well-formed, checksum and all: only its seal is not ours.
  const elsewhere = { BETTER_AUTH_SECRET: "the secret of another installation" };
  const madeUp = (await mintKey(elsewhere, { tenantId: newId<TenantId>(), keyId: newId<KeyId>() })).text;
  const ways: { name: string; counts: boolean; run(nth: number): Promise<boolean> }[] = [
    { name: "plugin, a key", counts: true, run: (nth) => plugin.verify(at(plugin.keys, nth)) },
    { name: "ours, a key, hash known", counts: true, run: (nth) => own.known(at(own.keys, nth)) },
    { name: "ours, a key, hash read by SQL", counts: true, run: (nth) => own.read(at(own.keys, nth)) },
    { name: "plugin, made up", counts: false, run: () => plugin.verify(madeUp) },
    { name: "ours, made up", counts: false, run: () => own.known(madeUp) },
  ];
  const figures = ways.map(() => ({ times: [] as number[], cpus: 0, postgres: 0, asked: 0 }));
  for (let round = -WARM_UP; round < rounds; round++) {
    for (const [which, way] of ways.entries()) {
      const figure = figures[which];
      const before = { asked, cpu: process.cpuUsage(), postgres: cpuMsOfChildren(postgres.pid), ms: performance.now() };
      const counts = await way.run(round + WARM_UP);
      const ms = performance.now() - before.ms;
      if (counts !== way.counts) throw new Error(`${way.name} answered ${counts}.`);
      if (round < 0 || !figure) continue;
      const { user, system } = process.cpuUsage(before.cpu);
      figure.times.push(ms);
      figure.cpus += (user + system) / 1_000;
      figure.postgres += cpuMsOfChildren(postgres.pid) - before.postgres;
      figure.asked += asked - before.asked;
    }
  }
  const rows = ways.map(({ name }, which) => {
    const {
      times,
      cpus,
      postgres: sql,
      asked: calls,
    } = figures[which] ?? { times: [], cpus: 0, postgres: 0, asked: 0 };
    const { p50, p99 } = percentilesOf(times);
    return { name, p50, p99, cpu: cpus / rounds, sql: sql / rounds, calls: calls / rounds };
  });
  const head = [`${rounds} calls of each, ms`, "p50", "p99", "CPU here", "CPU of Postgres", "requests to Postgres"];
  say(
    tableOf(
      head,
      rows.map(({ name, p50, p99, cpu, sql, calls }) => [name, ...[p50, p99, cpu, sql, calls].map(round3)]),
    ),
  );
  const ratio = (a: number, b: number) => round3((rows[a]?.p50 ?? Number.NaN) / (rows[b]?.p50 ?? Number.NaN));
  say(`plugin / ours: a key ${ratio(0, 1)} times, made up ${ratio(3, 4)} times`);
  say(`load ${loadAverage()}`);
  await writeFile(options.out, JSON.stringify({ rounds, rows }, null, 1));
} finally {
  await endpoint.close();
  await postgres.stop();
  if (options.dir === undefined) await rm(dir, { recursive: true, force: true });
}
process.exit();

/** Keys of one tenant, and the two ways to judge them: by the record in memory, as a Meter has it, and by one query. */
async function ownKeys(env: { DATABASE_URL: string; SQL_ENDPOINT: string; BETTER_AUTH_SECRET: string }) {
  const tenantId = newId<TenantId>();
  const db = tenantDb(env, tenantId);
  const records = new Map<KeyId, KeyRecord>();
  const keys: string[] = [];
  const limits = {
    requestsPerMinute: null,
    burst: null,
    tokensPerHour: null,
    concurrentStreams: null,
    costPerMonth: null,
  };
  for (let nth = 0; nth < KEYS; nth++) {
    const id = newId<KeyId>();
    const { text, secretHash, shown } = await mintKey(env, { tenantId, keyId: id });
    const row = await insertApiKey(
      db,
      {
        ...{ id, secretHash, shown, name: `key ${nth}`, limits, createdBy: null, expiresAt: null },
        ...{ scopes: ["chat"], models: null, tools: null },
      },
      { nowMs: Date.now(), max: KEYS },
    );
    if (!row) throw new Error("The key was not made.");
    records.set(id, row.record);
    keys.push(text);
  }
  const judge = async (key: string, find: (id: KeyId) => Promise<KeyRecord | null> | KeyRecord | null) => {
    const proof = await proveKey(env, `Bearer ${key}`);
    const record = proof && (await find(proof.keyId));
    return record?.secretHash === proof?.secretHash && record != null;
  };
  return {
    keys,
    known: (key: string) => judge(key, (id) => records.get(id) ?? null),
    read: (key: string) => judge(key, (id) => findKeyRecord(db, id)),
  };
}
