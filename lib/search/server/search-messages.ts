import * as z from "zod/mini";
import { listPeopleByIds } from "@/db/queries/people";
import { findMatches, listSearchableRooms, readHits, type Matches, type StoredHit } from "@/db/queries/search";
import type { SearchWish } from "@/db/search/conditions";
import type { Ctx } from "@/lib/access/ctx";
import { requireRate } from "@/lib/access/server/require-rate";
import { AppError } from "@/lib/platform/errors";
import { tenantSlug } from "@/lib/rooms/server/inputs";
import { dayBounds } from "../core/days";
import { rangesOf, tierOf } from "../core/matches";
import { parseQuery, QUERY_LIMITS, type Day, type ParsedQuery } from "../core/parse-query";
import { SORTS, type SearchPage } from "../protocol";
import { bringUpToDate } from "./bring-up-to-date";
import { readCursor, writeCursor, type SearchCursor } from "./cursor";
import { sayProblem } from "./say-problem";
import { resolvePeople, resolveRooms } from "./resolve-names";

const PAGE_SIZE = 20;
/** What an order by relevance weighs: the newest matches. */
const WEIGHED_MAX = 300;
const PER_MINUTE = { max: 90, windowMs: 60_000 };

const zone = z.string().check(z.maxLength(64), z.refine(isZone, "Expected a time zone of the IANA list."));

export const searchMessagesInput = z.strictObject({
  tenant: tenantSlug,
  q: z.string().check(z.maxLength(QUERY_LIMITS.charsMax * 2)),
  sort: z._default(z.enum(SORTS), "newest"),
  cursor: z.optional(z.string().check(z.maxLength(120))),
  /** Where the days of before:, after: and on: begin. */
  zone: z._default(zone, "UTC"),
});
type Input = z.infer<typeof searchMessagesInput>;

/**
 * Messages that answer, in the rooms the actor is in. Postgres knows the rooms up to a moment ago, so each room of the
 * page is asked as well: who was just removed sees nothing of it, and what was just deleted is not shown.
 */
export async function searchMessages(ctx: Ctx, input: Input): Promise<SearchPage> {
  const parsed = parseQuery(input.q);
  if (!parsed.ok) throw new AppError("invalid_request", sayProblem(parsed.problem), { param: "q" });
  const cursor = input.cursor === undefined ? null : readCursor(input.sort, input.cursor);
  const { person } = ctx.actor;
  const [rooms, authors] = await Promise.all([
    listSearchableRooms(ctx.db, person),
    resolvePeople(ctx, parsed.query.from),
    requireRate(ctx.env, `search|${ctx.tenantId}|${person}`, PER_MINUTE, ctx.now()),
  ]);
  const wish = {
    ...timesOf(parsed.query, input.zone, ctx.now()),
    terms: parsed.query.terms,
    not: parsed.query.not,
    has: parsed.query.has,
    isThread: parsed.query.isThread,
    rooms: resolveRooms(rooms, parsed.query.in),
    authors,
    after: null,
  };
  const { matches, next } = await (input.sort === "newest"
    ? findNewest({ ...wish, after: cursor })
    : findRelevant(ctx, wish, cursor));
  const stored = await bringUpToDate(ctx, await readHits(ctx.db, person, matches));
  const hits = stored.filter((hit) => answers(hit, parsed.query));
  return { ...(await withFacts(ctx, hits, rooms, parsed.query)), nextCursor: next && writeCursor(input.sort, next) };

  async function findNewest(of: SearchWish) {
    const { matches, next } = await findMatches(ctx.db, person, of, PAGE_SIZE);
    return { matches, next: next && { ...next, tier: 0, asOfMs: 0 } };
  }

  /** Ends before what was sent since the first page, so that pages of one list neither repeat nor miss anything. */
  async function findRelevant(of: Ctx, whole: SearchWish, after: SearchCursor | null) {
    const asOfMs = after?.asOfMs ?? of.now();
    const toMs = Math.min(whole.toMs ?? Infinity, asOfMs + 1);
    const found = await findMatches(of.db, person, { ...whole, toMs }, WEIGHED_MAX);
    return pageByRank(found, whole, after, asOfMs);
  }
}

type Next = SearchCursor | null;

function pageByRank(found: Matches, { terms }: SearchWish, after: SearchCursor | null, asOfMs: number) {
  const ranked = found.matches
    .map((match, nth) => ({ ...match, nth, tier: tierOf(match.text, terms), asOfMs }))
    .toSorted((a, b) => b.tier - a.tier || a.nth - b.nth);
  const from = after === null ? 0 : 1 + ranked.findIndex(({ room, seq }) => room === after.room && seq === after.seq);
  // What the last page ended with was deleted since: go on below its rank and time.
  const start = after !== null && from === 0 ? firstBelow(ranked, after) : from;
  const matches = ranked.slice(start, start + PAGE_SIZE);
  const next: Next = start + PAGE_SIZE < ranked.length ? (matches.at(-1) ?? null) : null;
  return { matches, next };
}

function firstBelow(ranked: readonly SearchCursor[], after: SearchCursor): number {
  const at = ranked.findIndex(({ tier, atMs }) => tier < after.tier || (tier === after.tier && atMs < after.atMs));
  return at < 0 ? ranked.length : at;
}

/** What was edited a moment ago may not answer any more. */
function answers(hit: StoredHit, { terms, not }: ParsedQuery): boolean {
  return terms.every((term) => rangesOf(hit.body, [term]).length > 0) && rangesOf(hit.body, not).length === 0;
}

async function withFacts(
  ctx: Ctx,
  hits: readonly StoredHit[],
  rooms: Awaited<ReturnType<typeof listSearchableRooms>>,
  { terms }: ParsedQuery,
): Promise<Omit<SearchPage, "nextCursor">> {
  const shown = new Set(hits.map(({ room }) => room));
  const named = rooms.filter(({ id }) => shown.has(id));
  const ids = [
    ...named.flatMap(({ people }) => people),
    ...hits.flatMap(({ author, before, after }) => [author, before?.author, after?.author]),
  ].filter((id) => id !== undefined);
  const people = await listPeopleByIds(ctx.db, [...new Set(ids)]);
  return {
    hits: hits.map(({ asOf: _, ...hit }) => ({ ...hit, ranges: rangesOf(hit.body, terms) })),
    rooms: named,
    people: people.map(({ id, name, image }) => ({ id, name, image })),
  };
}

function timesOf({ before, after, on }: ParsedQuery, inZone: string, nowMs: number) {
  const bounds = ({ day }: Day) => dayBounds(day, inZone, nowMs);
  const from = [after && bounds(after).endMs, on && bounds(on).startMs].filter((ms) => ms !== null);
  const to = [before && bounds(before).startMs, on && bounds(on).endMs].filter((ms) => ms !== null);
  return { fromMs: from.length > 0 ? Math.max(...from) : null, toMs: to.length > 0 ? Math.min(...to) : null };
}

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en-US", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}
