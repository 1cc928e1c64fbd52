import { sql, type SQL } from "drizzle-orm";
import { PRIVATE_ROOMS } from "@/lib/reporting/protocol";
import { isGone, rowsOfDay, wantedDays, type DaysPlan } from "./days";

/** Of a row of `report_chat_people`. */
const PLACES = sql.raw("512");

/** Figures of what people said on these days, from the messages themselves. */
export function computeChatDays(plan: DaysPlan): SQL[] {
  const { tenant, days } = plan;
  const gone = (table: string) => sql`
    delete from ${sql.identifier(table)} where tenant_id = ${tenant} and by in ('', 'room') and ${isGone(plan)}`;
  if (days.length === 0) return [];
  return [
    gone("report_chat_days"),
    gone("report_chat_people"),
    sql`
    with said as materialized (
      select d.day, case when o.kind = 'channel' and o.visibility = 'public' then o.id::text else ${PRIVATE_ROOMS} end as key,
        m.author_id, m.thread_seq is not null as is_reply,
        case when jsonb_typeof(m.files) = 'array' then jsonb_array_length(m.files) else 0 end as files
      from ${wantedDays(plan)} d
      cross join ${rowsOfDay(plan, "messages", "at")} m
      join rooms o on o.tenant_id = m.tenant_id and o.id = m.room_id
    ), known as (
      select person_id, place from report_people where tenant_id = ${tenant}
    ), added as (
      insert into report_people (tenant_id, person_id, place)
      select ${tenant}, a.author_id,
        (select coalesce(max(place), -1) from known) + row_number() over (order by a.author_id)
      from (select distinct author_id from said) a
      where not exists (select from known where known.person_id = a.author_id)
      returning person_id, place
    ), places as (
      select * from known union all select * from added
    ), bits as (
      insert into report_chat_people (tenant_id, by, day, until, key, chunk, bits)
      select ${tenant}, case when grouping(s.key) = 1 then '' else 'room' end, s.day, s.day, coalesce(s.key, ''), s.chunk,
        bit_or(set_bit(0::bit(${PLACES}), s.place % ${PLACES}, 1))
      from (
        select distinct said.day, said.key, p.place, p.place / ${PLACES} as chunk
        from said join places p on p.person_id = said.author_id
      ) s
      group by grouping sets ((s.day, s.chunk), (s.day, s.chunk, s.key))
    )
    insert into report_chat_days (tenant_id, by, day, until, key, messages, people, replies, files)
    select ${tenant}, case when grouping(key) = 1 then '' else 'room' end, day, day, coalesce(key, ''), count(*),
      count(distinct author_id), count(*) filter (where is_reply), sum(files)
    from said group by grouping sets ((day), (day, key))`,
  ];
}
