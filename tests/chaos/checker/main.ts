/**
 * The checker as a program: `tsx tests/chaos/checker/main.ts DIR`.
 * Reads DIR/history.jsonl, views.jsonl and sql.jsonl, prints one JSON verdict, exits 1 when something is wrong.
 */
import { createReadStream } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { check } from "./check";
import type { HistoryRecord, SqlRecord, ViewRecord } from "./records";

async function* readLines<T>(file: string): AsyncGenerator<T> {
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line !== "") yield JSON.parse(line) as T;
  }
}

const dir = process.argv[2];
if (dir === undefined) {
  process.stderr.write("usage: tsx tests/chaos/checker/main.ts DIR\n");
  process.exit(2);
}
const verdict = await check({
  history: readLines<HistoryRecord>(path.join(dir, "history.jsonl")),
  views: await Array.fromAsync(readLines<ViewRecord>(path.join(dir, "views.jsonl"))),
  sql: await Array.fromAsync(readLines<SqlRecord>(path.join(dir, "sql.jsonl"))),
});
process.stdout.write(`${JSON.stringify(verdict)}\n`);
process.exitCode = verdict.ok ? 0 : 1;
