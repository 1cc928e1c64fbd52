/**
 * `npm run bench:rooms [-- --quick]`: our room beside a bare Durable Object, plain `ws` and socket.io, in turns in one
 * run. Prints a table, ratios and the gates; exits 1 when a gate fails. See README.md here for the set-up.
 */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import path from "node:path";
import { startDatabaseProcess } from "@/tests/chaos/stack/database";
import { cpuMsOfTree, loadAverage } from "../measure/cpu";
import { parseBenchOptions } from "../measure/options";
import { round3, spreadOf, type Spread } from "../measure/spread";
import { tableOf } from "../measure/table";
import { PROFILES, type Cell } from "./cells";
import { gateLine, judgeGates, type Gate, type Measured } from "./gates";
import { measureIdle } from "./idle";
import { measureRound, type Round } from "./round";
import { startParlor } from "./targets/parlor";
import { startBareObject, startPlainWs, startSocketIo } from "./targets/peers";
import type { Target } from "./targets/target";

interface Row extends Measured {
  databaseCpuMs: Spread;
  generatorCpuMs: Spread;
  framesPerMessage: Spread;
  load: Spread;
  rounds: Round[];
}

const options = parseBenchOptions("bench:rooms", { out: "bench-rooms.json", port: 8890 });
const profile = PROFILES[options.quick ? "quick" : "full"];
const cells = profile.cells.filter(({ name }) => name.includes(options.only ?? ""));
const dir = options.dir ?? (await mkdtemp(path.join(tmpdir(), "parlor-bench-")));
const say = (line: string) => void process.stdout.write(`${line}\n`);

const database = await startDatabaseProcess({
  dir: path.join(dir, "postgres"),
  postgresPort: options.port + 4,
  sqlPort: options.port + 5,
});
const side = { appUrl: database.appUrl, sqlUrl: database.sqlUrl, cpuMs: () => cpuMsOfTree(database.pid) };
const targets = [
  await startBareObject(path.join(dir, "bare"), options.port + 1),
  await startPlainWs(options.port + 2),
  await startSocketIo(options.port + 3),
  await startParlor(path.join(dir, "parlor"), options.port, side),
];
try {
  const rows: Row[] = [];
  for (const cell of cells) rows.push(...(await measureCell(cell)));
  printTable(rows);
  const { appUrl: databaseUrl, sqlUrl: sqlEndpoint } = database;
  const idle = { dir, port: options.port + 6, databaseUrl, sqlEndpoint, say, ...profile.idle };
  await judge(rows, [...judgeGates(rows), ...(options.only === undefined ? await measureIdle(idle) : [])]);
} finally {
  for (const target of targets) await target.stop();
  await database.stop();
  if (options.dir === undefined) await rm(dir, { recursive: true, force: true });
}
process.exit();

/** Every round gives every target its turn, so that a busy moment of the machine hits all of them alike. */
async function measureCell(cell: Cell): Promise<Row[]> {
  const rounds = new Map<Target, Round[]>(targets.map((target) => [target, []]));
  for (let round = 0; round < profile.rounds; round += 1) {
    for (const target of targets) {
      const measured = await measureRound(target, cell, profile);
      rounds.get(target)?.push(measured);
      if (measured.fault !== null) say(`invalid round: ${target.name}, ${cell.name}: ${measured.fault}`);
    }
  }
  say(`measured: ${cell.name}`);
  return [...rounds].map(([target, all]) => rowOf(cell, target.name, all));
}

function rowOf(cell: Cell, target: string, all: Round[]): Row {
  const valid = all.filter(({ fault }) => fault === null);
  const spread = (figure: Exclude<keyof Round, "fault">) => spreadOf(valid.map((round) => round[figure]));
  return {
    cell,
    target,
    messagesPerSecond: spread("messagesPerSecond"),
    ackP50Ms: spread("ackP50Ms"),
    ackP99Ms: spread("ackP99Ms"),
    cpuMs: spread("cpuMs"),
    databaseCpuMs: spread("databaseCpuMs"),
    generatorCpuMs: spread("generatorCpuMs"),
    framesPerMessage: spread("framesPerMessage"),
    load: spread("load"),
    rounds: all,
  };
}

function printTable(rows: Row[]): void {
  const text = ({ median, min, max }: Spread) => `${round3(median)} (${round3(min)}-${round3(max)})`;
  const bareOf = (row: Row) => rows.find(({ cell, target }) => cell === row.cell && target === "bare object");
  say(
    `\nMedian (minimum-maximum) of ${profile.rounds} rounds; ${cpus().length} cores; times in ms; database = SQL endpoint and Postgres\n`,
  );
  say(
    tableOf(
      [
        "cell",
        "target",
        "messages/s",
        "of bare",
        "ack p50",
        "ack p99",
        "CPU/message",
        "of bare",
        "database CPU",
        "load",
      ],
      rows.map((row) => [
        row.cell.name,
        row.target,
        text(row.messagesPerSecond),
        round3(row.messagesPerSecond.median / (bareOf(row)?.messagesPerSecond.median ?? Number.NaN)),
        text(row.ackP50Ms),
        text(row.ackP99Ms),
        text(row.cpuMs),
        round3(row.cpuMs.median / (bareOf(row)?.cpuMs.median ?? Number.NaN)),
        row.target === "Parlor" ? text(row.databaseCpuMs) : "-",
        text(row.load),
      ]),
    ),
  );
}

async function judge(rows: Row[], gates: Gate[]): Promise<void> {
  const invalid = rows.flatMap(({ rounds }) => rounds).filter(({ fault }) => fault !== null).length;
  say(
    `\ndeliveries: ${invalid === 0 ? "every viewer got every message, once, in order" : `${invalid} invalid rounds`}`,
  );
  for (const gate of gates) say(gateLine(gate));
  await writeFile(options.out, JSON.stringify({ profile: profile.name, load: loadAverage(), rows, gates }, null, 1));
  const failed = gates.filter(({ passed }) => !passed).length;
  say(`${gates.length - failed} gates passed, ${failed} failed`);
  if (failed > 0 || invalid > 0) process.exitCode = 1;
}
