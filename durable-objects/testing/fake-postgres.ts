import { vi } from "vitest";

type Answer = { kind: "ok" } | { kind: "down" } | { kind: "silent" } | { kind: "refused"; code: string };

interface SentRow {
  seq: number;
  type: string;
}

/**
 * Postgres as the outbox sees it: an HTTP endpoint that takes batches. It runs in the tests' own isolate, in place of
 * fetch, and writes down every log row it accepted, in order, with repeats.
 */
export class FakePostgres {
  readonly accepted: number[] = [];
  readonly tries: number[] = [];
  /** What to answer to a batch; by default everything is fine. */
  answer: (rows: readonly SentRow[]) => Answer = () => ({ kind: "ok" });
  private release: (() => void)[] = [];

  constructor() {
    // Never put back: alarms of earlier tests still ring, and must not reach for a network.
    vi.stubGlobal("fetch", (_url: unknown, init: { body: string }) => this.serve(init.body));
  }

  /** Each seq once, in the order first accepted. */
  get log(): number[] {
    return [...new Set(this.accepted)];
  }

  /** Lets calls that were kept waiting fail. */
  wakeUp(): void {
    for (const release of this.release.splice(0)) release();
  }

  private async serve(body: string): Promise<Response> {
    const { queries } = JSON.parse(body) as { queries: { params: unknown[] }[] };
    const rows = rowsOf(queries);
    this.tries.push(rows.length);
    const answer = this.answer(rows);
    if (answer.kind === "silent") await new Promise<void>((resolve) => this.release.push(resolve));
    if (answer.kind === "down" || answer.kind === "silent") return new Response("away", { status: 503 });
    if (answer.kind === "refused") return Response.json({ message: "refused", code: answer.code }, { status: 400 });
    this.accepted.push(...rows.map(({ seq }) => seq));
    return Response.json({
      results: queries.map(() => ({ fields: [], rows: [], command: "SELECT", rowCount: 0, rowAsArray: true })),
    });
  }
}

function rowsOf(queries: readonly { params: unknown[] }[]): SentRow[] {
  for (const { params } of queries) {
    for (const param of params) {
      if (typeof param === "string" && param.startsWith("[{")) return JSON.parse(param) as SentRow[];
    }
  }
  return [];
}
