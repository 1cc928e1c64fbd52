import { buildPage, pageRange } from "@/lib/rooms/core/page";
import { planCatchUp } from "@/lib/rooms/core/resume";
import {
  type HistoryPage,
  LIMITS,
  PROTOCOL_VERSION,
  type ReadCursor,
  type RoomServerFrame,
} from "@/lib/rooms/protocol";
import type { PersonId } from "@/lib/platform/ids";
import type { Cursors } from "./cursors";
import type { RoomLog } from "./log";
import type { TenantRoles } from "./tenant-roles";

interface Facts {
  log: RoomLog;
  cursors: Cursors;
  tenantRoles: TenantRoles;
}

type Welcome = Extract<RoomServerFrame, { type: "welcome" }>;

/** A page of the room's own log, folded up to its head. */
export function readPage(log: RoomLog, want: { before: number } | { after: number }, limit: number): HistoryPage {
  const range = pageRange(want, log.messageSeqs(want, limit + 1), limit, log.head);
  return buildPage(range, log.head, log.shown(range.from, range.to), log.changes(range.from, range.to));
}

/**
 * The welcome and what follows it, as one array frame: the missed events, or the newest page and the gap before it.
 * A replay too big to be read in one piece becomes a gap too.
 */
export function welcomeText(room: Facts, person: PersonId, asked: { epoch: string; since: number } | null): string {
  const { log } = room;
  const plan = planCatchUp(log, asked);
  if (plan.kind === "events") {
    const missed = plan.to < plan.from ? [] : log.texts(plan.from, plan.to);
    if (missed.reduce((chars, text) => chars + text.length, 0) <= LIMITS.unackedBytesMax) {
      const welcome = welcomeFrame(room, person, { kind: "events", count: missed.length });
      return `[${[JSON.stringify(welcome), ...missed].join(",")}]`;
    }
  }
  const page = readPage(log, { before: log.head + 1 }, LIMITS.pageSize);
  const catchUp: Welcome["catchUp"] =
    plan.kind === "fresh"
      ? { kind: "fresh", page }
      : { kind: "gap", gap: { from: plan.from, to: page.from - 1 }, page };
  return JSON.stringify([welcomeFrame(room, person, catchUp)]);
}

function welcomeFrame({ log, cursors, tenantRoles }: Facts, person: PersonId, catchUp: Welcome["catchUp"]): Welcome {
  return {
    type: "welcome",
    v: PROTOCOL_VERSION,
    epoch: log.epoch,
    head: log.head,
    you: { person, role: log.members.get(person) ?? "member", tenantRole: tenantRoles.of(person) },
    meta: log.meta,
    members: [...log.members].map(([each, role]) => ({ person: each, role })),
    cursors: cursorsFor(log, cursors, person),
    unread: cursors.unread(person),
    catchUp,
  };
}

/** A cursor as clients know it. */
export function cursorOf(cursors: Cursors, person: PersonId): ReadCursor {
  const { upTo, version } = cursors.of(person);
  return { person, upTo, version };
}

function cursorsFor(log: RoomLog, cursors: Cursors, me: PersonId): ReadCursor[] {
  const others =
    log.members.size <= LIMITS.cursorsMembersMax ? [...log.members.keys()].filter((each) => each !== me) : [];
  return [me, ...others].map((person) => cursorOf(cursors, person));
}
