import type { PersonId, TenantId } from "@/lib/platform/ids";
import type { TenantRole } from "@/lib/rooms/protocol";
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

  /** The owner's role in the tenant as last heard. */
  get tenantRole(): TenantRole {
    return (this.get("role") as TenantRole | null) ?? "guest";
  }

  /** Takes the role the owner had at `at`; an earlier word gives way to a later one. True when it is another one now. */
  learnRole(role: TenantRole, at: number): boolean {
    const before = this.get("role");
    if (at < Number(this.get("role_at") ?? -1)) return false;
    this.set("role", role);
    this.set("role_at", at);
    return role !== before;
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
