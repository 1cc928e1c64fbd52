/** Looks for secrets wherever an installation may have left them. What it finds is told by place, never by the secret. */
import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, relative } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type pg from "pg";

const PIECE_CHARS = 10;

/** Finds any of some secrets, whole or by a piece of twenty characters, plain or encoded. */
export class SecretSearch {
  /** Where something was found. */
  readonly hits: string[] = [];
  /** How many bytes were looked at. */
  bytes = 0;
  private readonly needles: Buffer[];

  constructor(secrets: readonly string[]) {
    this.needles = secrets.flatMap(needlesOf);
  }

  look(place: string, content: Uint8Array | string): void {
    const bytes = Buffer.from(content as string);
    this.bytes += bytes.length;
    if (this.needles.some((needle) => bytes.includes(needle))) this.hits.push(place);
  }

  /** Every file below a folder, and every row of the SQLite databases among them. */
  lookAtFolder(folder: string): number {
    let files = 0;
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const path = join(entry.parentPath, entry.name);
      // One that was removed since it was listed holds nothing any more.
      if (!existsSync(path)) continue;
      files++;
      this.look(relative(folder, path), readFileSync(path));
      if (path.endsWith(".sqlite")) this.lookAtSqlite(path, relative(folder, path));
    }
    return files;
  }

  /** Every row of every table, as text. For the owner of the tables: row-level security is off while it looks, for it alone. */
  async lookAtPostgres(client: pg.Client): Promise<number> {
    const { rows: tables } = await client.query<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables
       where schemaname not in ('pg_catalog', 'information_schema')`,
    );
    for (const { name } of tables) {
      await client.query("begin");
      try {
        await client.query(`alter table ${name} no force row level security`);
        const { rows } = await client.query<{ row: string }>(`select t::text as row from ${name} as t`);
        for (const { row } of rows) this.look(`table ${name}`, row);
      } finally {
        await client.query("rollback");
      }
    }
    return tables.length;
  }

  /** From a copy, with what is not yet in the file itself: the runtime has the file open. */
  private lookAtSqlite(path: string, place: string): void {
    const folder = mkdtempSync(join(tmpdir(), "parlor-search-"));
    try {
      const copy = join(folder, basename(path));
      for (const end of ["", "-wal"]) if (existsSync(path + end)) copyFileSync(path + end, copy + end);
      const database = new DatabaseSync(copy);
      const tables = database.prepare("select name from sqlite_master where type = 'table'").all();
      for (const table of tables) {
        const name = String(table.name);
        const rows = database.prepare(`select * from "${name.replaceAll('"', '""')}"`);
        rows.setReadBigInts(true);
        for (const row of rows.iterate())
          for (const value of Object.values(row))
            if (typeof value === "string" || value instanceof Uint8Array) this.look(`${place}, ${name}`, value);
      }
      database.close();
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}

function needlesOf(secret: string): Buffer[] {
  const pieces = Array.from({ length: Math.floor(secret.length / PIECE_CHARS) }, (_, at) =>
    secret.slice(at * PIECE_CHARS, (at + 1) * PIECE_CHARS),
  );
  // Base64 has three spellings of a text, after where it begins.
  const base64 = [0, 1, 2].map((skipped) => {
    const inner = secret.slice((3 - skipped) % 3);
    return Buffer.from(inner.slice(0, inner.length - (inner.length % 3))).toString("base64");
  });
  const spellings = [...pieces, ...base64, Buffer.from(secret).toString("hex"), encodeURIComponent(secret)];
  return [...spellings.map((text) => Buffer.from(text)), Buffer.from(secret, "utf16le")];
}
