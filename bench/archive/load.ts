import pg from "pg";
import { fillSearch } from "@/db/search/fill";
import { newId, type PersonId, type RoomId, type TenantId } from "@/lib/platform/ids";
import { CORPUS_SEED, corpusOf, type Corpus } from "./corpus";
import { randomOf } from "./random";

const PEOPLE = 400;
const ROOMS = 240;
const BATCH = 5_000;
const TEN_YEARS_MS = 10 * 365 * 86_400_000;
const BORN_MS = Date.UTC(2016, 0, 1);
/** A reply hangs under one of so many newest messages of its room. */
const ROOTS_KEPT = 30;

export interface LoadedRoom {
  id: RoomId;
  members: PersonId[];
  /** Were in the room, and are not any more: they may not read what they wrote there themselves. */
  former: PersonId[];
  messages: number;
}

/** A company that has talked for ten years. */
export interface LoadedTenant {
  id: TenantId;
  people: PersonId[];
  rooms: LoadedRoom[];
}

export interface Loaded {
  tenant: LoadedTenant;
  other: LoadedTenant;
}

/**
 * Fills an empty, migrated database with so many messages; one in twenty is another tenant's. Rooms differ in size as
 * they do in life, time goes on through all of them together, and everybody is in a third of the rooms. One message in
 * twelve is a reply in a thread, one in fifteen has reactions, one in forty a file. The search rows are written by
 * what fills them when an older installation is brought up to date.
 */
export async function loadMessages(adminUrl: string, count: number, say: (line: string) => void): Promise<Loaded> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  const corpus = corpusOf(CORPUS_SEED);
  try {
    // A bulk load: foreign keys are true by construction, and the index of grams is built once at the end.
    await client.query("set session_replication_role = replica");
    await client.query("set maintenance_work_mem = '512MB'");
    await client.query("drop index message_search_grams_idx");
    const tenant = await loadTenant(client, "large", count - Math.floor(count / 20), corpus, say);
    const other = await loadTenant(client, "other", Math.floor(count / 20), corpus, say);
    await client.query("comment on table message_search is null");
    let filled = 0;
    await fillSearch(client, (written) => {
      const before = Math.floor(filled / 100_000);
      filled += written;
      if (Math.floor(filled / 100_000) > before) say(`${filled} search rows`);
    });
    // As they lie when they were written one by one: the filler goes room by room.
    await client.query("cluster message_search using message_search_recent_idx");
    await client.query("create index message_search_grams_idx on message_search using gin (grams)");
    await client.query("vacuum analyze");
    return { tenant, other };
  } finally {
    await client.end();
  }
}

async function loadTenant(
  client: pg.Client,
  name: string,
  count: number,
  corpus: Corpus,
  say: (line: string) => void,
): Promise<LoadedTenant> {
  const random = randomOf(count);
  const tenant = newId<TenantId>();
  const people = Array.from({ length: PEOPLE }, () => newId<PersonId>());
  const rooms = Array.from({ length: ROOMS }, (): LoadedRoom => {
    const members = people.filter(() => random.next() < 0.35);
    const former = people.filter((person) => !members.includes(person) && random.next() < 0.05);
    return { id: newId<RoomId>(), members: members.length > 0 ? members : people.slice(0, 1), former, messages: 0 };
  });
  await client.query("insert into auth.organization (id, name, slug, created_at) values ($1, $2, $2, now())", [
    tenant,
    name,
  ]);
  await client.query(
    `insert into people (tenant_id, id, name) select $1, p, 'Person ' || nth from unnest($2::uuid[]) with ordinality as p(p, nth)`,
    [tenant, people],
  );
  await client.query(
    `insert into rooms (tenant_id, id, kind, visibility, name, topic, created_by, created_at)
     select $1, r, 'channel', 'private', 'room ' || nth, '', $3, now() from unnest($2::uuid[]) with ordinality as r(r, nth)`,
    [tenant, rooms.map(({ id }) => id), people[0]],
  );
  for (const room of rooms)
    await client.query(
      `insert into room_members (tenant_id, room_id, person_id, role, active, version_seq, joined_at)
       select $1, $2, m.person, 'member', m.active, 1, now() from (
         select unnest($3::uuid[]) as person, true as active union all select unnest($4::uuid[]), false
       ) m`,
      [tenant, room.id, room.members, room.former],
    );
  const roots = new Map<LoadedRoom, number[]>();
  for (let done = 0; done < count; done += BATCH) {
    const rows = Array.from({ length: Math.min(BATCH, count - done) }, (_, nth) => {
      const room = rooms[random.zipf(ROOMS)] ?? rooms[0];
      if (!room) throw new Error("There is no room.");
      room.messages++;
      const recent = roots.get(room) ?? [];
      const thread = recent.length > 0 && random.next() < 1 / 12 ? random.pick(recent) : null;
      if (thread === null) roots.set(room, [...recent, room.messages].slice(-ROOTS_KEPT));
      return {
        room: room.id,
        seq: room.messages,
        author: random.pick(random.next() < 0.9 || room.former.length === 0 ? room.members : room.former),
        client: newId(),
        at: new Date(BORN_MS + Math.floor(((done + nth) / count) * TEN_YEARS_MS)).toISOString(),
        body: corpus.message(),
        thread,
        files:
          random.next() < 1 / 40 ? [{ id: newId(), name: "notes.pdf", type: "application/pdf", size: 12_345 }] : null,
        reactor: random.next() < 1 / 15 ? random.pick(room.members) : null,
      };
    });
    await client.query(INSERT, [tenant, JSON.stringify(rows)]);
    if ((done / BATCH) % 20 === 19) say(`${done + BATCH} messages of ${name}`);
  }
  await client.query(
    `update rooms r set head_seq = c.messages, message_count = c.messages from unnest($2::uuid[], $3::bigint[]) as c(id, messages)
     where r.tenant_id = $1 and r.id = c.id`,
    [tenant, rooms.map(({ id }) => id), rooms.map(({ messages }) => messages)],
  );
  return { id: tenant, people, rooms };
}

const INSERT = `
  with m as materialized (
    select * from jsonb_to_recordset($2::jsonb) as m(room uuid, seq bigint, author uuid, client uuid, at timestamptz, body text, thread bigint, files jsonb, reactor uuid)
  ), logged as (
    insert into room_events (tenant_id, room_id, seq, type, author_id, client_id, root_seq, at, data)
    select $1, room, seq, 'message.created', author, client, thread, at, jsonb_build_object('body', body, 'thread', thread, 'files', coalesce(files, '[]'))
    from m
  ), reacted as (
    insert into message_reactions (tenant_id, room_id, seq, emoji, person_id, active, at_seq, since_seq)
    select $1, room, seq, '👍', reactor, true, seq, seq from m where reactor is not null
  )
  insert into messages (tenant_id, room_id, seq, author_id, client_id, body, at, thread_seq, files, version_seq)
  select $1, room, seq, author, client, body, at, thread, files, seq from m`;
