import { vi } from "vitest";
import type { LedgerRow } from "@/lib/quotas/core/ledger";

type Answer = { kind: "ok" } | { kind: "down" } | { kind: "lost" } | { kind: "refused"; code: string };

/** Postgres as a Meter's outbox sees it, in place of fetch: it keeps usage rows by their id and counts every arrival. */
export class FakeLedger {
  readonly rows = new Map<string, LedgerRow>();
  /** Rows that arrived and were new. */
  arrivals = 0;
  /** Last use of keys, as told. */
  readonly touches: { id: string; at: number }[] = [];
  /** `lost`: the rows are written and the answer is not heard. */
  answer: (rows: readonly LedgerRow[]) => Answer = () => ({ kind: "ok" });

  constructor() {
    // Never put back: alarms of earlier tests still ring, and must not reach for a network.
    vi.stubGlobal("fetch", (_url: unknown, init: { body: string }) => this.serve(init.body));
  }

  private async serve(body: string): Promise<Response> {
    const { queries } = JSON.parse(body) as { queries: { query: string; params: unknown[] }[] };
    const list = queries.flatMap(({ params }) => params).find((p) => typeof p === "string" && p.startsWith("[{"));
    const isUsage = queries.some(({ query }) => query.includes("usage_events"));
    const rows = typeof list === "string" ? (JSON.parse(list) as LedgerRow[]) : [];
    const answer: Answer = isUsage ? this.answer(rows) : { kind: "ok" };
    if (answer.kind === "down") return new Response("away", { status: 503 });
    if (answer.kind === "refused") return Response.json({ message: "refused", code: answer.code }, { status: 400 });
    if (isUsage) this.keep(rows);
    else this.touches.push(...rows);
    if (answer.kind === "lost") return new Response("away", { status: 503 });
    return Response.json({
      results: queries.map(() => ({ fields: [], rows: [], command: "SELECT", rowCount: 0, rowAsArray: true })),
    });
  }

  private keep(rows: readonly LedgerRow[]): void {
    for (const row of rows) {
      if (!this.rows.has(row.id)) this.arrivals++;
      // As the statement does: what is there stays.
      else continue;
      this.rows.set(row.id, row);
    }
  }
}
