import { dueAt, type LaterDraft, type LaterView } from "@/lib/later/core/acts";
import type { LaterItem, LaterKind } from "@/lib/later/protocol";

/** `due`: when something has to be done. `pushed`: the version that Postgres has. A row that is `gone` keeps only its id. */
const LATER_SCHEMA = `
CREATE TABLE IF NOT EXISTS later (
  kind TEXT NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL, due INTEGER, gone INTEGER NOT NULL, data TEXT NOT NULL,
  pushed INTEGER NOT NULL DEFAULT 0, changed_at INTEGER NOT NULL, PRIMARY KEY (kind, id)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS later_by_due ON later (due) WHERE due IS NOT NULL;
CREATE INDEX IF NOT EXISTS later_unpushed ON later (version) WHERE pushed < version;
`;

/** How long it is remembered that something was there, so that a late repeat does not bring it back. */
const REMEMBER_GONE_MS = 30 * 86_400_000;
const GONE_LOOKED_AT = 200;

/** A change on its way to Postgres. */
export interface LaterChange {
  kind: LaterKind;
  id: string;
  version: number;
  gone: boolean;
  /** The item; empty when it is gone. */
  data: Record<string, unknown>;
}

interface Row extends Record<string, SqlStorageValue> {
  kind: LaterKind;
  id: string;
  version: number;
  gone: number;
  data: string;
}

/** The rows of what one person keeps for later. Every change takes the next version of one counter. */
export class LaterStore implements LaterView {
  private readonly sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.sql = sql;
    sql.exec(LATER_SCHEMA);
  }

  all(): LaterItem[] {
    return this.read("SELECT * FROM later WHERE gone = 0 ORDER BY version");
  }

  find<K extends LaterKind>(kind: K, id: string): Extract<LaterItem, { kind: K }> | null {
    const [item] = this.read("SELECT * FROM later WHERE kind = ? AND id = ? AND gone = 0", kind, id);
    return (item as Extract<LaterItem, { kind: K }> | undefined) ?? null;
  }

  wasThere(kind: LaterKind, id: string): boolean {
    return this.sql.exec("SELECT 1 FROM later WHERE kind = ? AND id = ? AND gone = 1", kind, id).toArray().length > 0;
  }

  count(kind: LaterKind): number {
    return this.sql.exec<{ n: number }>("SELECT count(*) AS n FROM later WHERE kind = ? AND gone = 0", kind).one().n;
  }

  /** The newest version given so far. */
  get version(): number {
    return this.sql.exec<{ top: number | null }>("SELECT max(version) AS top FROM later").one().top ?? 0;
  }

  put(draft: LaterDraft, now: number): LaterItem {
    const item = { ...draft, version: this.version + 1 } as LaterItem;
    this.write(item.kind, item.id, item.version, dueAt(item), 0, JSON.stringify(item), now);
    return item;
  }

  /** Takes an item out and answers the version of its being gone. */
  drop(kind: LaterKind, id: string, now: number): number {
    const version = this.version + 1;
    this.write(kind, id, version, null, 1, "{}", now);
    return version;
  }

  /** The next moment something is due; null: nothing is. */
  nextDue(): number | null {
    return this.sql.exec<{ due: number | null }>("SELECT min(due) AS due FROM later").one().due;
  }

  /** What is due, longest first. */
  due(now: number, limit: number): LaterItem[] {
    return this.read("SELECT * FROM later WHERE due IS NOT NULL AND due <= ? ORDER BY due LIMIT ?", now, limit);
  }

  unpushed(limit: number): LaterChange[] {
    return this.sql
      .exec<Row>("SELECT * FROM later WHERE pushed < version ORDER BY version LIMIT ?", limit)
      .toArray()
      .map(({ kind, id, version, gone, data }) => ({
        kind,
        id,
        version,
        gone: gone === 1,
        data: JSON.parse(data) as Record<string, unknown>,
      }));
  }

  /** Postgres has these; one that changed meanwhile stays unpushed. Old memories of what is gone go with it. */
  markPushed(changes: readonly LaterChange[], now: number): void {
    const pushed = JSON.stringify(changes.map(({ kind, id, version }) => [kind, id, version]));
    this.sql.exec(
      `UPDATE later SET pushed = max(pushed, j.version)
         FROM (SELECT json_extract(value, '$[0]') AS kind, json_extract(value, '$[1]') AS id, json_extract(value, '$[2]') AS version
               FROM json_each(?)) AS j
        WHERE later.kind = j.kind AND later.id = j.id`,
      pushed,
    );
    // The newest row stays: the counter is read from it.
    this.sql.exec(
      `DELETE FROM later WHERE (kind, id) IN (
         SELECT kind, id FROM later WHERE gone = 1 AND pushed = version AND changed_at < ? AND version < ? LIMIT ?)`,
      now - REMEMBER_GONE_MS,
      this.version,
      GONE_LOOKED_AT,
    );
  }

  private write(
    kind: LaterKind,
    id: string,
    version: number,
    due: number | null,
    gone: 0 | 1,
    data: string,
    now: number,
  ): void {
    this.sql.exec(
      `INSERT INTO later (kind, id, version, due, gone, data, changed_at) VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (kind, id) DO UPDATE SET version = excluded.version, due = excluded.due, gone = excluded.gone,
         data = excluded.data, changed_at = excluded.changed_at`,
      kind,
      id,
      version,
      due,
      gone,
      data,
      now,
    );
  }

  private read(query: string, ...values: SqlStorageValue[]): LaterItem[] {
    return this.sql
      .exec<Row>(query, ...values)
      .toArray()
      .map(({ data }) => JSON.parse(data) as LaterItem);
  }
}
