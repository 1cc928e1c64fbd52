import pg from "pg";
import { newId, type PersonId, type TenantId } from "@/lib/platform/ids";

/** The last day there is something of; two years of them, so that a year has one before it. */
export const LAST_DAY = "2026-11-20";
export const ZONE = "Europe/Berlin";
const DAYS = 730;

export interface Sizes {
  messages: number;
  conversations: number;
  /** Calls by API keys, beside those of the assistants. */
  calls: number;
}

export interface Company {
  tenantId: TenantId;
  person: PersonId;
}

const PEOPLE = 400;
const ROOMS = 240;

/**
 * Writes a company of two years in SQL: more from month to month, little at weekends, most of it in office hours, a few
 * rooms with most of the messages, as companies are. Deterministic. The marks are left out, as everything is new.
 */
export async function generateCompany(adminUrl: string, sizes: Sizes, say: (line: string) => void): Promise<Company> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  const tenantId = newId<TenantId>();
  const run = async (what: string, text: string) => {
    const startMs = performance.now();
    const { rowCount } = await client.query(text.replaceAll("$tenant", `'${tenantId}'::uuid`));
    say(`${what}: ${rowCount ?? 0} in ${Math.round((performance.now() - startMs) / 1_000)} s`);
  };
  try {
    await client.query("set session_replication_role = replica");
    await client.query("set work_mem = '256MB'");
    await client.query("select setseed(0.42)");
    await client.query(HELPERS);
    await run(
      "people",
      `insert into people (tenant_id, id, name) select $tenant, md5('p' || n)::uuid, 'Person ' || n from generate_series(1, ${PEOPLE}) n`,
    );
    await run("config", `insert into tenant_config (tenant_id, zone) values ($tenant, '${ZONE}')`);
    // Of three rooms one is a channel for all, one a private group, one a talk of two.
    await run(
      "rooms",
      `
      insert into rooms (tenant_id, id, kind, visibility, name, topic, created_by, created_at)
      select $tenant, md5('r' || n)::uuid, case n % 3 when 1 then 'channel' when 2 then 'group' else 'dm' end,
        case n % 3 when 1 then 'public' else 'private' end, 'room ' || n, '', md5('p1')::uuid, '2024-01-01'
      from generate_series(1, ${ROOMS}) n`,
    );
    await run(
      "projects",
      `
      insert into projects (tenant_id, id, name, paused, settings, version, told_version, created_at, updated_at)
      select $tenant, md5('a' || n)::uuid, 'Assistant ' || n, false, '{}', 1, 1, '2024-01-01', '2024-01-01' from generate_series(1, 4) n`,
    );
    await run(
      "keys",
      `
      insert into api_keys (tenant_id, id, name, secret_hash, shown, scopes, limits, created_at, version, told_version)
      select $tenant, md5('k' || n)::uuid, 'Key ' || n, 'k' || n, 'k', '{chat}', '{}', '2024-01-01', 1, 1 from generate_series(1, 25) n`,
    );
    await run(
      "messages",
      `
      insert into messages (tenant_id, room_id, seq, author_id, client_id, body, at, thread_seq, files, version_seq)
      select $tenant, room, row_number() over (partition by room order by at), md5('p' || pg_temp.few(${PEOPLE}))::uuid,
        gen_random_uuid(), 'Something that somebody says to the others in this room about the work of the day, ' || n, at,
        case when random() < 0.12 then 1 end,
        case when random() < 0.03 then '[{"id": "00000000-0000-4000-8000-000000000000", "name": "a", "type": "text/plain", "size": 1}]'::jsonb end, 1
      from (
        select n, pg_temp.moment() as at, md5('r' || pg_temp.few(${ROOMS}))::uuid as room from generate_series(1, ${sizes.messages}) n
      ) said order by at`,
    );
    await run(
      "conversations",
      `
      insert into conversations (tenant_id, id, project_id, visitor_id, anonymous, language, version, state, last_seq, turns,
        preview, ups, downs, created_at, updated_at)
      select $tenant, gen_random_uuid(), md5('a' || pg_temp.few(4))::uuid, gen_random_uuid(), true,
        (array['en', 'de', 'fr', 'es', 'ja', 'pt'])[pg_temp.few(6)], 1, 'archived', turns * 2, turns, 'A question', 0, 0, at, at
      from (select pg_temp.moment() as at, 1 + (random() * random() * 5)::int as turns from generate_series(1, ${sizes.conversations})) c
      order by at`,
    );
    await run(
      "questions and answers",
      `
      insert into conversation_messages (tenant_id, conversation_id, seq, version, turn, role, text, state, data, at)
      select $tenant, c.id, seq, 1, (seq + 1) / 2, case seq % 2 when 1 then 'visitor' else 'assistant' end,
        'What somebody wants to know, or what there is to say about it in a few words.', 'complete',
        case seq % 2 when 1 then '{}'::jsonb else jsonb_build_object(
          'citations', '[]'::jsonb,
          'outcome', (array['answered', 'answered', 'answered', 'answered', 'answered', 'abstained', 'refused'])[1 + floor(random() * 7)::int],
          'vote', case when random() < 0.08 then case when random() < 0.8 then 'up' else 'down' end end,
          'trace', jsonb_build_object('firstTokenMs', pg_temp.took(350), 'totalMs', pg_temp.took(2400), 'confidence', random(),
            'model', 'openai/gpt', 'passages', '[]'::jsonb)) end,
        c.created_at + seq * interval '20 seconds'
      from conversations c cross join lateral generate_series(1, c.last_seq) seq
      where c.tenant_id = $tenant order by c.created_at`,
    );
    await run(
      "model calls of the assistants",
      `
      ${CALL} select ${callOf("c.project_id", "m.at")}
      from conversation_messages m join conversations c on c.tenant_id = m.tenant_id and c.id = m.conversation_id
      where m.tenant_id = $tenant and m.role = 'assistant' order by m.at`,
    );
    await run(
      "model calls of keys",
      `
      ${CALL} select ${callOf("md5('k' || pg_temp.few(25))::uuid", "at")}
      from (select pg_temp.moment() as at from generate_series(1, ${sizes.calls})) c order by at`,
    );
    await run("statistics", "vacuum analyze");
    const { rows } = await client.query<{ person: PersonId }>("select md5('p1')::uuid as person");
    return { tenantId, person: rows[0]?.person ?? newId<PersonId>() };
  } finally {
    await client.end();
  }
}

