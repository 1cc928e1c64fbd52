/** The same questions asked of the base tables, in the plain way: each figure by its definition. */
import { sql, type SQL } from "drizzle-orm";
import type { TenantDb } from "@/db/client";
import type { Dimension, ReportId } from "@/lib/reporting/protocol";
import { ZONE } from "./generate";

interface Asked {
  report: ReportId;
  by: Dimension | null;
  from: string;
  until: string;
  before: string;
}

/** Figures of every day, of both periods whole, and of the groups in both. */
export async function askBase(db: TenantDb, { report, by, from, until, before }: Asked): Promise<void> {
  const { rows, figures, key } = BASE[report](db, by);
  const within = (first: string, last: SQL) => sql`
    from (${rows}) f where at >= (${first}::timestamp at time zone ${ZONE}) and at < (${last} at time zone ${ZONE})`;
  const end = sql`(${until}::date + 1)::timestamp`;
  const begin = sql`${from}::timestamp`;
  await db.snapshot((q) => [
    q.execute(sql`select (at at time zone ${ZONE})::date as day, ${figures} ${within(before, end)} group by 1`),
    q.execute(sql`select ${figures} ${within(from, end)}`),
    q.execute(sql`select ${figures} ${within(before, begin)}`),
    ...(by === null
      ? []
      : [
          q.execute(sql`select ${key} as key, ${figures} ${within(from, end)} group by 1`),
          q.execute(sql`select ${key} as key, ${figures} ${within(before, begin)} group by 1`),
        ]),
  ]);
}

type Base = (db: TenantDb, by: Dimension | null) => { rows: SQL; figures: SQL; key: SQL };

const spread = (column: SQL) => sql`
  percentile_disc(array[0.5, 0.95]) within group (order by ${column})`;

const BASE: Record<ReportId, Base> = {
  chat: (db) => ({
    rows: sql`
      select m.at, m.author_id, m.thread_seq, m.files, case when r.kind = 'channel' and r.visibility = 'public' then r.id::text else 'private' end as key
      from messages m join rooms r on r.tenant_id = m.tenant_id and r.id = m.room_id where m.tenant_id = ${db.tenantId}`,
    figures: sql`count(*), count(distinct author_id), count(thread_seq), sum(coalesce(jsonb_array_length(files), 0))`,
    key: sql`key`,
  }),
  assistant: (db, by) => ({
    rows: sql`
      select m.at, c.project_id::text as project, c.language, c.id, m.data->>'outcome' as outcome, m.data->>'vote' as vote,
        (m.data->'trace'->>'firstTokenMs')::int as first_token, (m.data->'trace'->>'totalMs')::int as total
      from conversation_messages m join conversations c on c.tenant_id = m.tenant_id and c.id = m.conversation_id
      where m.tenant_id = ${db.tenantId} and m.role = 'assistant' and m.state = 'complete'`,
    figures: sql`count(*), count(distinct id), count(distinct id) filter (where outcome <> 'answered'),
      count(*) filter (where outcome = 'abstained'), count(*) filter (where vote = 'up'), count(vote),
      ${spread(sql`first_token`)}, ${spread(sql`total`)}`,
    key: by === "language" ? sql`language` : sql`project`,
  }),
  models: (db, by) => ({
    rows: sql`select * from usage_events u where u.tenant_id = ${db.tenantId}`,
    figures: sql`count(*), count(*) filter (where "end" not in ('ok', 'aborted')), sum(prompt_tokens), sum(completion_tokens),
      sum(cost), ${spread(sql`first_token_ms`)}, percentile_disc(array[0.5, 0.95]) within group (order by total_ms) filter (where "end" = 'ok')`,
    key: by === "model" || by === "provider" ? sql.raw(by) : sql`key_id::text`,
  }),
};
