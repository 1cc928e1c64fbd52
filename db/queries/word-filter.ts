import { sql } from "drizzle-orm";
import type { AuditEntry } from "@/lib/audit/protocol";
import type { FilterWord, FilterWordView, WordAction, WordList } from "@/lib/moderation/protocol";
import type { PersonId } from "@/lib/platform/ids";
import { audited } from "../audit/statement";
import type { TenantDb } from "../client";

/** The word filter as administrators see it, by what the entries look for. */
export async function listFilterWords(db: TenantDb): Promise<FilterWordView[]> {
  const [result] = await db.run((q) => [
    q.execute<Omit<FilterWordView, "addedAt"> & { added_ms: number }>(sql`
      select id, text, action, (extract(epoch from added_at) * 1000)::float8 as added_ms
      from filter_words where tenant_id = ${db.tenantId} order by ltrim(key, '*'), key`),
  ]);
  return result.rows.map(({ added_ms, ...word }) => ({ ...word, addedAt: added_ms }));
}

/** The list for rooms, when it is a newer one than version `known`; else null. Never changed is version 0. */
export async function readWordList(db: TenantDb, known: number): Promise<WordList | null> {
  const [result] = await db.run((q) => [
    q.execute<{ version: number; words: FilterWord[] }>(sql`
      select words_version::float8 as version, coalesce(
          (select jsonb_agg(jsonb_build_object('text', w.text, 'action', w.action) order by w.key)
             from filter_words w where w.tenant_id = ${db.tenantId}), '[]') as words
      from tenant_settings where tenant_id = ${db.tenantId} and words_version > ${known}`),
  ]);
  return result.rows[0] ?? null;
}

/** Adds an entry unless the list is full or looks for the same already. */
export async function addFilterWord(
  db: TenantDb,
  word: { id: string; text: string; key: string; action: WordAction; addedBy: PersonId },
  wordsMax: number,
  audit: AuditEntry | null = null,
): Promise<"added" | "exists" | "full"> {
  const [, before, added] = await db.run((q) => [
    // Takes the row: of two at once, the second one counts the first one's entry.
    q.execute(nextVersion(db)),
    q.execute<{ count: number; same: boolean }>(sql`
      select count(*)::int as count, coalesce(bool_or(key = ${word.key}), false) as same
      from filter_words where tenant_id = ${db.tenantId}`),
    q.execute(
      audited(
        sql`
      insert into filter_words (tenant_id, id, text, key, action, added_by)
      select ${db.tenantId}, ${word.id}, ${word.text}, ${word.key}, ${word.action}, ${word.addedBy}
      where (select count(*) from filter_words where tenant_id = ${db.tenantId}) < ${wordsMax}
      on conflict do nothing returning id`,
        audit,
      ),
    ),
  ]);
  if (added.rowCount === 1) return "added";
  return before.rows[0]?.same === false ? "full" : "exists";
}

/** Gives an entry another action; false for a foreign or missing id. */
export async function setFilterWordAction(
  db: TenantDb,
  id: string,
  action: WordAction,
  audit: AuditEntry | null = null,
): Promise<boolean> {
  const [, changed] = await db.run((q) => [
    q.execute(nextVersion(db)),
    q.execute(
      audited(
        sql`
      update filter_words set action = ${action} where tenant_id = ${db.tenantId} and id = ${id}::uuid returning text`,
        audit,
        WORD_FACTS,
      ),
    ),
  ]);
  return changed.rowCount === 1;
}

/** Takes an entry off the list; false for a foreign or missing id. */
export async function removeFilterWord(db: TenantDb, id: string, audit: AuditEntry | null = null): Promise<boolean> {
  const [, removed] = await db.run((q) => [
    q.execute(nextVersion(db)),
    q.execute(
      audited(
        sql`delete from filter_words where tenant_id = ${db.tenantId} and id = ${id}::uuid returning text`,
        audit,
        WORD_FACTS,
      ),
    ),
  ]);
  return removed.rowCount === 1;
}

const WORD_FACTS = sql`jsonb_build_object('text', text)`;

/** A version without a change costs the rooms one look; a change without one would never reach them. */
function nextVersion(db: TenantDb) {
  return sql`
    insert into tenant_settings (tenant_id, words_version) values (${db.tenantId}, 1)
    on conflict (tenant_id) do update set words_version = tenant_settings.words_version + 1`;
}
