import type { PersonId } from "@/lib/platform/ids";
import type { TenantRole } from "@/lib/rooms/protocol";

/**
 * What members are in the tenant, as far as the room was told: by the ticket of each socket, and by the tenant when a
 * role changes. Kept in storage, so that a right that was taken stays taken through sleep. The later word counts: a
 * ticket from before a change never brings the old role back.
 */
export class TenantRoles {
  private readonly sql: SqlStorage;
  private readonly held = new Map<PersonId, { role: TenantRole; at: number }>();

  constructor(sql: SqlStorage) {
    this.sql = sql;
    // Rooms born before roles were kept get the table when they wake.
    sql.exec(
      "CREATE TABLE IF NOT EXISTS tenant_roles (person TEXT PRIMARY KEY, role TEXT NOT NULL, at INTEGER NOT NULL) WITHOUT ROWID",
    );
    for (const { person, role, at } of sql.exec<{ person: string; role: string; at: number }>(
      "SELECT person, role, at FROM tenant_roles",
    )) {
      this.held.set(person as PersonId, { role: role as TenantRole, at });
    }
  }

  /** The person's role; nothing more than a guest's while nobody said. */
  of(person: PersonId): TenantRole {
    return this.held.get(person)?.role ?? "guest";
  }

  /** Takes the role somebody had at `at`. True when the person's role is another one now. */
  learn(person: PersonId, role: TenantRole, at: number): boolean {
    const before = this.held.get(person);
    if (before && before.at > at) return false;
    this.held.set(person, { role, at });
    this.sql.exec(
      "INSERT INTO tenant_roles (person, role, at) VALUES (?, ?, ?) ON CONFLICT (person) DO UPDATE SET role = excluded.role, at = excluded.at",
      person,
      role,
      at,
    );
    return role !== (before?.role ?? "guest");
  }
}
