import { sql, type SQL } from "drizzle-orm";
import type { PersonId, RoomId, TenantId } from "@/lib/platform/ids";
import { gramsOfTerm } from "@/lib/search/core/matches";
import { kindOf } from "@/lib/search/core/grams";
import type { Has, Term } from "@/lib/search/core/parse-query";
import { MARK, markOf } from "./marks";

/** A place in the list of hits, newest first. */
export interface HitKey {
  atMs: number;
  room: RoomId;
  seq: number;
}

/** What to look for, with every name and day resolved. */
export interface SearchWish {
  terms: readonly Term[];
  not: readonly Term[];
  /** Null: every room the asker is in. */
  rooms: readonly RoomId[] | null;
  authors: readonly PersonId[] | null;
  fromMs: number | null;
  /** Exclusive. */
  toMs: number | null;
  has: readonly Has[];
  isThread: boolean;
  /** Only what comes after this in the list. */
  after: HitKey | null;
}

/** Of a long text some grams are enough: each has a list to read, and what slips through is compared anyway. */
const GRAMS_MAX = 8;

/** The grams that every hit has. `selective`: there is more in them than the tenant. */
export function gramsOfWish(tenant: TenantId, wish: SearchWish): { grams: number[]; selective: boolean } {
  const { terms, rooms, authors, has, isThread } = wish;
  const text = [...new Set(terms.flatMap(gramsOfTerm))];
  const every = Math.max(1, Math.ceil(text.length / GRAMS_MAX));
  const grams = [
    ...text.filter((_, nth) => nth % every === 0),
    ...(rooms?.length === 1 ? rooms.map((room) => markOf("room", room)) : []),
    ...(authors?.length === 1 ? authors.map((author) => markOf("author", author)) : []),
    ...(has.includes("link") ? [MARK.link] : []),
    ...(has.includes("file") ? [MARK.file] : []),
    ...(isThread ? [MARK.thread] : []),
  ];
  return { grams: [markOf("tenant", tenant), ...grams], selective: grams.length > 0 };
}

/** When a message was sent, and that it stands further down the list. `s` has `at`, `room_id` and `seq`. */
export function rangeOf(wish: SearchWish, s: SQL): SQL {
  const { fromMs, toMs, after } = wish;
  const conditions = [
    fromMs === null ? null : sql`${s}.at >= ${momentOf(fromMs)}`,
    toMs === null ? null : sql`${s}.at < ${momentOf(toMs)}`,
    after === null
      ? null
      : sql`(${s}.at, ${s}.room_id, ${s}.seq) < (${momentOf(after.atMs)}, ${after.room}::uuid, ${after.seq}::bigint)`,
  ];
  return sql.join(
    conditions.filter((one) => one !== null).map((one) => sql` and ${one}`),
    sql``,
  );
}

/** Everything else: text, author, what a message has. `s` is a row of message_search. */
export function contentOf(tenant: TenantId, wish: SearchWish): SQL {
  const { terms, not, authors, has, isThread } = wish;
  const marks = [
    has.includes("link") ? MARK.link : null,
    has.includes("file") ? MARK.file : null,
    isThread ? MARK.thread : null,
  ].filter((mark) => mark !== null);
  const conditions = [
    authors === null ? null : sql`s.author_id = any(${sql.param([...authors])}::uuid[])`,
    ...terms.map(holds),
    ...not.map((term) => sql`not (${holds(term)})`),
    ...marks.map((mark) => sql`${mark}::int = any(s.grams)`),
    has.includes("reaction")
      ? sql`exists (select from message_reactions r where r.tenant_id = ${tenant}::uuid and r.room_id = s.room_id and r.seq = s.seq and r.active)`
      : null,
    has.includes("pin")
      ? sql`coalesce((
          select (p.data->>'on')::boolean from room_events p
          where p.tenant_id = ${tenant}::uuid and p.room_id = s.room_id and p.target_seq = s.seq and p.type = 'message.pinned'
          order by p.seq desc limit 1
        ), false)`
      : null,
  ];
  return sql.join(
    conditions.filter((one) => one !== null).map((one) => sql` and ${one}`),
    sql``,
  );
}

/** The same as `placesOf` in lib/search/core/matches.ts: the edge of a word is where letters meet something else. */
function holds({ text, match }: Term): SQL {
  const anywhere = sql`s.text like ${`%${text.replaceAll(/[\\%_]/g, "\\$&")}%`}`;
  const points = Array.from(text, (char) => kindOf(char.codePointAt(0) ?? 0));
  const starts = match !== "anywhere" && points[0] === "word";
  const ends = match === "words" && points.at(-1) === "word";
  if (!starts && !ends) return anywhere;
  const literal = text.replaceAll(/[\\^$.|?*+()[\]{}-]/g, "\\$&");
  const pattern = `${starts ? `(^|${EDGE})` : ""}${literal}${ends ? `(${EDGE}|$)` : ""}`;
  return sql`(${anywhere} and s.text ~ ${pattern})`;
}

/** No letter or digit, or a sign of a script without spaces. */
const EDGE =
  "[^[:alnum:]]|[\\u0e00-\\u0fff\\u1000-\\u109f\\u1100-\\u11ff\\u1780-\\u17ff\\u3005-\\u3007\\u3040-\\u31ff\\u3400-\\u9fff\\uac00-\\ud7af\\uf900-\\ufaff\\U00020000-\\U0003ffff]";

export function momentOf(ms: number): SQL {
  return sql`to_timestamp(${ms}::numeric / 1000.0)`;
}