const HELPERS = `
  -- One of so many, the first by far the most often.
  create function pg_temp.few(many int) returns int language sql volatile as $$
    select least(many, floor(exp(random() * ln(many + 1)))::int) $$;
  -- Log-normal around a median, in milliseconds.
  create function pg_temp.took(median int) returns int language sql volatile as $$
    select (median * exp(0.6 * sqrt(-2 * ln(1 - random())) * cos(2 * pi() * random())))::int $$;
  create function pg_temp.moment() returns timestamptz language plpgsql volatile as $$
  declare
    day date;
  begin
    loop
      day := date '${LAST_DAY}' - (${DAYS - 1} * (1 - sqrt(random())))::int;
      exit when extract(isodow from day) < 6 or random() < 0.15;
    end loop;
    return day::timestamp at time zone '${ZONE}' + interval '13 hours'
      + greatest(-12.9, least(10.9, 2.8 * sqrt(-2 * ln(1 - random())) * cos(2 * pi() * random()))) * interval '1 hour';
  end $$`;

const CALL = `
  insert into usage_events (tenant_id, id, at, key_id, kind, model, provider, "end", prompt_tokens, completion_tokens,
    cached_tokens, reasoning_tokens, estimated, cost, price_version, first_token_ms, total_ms, attempts, route_reason, tags)`;

function callOf(key: string, at: string): string {
  return `$tenant, gen_random_uuid(), ${at}, ${key}, 'chat', 'model-' || pg_temp.few(8), 'provider-' || pg_temp.few(4),
    (array['ok', 'aborted', 'failed'])[case when random() < 0.97 then 1 when random() < 0.6 then 2 else 3 end],
    (random() * 4000)::int, (random() * 800)::int, 0, 0, false, (random() * 20000000)::int, '1', pg_temp.took(300), pg_temp.took(2200), 1, '', '{}'`;
}
