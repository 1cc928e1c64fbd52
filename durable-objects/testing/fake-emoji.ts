import { vi } from "vitest";

/** The `custom_emoji` table as the door for bytes sees it: one SQL endpoint, in place of fetch. */
export class FakeEmoji {
  readonly added: { id: string; name: string; type: string; width: number; height: number }[] = [];
  private readonly authors = new Map<string, string>();
  /** A name that somebody else has. */
  refuse: string | null = null;

  constructor() {
    // Never put back: alarms of earlier tests still ring, and must not reach for a network.
    vi.stubGlobal("fetch", (_url: unknown, init: { body: string }) => this.serve(init.body));
  }

  private serve(body: string): Response {
    const { queries } = JSON.parse(body) as { queries: { query: string; params: unknown[] }[] };
    return Response.json({ results: queries.map((each) => this.answer(each)) });
  }

  private answer({ query, params }: { query: string; params: unknown[] }): object {
    if (query.includes("insert into custom_emoji")) this.insert(params.map(String));
    const rows = query.includes("union all") ? this.rowsFor(params.map(String)) : [];
    // 25 is text, 701 a float: as the columns are cast in the query.
    const names = ["id", "name", "author", "at", "total"];
    const fields = names.map((name, at) => ({ name, dataTypeID: at > 2 ? 701 : 25 }));
    return { fields, rows, command: "SELECT", rowCount: rows.length, rowAsArray: true };
  }

  private insert([, id = "", name = "", author = "", type = "", , width, height]: string[]): void {
    if (name === this.refuse || this.added.some((row) => row.id === id)) return;
    this.added.push({ id, name, type, width: Number(width), height: Number(height) });
    this.authors.set(id, author);
  }

  private rowsFor(params: string[]): (string | null)[][] {
    const total = String(this.added.length);
    const found = this.added
      .filter(({ id }) => params.includes(id))
      .map(({ id, name }) => [id, name, this.authors.get(id) ?? "", "1", total]);
    const taken = this.refuse === null ? [] : [["another", this.refuse, "somebody", "1", total]];
    return [...found, ...taken, [null, null, null, null, total]];
  }
}
