import { sql } from "drizzle-orm";
import type { AuditEntry } from "@/lib/audit/protocol";
import type { PersonId } from "@/lib/platform/ids";
import { audited } from "../audit/statement";
import type { TenantDb } from "../client";

/** An emoji of the tenant as everybody may know it. */
export interface EmojiRow {
  id: string;
  name: string;
  author: PersonId;
  at: number;
}

export interface NewEmoji {
  id: string;
  name: string;
  author: PersonId;
  type: string;
  size: number;
  width: number;
  height: number;
}

const COLUMNS = sql`id, name, author_id as author, (extract(epoch from created_at) * 1000)::float8 as at`;

/** Every emoji of the tenant, by name. */
export async function listEmoji(db: TenantDb): Promise<EmojiRow[]> {
  const [rows] = await db.run((q) => [
    q.execute<EmojiRow & Record<string, unknown>>(sql`
      select ${COLUMNS} from custom_emoji where tenant_id = ${db.tenantId}::uuid order by name collate "C"`),
  ]);
  return rows.rows;
}

/** One emoji and what its bytes are; null when there is none. */
export async function findEmoji(db: TenantDb, id: string): Promise<(EmojiRow & { type: string }) | null> {
  const [rows] = await db.run((q) => [
    q.execute<EmojiRow & { type: string } & Record<string, unknown>>(sql`
      select ${COLUMNS}, type from custom_emoji where tenant_id = ${db.tenantId}::uuid and id = ${id}::uuid`),
  ]);
  return rows.rows[0] ?? null;
}

export type InsertedEmoji = { status: "done"; emoji: EmojiRow } | { status: "taken" | "full" | "gone" };

/**
 * Makes an emoji, once for each id. One of a tenant after the other, so that many at a time cannot pass `max` together.
 * `gone`: its author is no person of the tenant any more, or a guest by now.
 */
export async function insertEmoji(db: TenantDb, emoji: NewEmoji, max: number): Promise<InsertedEmoji> {
  const tenant = sql`${db.tenantId}::uuid`;
  const [, , facts] = await db.run((q) => [
    q.execute(sql`select pg_advisory_xact_lock(hashtextextended('emoji:' || ${db.tenantId}::text, 0))`),
    q.execute(sql`
      insert into custom_emoji (tenant_id, id, name, author_id, type, size, width, height)
      select ${tenant}, ${emoji.id}::uuid, ${emoji.name}, ${emoji.author}::uuid, ${emoji.type}, ${emoji.size}::int,
        ${emoji.width}::int, ${emoji.height}::int
      where (select count(*) from custom_emoji where tenant_id = ${tenant}) < ${max}::int
        and exists (select from people where tenant_id = ${tenant} and id = ${emoji.author}::uuid
          and deactivated_at is null and role <> 'guest')
      on conflict do nothing`),
    q.execute<EmojiRow & { total: number } & Record<string, unknown>>(sql`
      select ${COLUMNS}, (select count(*)::float8 from custom_emoji where tenant_id = ${tenant}) as total
      from custom_emoji where tenant_id = ${tenant} and (id = ${emoji.id}::uuid or name = ${emoji.name})
      union all
      select null, null, null, null, count(*)::float8 from custom_emoji where tenant_id = ${tenant}`),
  ]);
  const made = facts.rows.find(({ id }) => id === emoji.id);
  if (made) return { status: "done", emoji: { id: made.id, name: made.name, author: made.author, at: made.at } };
  if (facts.rows.some(({ name }) => name === emoji.name)) return { status: "taken" };
  return { status: (facts.rows[0]?.total ?? 0) >= max ? "full" : "gone" };
}

/** Forgets an emoji whose bytes are gone. Nothing happens when it is gone already. */
export async function removeEmoji(db: TenantDb, id: string, audit: AuditEntry | null = null): Promise<void> {
  await db.run((q) => [
    q.execute(
      audited(
        sql`delete from custom_emoji where tenant_id = ${db.tenantId}::uuid and id = ${id}::uuid returning name`,
        audit,
        sql`jsonb_build_object('name', name)`,
      ),
    ),
  ]);
}
