import { sql } from "drizzle-orm";

const ofResults = (what: string) =>
  sql`(select ${sql.raw(what)} from evaluation_results e where e.tenant_id = r.tenant_id and e.run_id = r.id)`;

/** A run `r` and what its results add up to. */
export const RUN = sql`
  r.id, r.state, r.fault, r.model, r.prompt_number as "promptNumber", r.house_number as "houseNumber",
  r.budget::float8 as budget, round(extract(epoch from r.created_at) * 1000)::float8 as "createdAt",
  round(extract(epoch from r.ended_at) * 1000)::float8 as "endedAt",
  (select name from people p where p.tenant_id = r.tenant_id and p.id = r.created_by) as author,
  ${ofResults("count(*)::int")} as total,
  ${ofResults("(count(*) filter (where e.verdict = 'pass'))::int")} as passed,
  ${ofResults("(count(*) filter (where e.verdict = 'fail'))::int")} as failed,
  ${ofResults("(count(*) filter (where e.verdict = 'error'))::int")} as errors,
  ${ofResults("coalesce(sum(e.prompt_tokens), 0)::float8")} as "promptTokens",
  ${ofResults("coalesce(sum(e.completion_tokens), 0)::float8")} as "completionTokens",
  ${ofResults("coalesce(sum(e.cost), 0)::float8")} as cost`;
