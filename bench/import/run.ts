/**
 * `npm run bench:import`: a Slack export into a running Parlor, until the last message is in Postgres, beside inserting
 * as many rows into the same Postgres with nothing around it. The export is made here, the same bytes every time.
 */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { connectImport } from "@/lib/imports/client/import-client";
import { importSlack } from "@/lib/imports/client/import-slack";
import { openZip } from "@/lib/imports/client/zip-file";
import { newId } from "@/lib/platform/ids";
import { startDatabaseProcess } from "@/tests/chaos/stack/database";
import { INTERNAL_SECRET, startRealtime } from "@/tests/chaos/stack/realtime";
import { makeSlackExport, type SlackExportFacts } from "@/tests/support/slack-export";
import { cpuMsOf, cpuMsOfTree, loadAverage } from "../measure/cpu";
import { parseBenchOptions } from "../measure/options";
import { round3, spreadOf } from "../measure/spread";
import { tableOf } from "../measure/table";
import { insertRaw, makeRawTable } from "./raw-rows";

const GATE_PER_SECOND = 5_000;
const SILENT = { step: () => undefined, end: () => undefined };

const options = parseBenchOptions("bench:import", { out: "bench-import.json", port: 8900 });
const rounds = options.quick ? 1 : 3;
const dir = options.dir ?? (await mkdtemp(path.join(tmpdir(), "parlor-bench-import-")));
const say = (line: string) => void process.stdout.write(`${line}\n`);

const ports = { postgresPort: options.port + 1, sqlPort: options.port + 2 };
const database = await startDatabaseProcess({ dir: path.join(dir, "postgres"), ...ports });
const workerd = await startRealtime({
  dir: path.join(dir, "realtime"),
  port: options.port,
  databaseUrl: database.appUrl,
  sqlEndpoint: database.sqlUrl,
  sends: { sendsPer10s: 10, sendsBurst: 20 },
});
const adminUrl = Object.assign(new URL(database.adminUrl), { pathname: new URL(database.appUrl).pathname }).href;
const admin = new pg.Client({ connectionString: adminUrl });
try {
  await admin.connect();
  await makeRawTable(admin);
  const zip = path.join(dir, "export.zip");
  const made = makeSlackExport({
    seed: 11,
    people: 60,
    channels: 9,
    days: options.quick ? 12 : 40,
    messagesPerDay: 150,
  });
  await writeFile(zip, made.zip);

  const raw: number[] = [];
  const imported: number[] = [];
  const stored: number[] = [];
  const cpu: CpuMs[] = [];
  for (let round = 0; round < rounds; round += 1) {
    raw.push(made.facts.messages / (await insertRaw(admin, made.facts.messages)));
    const { sentSeconds, storedSeconds, cpuMs } = await importOnce(zip, made.facts);
    imported.push(made.facts.messages / sentSeconds);
    stored.push(made.facts.messages / storedSeconds);
    cpu.push(cpuMs);
  }
  const [limit, inRooms, inPostgres] = [spreadOf(raw), spreadOf(imported), spreadOf(stored)];
  const row = (name: string, spread: typeof limit) => [
    name,
    round3(spread.median),
    round3(spread.min),
    round3(spread.max),
    round3(spread.median / limit.median),
  ];
  say(
    tableOf(
      [`import of ${made.facts.messages} messages`, "messages/s", "min", "max", "of the limit"],
      [
        row("rows into the same Postgres (the limit)", limit),
        row("export to rooms", inRooms),
        row("export to rooms and on into Postgres", inPostgres),
      ],
    ),
  );
  const perMessage = (of: keyof CpuMs) =>
    round3((spreadOf(cpu.map((ms) => ms[of])).median * 1_000) / made.facts.messages);
  say(
    `CPU per message: ${perMessage("reader")} µs reading and sending, ${perMessage("rooms")} µs in the rooms, ` +
      `${perMessage("postgres")} µs in Postgres and its endpoint · load ${loadAverage()}`,
  );
  const passed = inPostgres.median >= GATE_PER_SECOND;
  say(`${passed ? "PASS" : "FAIL"}  at least ${GATE_PER_SECOND} messages/s, from the file to Postgres`);
  await writeFile(
    options.out,
    JSON.stringify({ messages: made.facts.messages, limit, inRooms, inPostgres, passed }, null, 1),
  );
  process.exitCode = passed ? 0 : 1;
} finally {
  await admin.end();
  await workerd.kill();
  await database.stop();
  if (options.dir === undefined) await rm(dir, { recursive: true, force: true });
}
process.exit();

interface CpuMs {
  reader: number;
  rooms: number;
  postgres: number;
}

function cpuNow(): CpuMs {
  return {
    reader: cpuMsOf([process.pid]),
    rooms: cpuMsOf([workerd.pid]),
    postgres: cpuMsOfTree(database.pid),
  };
}

/** Into a tenant of its own. Every message and reaction must be there in the end, or the round does not count. */
async function importOnce(
  path: string,
  facts: SlackExportFacts,
): Promise<{ sentSeconds: number; storedSeconds: number; cpuMs: CpuMs }> {
  const tenantId = newId();
  const slug = `t-${tenantId.slice(-12)}`;
  await admin.query("insert into auth.organization (id, name, slug, created_at) values ($1, $2, $2, now())", [
    tenantId,
    slug,
  ]);
  const client = connectImport({ url: workerd.origin, tenant: slug, secret: INTERNAL_SECRET });
  const zip = openZip(path);
  const startMs = performance.now();
  const before = cpuNow();
  try {
    const { added } = await importSlack(zip, path, client, SILENT);
    const sentSeconds = (performance.now() - startMs) / 1000;
    if (added !== facts.messages + facts.reactions)
      throw new Error(`${added} events were added, not ${facts.messages + facts.reactions}.`);
    while ((await messagesOf(tenantId)) < facts.messages) await sleep(100);
    const storedSeconds = (performance.now() - startMs) / 1000;
    const after = cpuNow();
    const cpuMs = {
      reader: after.reader - before.reader,
      rooms: after.rooms - before.rooms,
      postgres: after.postgres - before.postgres,
    };
    return { sentSeconds, storedSeconds, cpuMs };
  } finally {
    zip.close();
  }
}

async function messagesOf(tenantId: string): Promise<number> {
  const { rows } = await admin.query<{ count: string }>(`select count(*) from messages where tenant_id = $1`, [
    tenantId,
  ]);
  return Number(rows[0]?.count ?? 0);
}
