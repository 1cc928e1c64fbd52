import { vi } from "vitest";
import type { FileRow } from "@/db/queries/files";

const COLUMNS = [
  "id",
  "roomId",
  "uploaderId",
  "name",
  "size",
  "type",
  "width",
  "height",
  "state",
  "attachedSeq",
] as const;

/** The `files` table as the file door sees it: one SQL endpoint, in place of fetch, that knows the rows put here. */
export class FakeFiles {
  readonly rows = new Map<string, FileRow>();

  constructor() {
    // Never put back: alarms of earlier tests still ring, and must not reach for a network.
    vi.stubGlobal("fetch", (_url: unknown, init: { body: string }) => this.serve(init.body));
  }

  add(row: Pick<FileRow, "id" | "roomId" | "uploaderId" | "size"> & Partial<FileRow>): void {
    const blank = {
      name: "a.txt",
      type: null,
      width: null,
      height: null,
      state: "pending" as const,
      attachedSeq: null,
    };
    this.rows.set(row.id, { ...blank, ...row });
  }

  private serve(body: string): Response {
    const { queries } = JSON.parse(body) as { queries: { query: string; params: unknown[] }[] };
    return Response.json({ results: queries.map((each) => this.answer(each)) });
  }

  private answer({ query, params }: { query: string; params: unknown[] }): object {
    const row = params.map((param) => this.rows.get(String(param))).find((found) => found !== undefined);
    if (row && query.includes("update files set state = 'ready'") && row.state === "pending") {
      const [type, width, height] = params as [string, number | null, number | null];
      this.rows.set(row.id, { ...row, state: "ready", type, width, height });
    }
    const answered =
      row && query.trimStart().startsWith("select id, room_id") ? [COLUMNS.map((name) => row[name])] : [];
    // 25 is text, 701 a float: as the columns are cast in the query.
    const fields = COLUMNS.map((name) => ({ name, dataTypeID: ["size", "attachedSeq"].includes(name) ? 701 : 25 }));
    const rows = answered.map((cells) => cells.map((cell) => (cell === null ? null : String(cell))));
    return { fields, rows, command: "SELECT", rowCount: rows.length, rowAsArray: true };
  }
}
