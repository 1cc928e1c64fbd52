import { createWriteStream } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import type { HistoryRecord, SqlRecord, ViewRecord } from "../checker/records";

type Untimed<T> = T extends { t: number } ? Omit<T, "t"> : never;

/** Writes the history as it happens; one line a record, stamped with the driver's monotonic clock. */
export interface Recorder {
  dir: string;
  record(record: Untimed<HistoryRecord>): void;
  close(): Promise<void>;
}

export async function startRecorder(dir: string): Promise<Recorder> {
  await mkdir(dir, { recursive: true });
  const out = createWriteStream(path.join(dir, "history.jsonl"));
  let lines: string[] = [];
  const flush = () => {
    if (lines.length > 0) out.write(lines.join(""));
    lines = [];
  };
  return {
    dir,
    record(record) {
      lines.push(`${JSON.stringify({ ...record, t: Math.round(performance.now() * 1000) / 1000 })}\n`);
      if (lines.length >= 1_000) flush();
    },
    close() {
      flush();
      return new Promise((resolve) => out.end(() => resolve()));
    },
  };
}

export async function writeEvidence(
  dir: string,
  name: "views" | "sql",
  records: readonly (ViewRecord | SqlRecord)[],
): Promise<void> {
  await writeFile(path.join(dir, `${name}.jsonl`), records.map((record) => `${JSON.stringify(record)}\n`).join(""));
}
