import type { PersonId, TenantId } from "@/lib/platform/ids";
import { INBOX_SCHEMA } from "./schema";

/** Whose inbox this is, and the small facts it keeps. An inbox nobody ever reached writes nothing. */
export class Own {
  readonly tenantId: TenantId;
  readonly person: PersonId;
  private readonly sql: SqlStorage;

  /** The owner, or null while unborn. */
  static find(sql: SqlStorage): Own | null {
    const born = sql.exec("SELECT 1 FROM sqlite_master WHERE name = 'meta'").toArray().length > 0;
    return born ? new Own(sql) : null;
  }

  /** Writes the owner at the first call. */
  static bear(sql: SqlStorage, tenantId: TenantId, person: PersonId): Own {
    sql.exec(INBOX_SCHEMA);
    sql.exec("INSERT INTO meta (key, value) VALUES ('tenant', ?), ('person', ?)", tenantId, person);
    return new Own(sql);
  }

  private constructor(sql: SqlStorage) {
    this.sql = sql;
    this.tenantId = this.get("tenant") as TenantId;
    this.person = this.get("person") as PersonId;
  }

  get(key: string): SqlStorageValue | null {
    return (
      this.sql.exec<{ value: SqlStorageValue }>("SELECT value FROM meta WHERE key = ?", key).toArray()[0]?.value ?? null
    );
  }

  /** Stores a fact, or forgets it when null. */
  set(key: string, value: string | number | null): void {
    if (value === null) this.sql.exec("DELETE FROM meta WHERE key = ?", key);
    else
      this.sql.exec(
        "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        key,
        value,
      );
  }
}
