import { DurableObject } from "cloudflare:workers";
import { visitOf } from "@/lib/assistant/server/objects";
import { together } from "@/lib/observe/core/waiting";
import type { BoardPulse, MeterPulse, TellerKind, TenantPulse, Told } from "@/lib/observe/protocol";
import { pulsesOf, type BoardRpc, type TellerId, type TellerRpc } from "@/lib/observe/server/objects";
import { knowledgeIndexOf } from "@/lib/knowledge/server/objects";
import type { ConversationId, PersonId, ProjectId, RoomId, SessionId, TenantId } from "@/lib/platform/ids";
import { errorFacts, log } from "@/lib/platform/log";
import { traced } from "@/lib/platform/trace-calls";
import { objectName, objectsOf, type Erasable, type RegistryRpc } from "@/lib/rooms/server/objects";
import { conversationOf } from "@/lib/sessions/server/objects";
import { Board } from "./board/board";
import { VisitList } from "./registry/visits";
import { forgetAll } from "./sockets";

/** A room that marked itself less long ago does so again only later: keep it although it is clean now. */
const KEEP_MS = 360_000;
const ROOMS_AT_ONCE = 6;
/** An inbox that is so late has lost its alarm. */
const LATE_MS = 60_000;
const INBOXES_MAX = 500;
const SESSIONS_MAX = 500;
/** Longer than a Meter waits between two marks and a call stays open. */
const KEEP_METER_MS = 1_260_000;
const SESSIONS =
  "CREATE TABLE IF NOT EXISTS sessions (session TEXT PRIMARY KEY, marked_at INTEGER NOT NULL) WITHOUT ROWID";
const ROOMS = "CREATE TABLE IF NOT EXISTS rooms (room TEXT PRIMARY KEY, marked_at INTEGER NOT NULL) WITHOUT ROWID";
const INBOXES = "CREATE TABLE IF NOT EXISTS inboxes (person TEXT PRIMARY KEY, due_at INTEGER NOT NULL) WITHOUT ROWID";
const FLUSH_WAIT_MS = 5_000;
const TOLD_AT_ONCE = 20;
/** Objects that somebody who looks at the board has asked: never many, however often it is looked at. */
const ASKED_AT_ONCE = 2;
const EMPTY_BOARD: BoardPulse = {
  sockets: { room: 0, inbox: 0, visit: 0 },
  waiting: { rows: 0, since: null, parked: 0 },
  minutes: [],
};

type Whom = Parameters<RegistryRpc["suspend"]>[2] & { sessions?: SessionId[]; projects?: ProjectId[] };

interface Swept {
  asked: number;
  dirty: number;
  /** Null where nothing ever went on. */
  pulse: TenantPulse | null;
}

interface OutboxRegistryRpc extends RegistryRpc {
  mark(tenantId: TenantId, roomId: RoomId): Promise<void>;
  /** This inbox has something to do then: should its alarm be lost, the next round wakes it. */
  markInbox(tenantId: TenantId, person: PersonId, dueAt: number): Promise<void>;
  /** This session may have rows that Postgres lacks, or an answer that runs. */
  markSession(tenantId: TenantId, sessionId: SessionId): Promise<void>;
  /** A visitor's conversation of this project has something to do by then: should its alarm be lost, a round wakes it. */
  markVisit(tenantId: TenantId, conversation: ConversationId, projectId: ProjectId, dueAt: number): Promise<void>;
  /** The Meter has calls open or unsent. */
  markMeter(tenantId: TenantId): Promise<void>;
  sweep(tenantId: TenantId): Promise<Swept>;
}

/** Handle to a tenant's registry. */
export function registryOf(env: { OUTBOX_REGISTRY: DurableObjectNamespace }, tenantId: TenantId): OutboxRegistryRpc {
  return traced(env.OUTBOX_REGISTRY.getByName(`t:${tenantId}:outbox`)) as unknown as OutboxRegistryRpc;
}

/**
 * Names of one tenant's rooms and sessions that may have rows Postgres lacks, of inboxes and visitors' conversations that
 * have something to do, and whether its Meter has; and the board of what they hold. An alarm belongs to its object alone, so
 * one that was given up on would be forgotten; the minute cron asks this list instead.
 */
export class OutboxRegistry extends DurableObject<RealtimeEnv> implements OutboxRegistryRpc, BoardRpc {
  private board: Board | null = null;

  async mark(tenantId: TenantId, roomId: RoomId): Promise<void> {
    const { sql, kv } = this.ctx.storage;
    if ((kv.get("tenant") ?? tenantId) !== tenantId) return;
    kv.put("tenant", tenantId);
    sql.exec(ROOMS);
    sql.exec(
      "INSERT INTO rooms (room, marked_at) VALUES (?, ?) ON CONFLICT (room) DO UPDATE SET marked_at = excluded.marked_at",
      roomId,
      Date.now(),
    );
  }

  async markInbox(tenantId: TenantId, person: PersonId, dueAt: number): Promise<void> {
    const { sql, kv } = this.ctx.storage;
    if ((kv.get("tenant") ?? tenantId) !== tenantId) return;
    kv.put("tenant", tenantId);
    sql.exec(INBOXES);
    sql.exec(
      "INSERT INTO inboxes (person, due_at) VALUES (?, ?) ON CONFLICT (person) DO UPDATE SET due_at = excluded.due_at",
      person,
      dueAt,
    );
  }

  async markSession(tenantId: TenantId, sessionId: SessionId): Promise<void> {
    const { sql, kv } = this.ctx.storage;
    if ((kv.get("tenant") ?? tenantId) !== tenantId) return;
    kv.put("tenant", tenantId);
    sql.exec(SESSIONS);
    sql.exec(
      "INSERT INTO sessions (session, marked_at) VALUES (?, ?) ON CONFLICT (session) DO UPDATE SET marked_at = excluded.marked_at",
      sessionId,
      Date.now(),
    );
  }

  async markVisit(tenantId: TenantId, id: ConversationId, projectId: ProjectId, dueAt: number): Promise<void> {
    const { kv } = this.ctx.storage;
    if ((kv.get("tenant") ?? tenantId) !== tenantId) return;
    kv.put("tenant", tenantId);
    this.visits(tenantId).mark(id, projectId, dueAt);
  }

  async markMeter(tenantId: TenantId): Promise<void> {
    const { kv } = this.ctx.storage;
    if ((kv.get("tenant") ?? tenantId) !== tenantId) return;
    kv.put("tenant", tenantId);
    kv.put("meter", Date.now());
  }

  /** Asks every marked room to push, and drops those that are clean. Waking a room also heals its alarm. */
  async sweep(tenantId: TenantId): Promise<Swept> {
    const { sql, kv } = this.ctx.storage;
    if (kv.get("tenant") !== tenantId) return { asked: 0, dirty: 0, pulse: null };
    this.boardNow().sample(Date.now());
    await this.wakeInboxes(tenantId);
    await this.wakeMeter(tenantId);
    await this.wakeSessions(tenantId);
    await this.visits(tenantId).wakeLate(tenantId, Date.now());
    sql.exec(ROOMS);
    const rooms = sql.exec<{ room: string; marked_at: number }>("SELECT room, marked_at FROM rooms").toArray();
    let dirty = 0;
    for (let at = 0; at < rooms.length; at += ROOMS_AT_ONCE) {
      await Promise.all(
        rooms.slice(at, at + ROOMS_AT_ONCE).map(async ({ room, marked_at }) => {
          if (!(await this.isClean(tenantId, room as RoomId))) dirty++;
          else if (marked_at < Date.now() - KEEP_MS)
            sql.exec("DELETE FROM rooms WHERE room = ? AND marked_at = ?", room, marked_at);
        }),
      );
    }
    return { asked: rooms.length, dirty, pulse: this.pulseOf(tenantId) };
  }

  async tell(tenantId: TenantId, kind: TellerKind, id: TellerId, told: Told): Promise<void> {
    const { kv } = this.ctx.storage;
    const known = kv.get("tenant");
    if (known === undefined) kv.put("tenant", tenantId);
    else if (known !== tenantId) return;
    this.boardNow().take(kind, id, told, Date.now());
  }

  async pulse(tenantId: TenantId): Promise<BoardPulse> {
    const now = Date.now();
    if (this.ctx.storage.kv.get("tenant") !== tenantId) return EMPTY_BOARD;
    const board = this.boardNow();
    this.ctx.waitUntil(this.askStale(tenantId, board.stale(now, ASKED_AT_ONCE)));
    return board.pulse(now);
  }

  async rooms(tenantId: TenantId): Promise<RoomId[]> {
    const { sql, kv } = this.ctx.storage;
    if (kv.get("tenant") !== tenantId) return [];
    sql.exec(ROOMS);
    return sql
      .exec<{ room: RoomId }>("SELECT room FROM rooms")
      .toArray()
      .map(({ room }) => room);
  }

  async conversations(tenantId: TenantId): Promise<ConversationId[]> {
    return this.ctx.storage.kv.get("tenant") === tenantId ? this.visits(tenantId).all() : [];
  }

  async shutProject(tenantId: TenantId, projectId: ProjectId): Promise<{ unheard: number }> {
    if (this.ctx.storage.kv.get("tenant") !== tenantId) return { unheard: 0 };
    return this.suspend(tenantId, Date.now(), {
      ...{ rooms: [], people: [], conversations: this.visits(tenantId).of(projectId) },
    });
  }

  suspend(tenantId: TenantId, at: number, whom: Whom): Promise<{ unheard: number }> {
    const { room, inbox } = objectsOf(this.env);
    return everyOne(whom, {
      room: (id) => room(tenantId, id).suspend(tenantId, at),
      person: (id) => inbox(tenantId, id).suspend(tenantId, id, at),
      // Its keys are refused, and nobody else speaks in it.
      session: async () => undefined,
      conversation: (id) => visitOf(this.env, tenantId, id).suspend(tenantId),
      // Nobody is left who could ask it.
      project: async () => undefined,
    });
  }

  erase(tenantId: TenantId, whom: Whom): Promise<{ unheard: number }> {
    const { room, inbox } = objectsOf(this.env);
    return everyOne(whom, {
      room: (id) => room(tenantId, id).erase(tenantId),
      person: (id) => inbox(tenantId, id).erase(tenantId, id),
      session: (id) => conversationOf(this.env, tenantId, id).erase(tenantId),
      conversation: (id) => visitOf(this.env, tenantId, id).erase(tenantId),
      project: (id) => knowledgeIndexOf(this.env, tenantId, id).erase(tenantId, id),
    });
  }

  async eraseOnes(tenantId: TenantId): Promise<void> {
    const { PRESENCE, METER } = this.env;
    const ones = [PRESENCE.getByName(objectName.presence(tenantId)), METER.getByName(objectName.meter(tenantId))];
    for (const one of ones as unknown as Erasable[]) await one.erase(tenantId);
  }

  async eraseSelf(tenantId: TenantId): Promise<void> {
    if ((this.ctx.storage.kv.get("tenant") ?? tenantId) !== tenantId) return;
    this.board = null;
    await forgetAll(this.ctx);
  }

  /** What the installation hears of this tenant. Its Meter, which may sleep, is not asked for it. */
  private pulseOf(tenantId: TenantId): TenantPulse {
    const { sockets, waiting } = this.boardNow().pulse(Date.now());
    const known = this.ctx.storage.kv.get<Pick<TenantPulse, "calls" | "waiting">>("calls");
    const calls = known?.calls ?? null;
    return { tenant: tenantId, sockets, waiting: known ? together(waiting, known.waiting) : waiting, calls };
  }

  private keepCalls({ totals, openCalls: open, openStreams: streams, waiting }: MeterPulse): void {
    const kept: Pick<TenantPulse, "calls" | "waiting"> = { calls: { ...totals, open, streams }, waiting };
    if (JSON.stringify(this.ctx.storage.kv.get("calls")) !== JSON.stringify(kept))
      this.ctx.storage.kv.put("calls", kept);
  }

  private boardNow(): Board {
    return (this.board ??= new Board(this.ctx.storage.sql));
  }

  /** Asks those that said long ago that they hold sockets: a runtime that died told nobody that they are gone. */
  private async askStale(tenantId: TenantId, stale: ReturnType<Board["stale"]>): Promise<void> {
    for (const { kind, id } of stale) {
      try {
        const { room } = objectsOf(this.env);
        const asked =
          kind === "room" ? room(tenantId, id as RoomId) : visitOf(this.env, tenantId, id as ConversationId);
        this.boardNow().take(kind, id, await (asked as unknown as TellerRpc).stand(tenantId), Date.now());
      } catch (error) {
        log({ event: "board.tell_failed", level: "warn", ...errorFacts(error) });
      }
    }
  }

  private visits(tenantId: TenantId): VisitList {
    return new VisitList(this.ctx.storage.sql, (id) => visitOf(this.env, tenantId, id));
  }

  /** Wakes the inboxes that should have done something a while ago; being woken sets their alarm anew. */
  private async wakeInboxes(tenantId: TenantId): Promise<void> {
    const { sql } = this.ctx.storage;
    sql.exec(INBOXES);
    const late = sql
      .exec<{ person: string }>(
        "SELECT person FROM inboxes WHERE due_at < ? LIMIT ?",
        Date.now() - LATE_MS,
        INBOXES_MAX,
      )
      .toArray();
    for (let at = 0; at < late.length; at += ROOMS_AT_ONCE) {
      await Promise.all(
        late.slice(at, at + ROOMS_AT_ONCE).map(({ person }) => this.wake(tenantId, person as PersonId)),
      );
    }
  }

  /** Asks every marked session to push, and drops those that are clean. */
  private async wakeSessions(tenantId: TenantId): Promise<void> {
    const { sql } = this.ctx.storage;
    sql.exec(SESSIONS);
    const marked = sql
      .exec<{ session: SessionId; marked_at: number }>("SELECT session, marked_at FROM sessions LIMIT ?", SESSIONS_MAX)
      .toArray();
    for (let at = 0; at < marked.length; at += ROOMS_AT_ONCE) {
      await Promise.all(
        marked.slice(at, at + ROOMS_AT_ONCE).map(async ({ session, marked_at }) => {
          if (!(await this.isSessionClean(tenantId, session)) || marked_at >= Date.now() - KEEP_MS) return;
          sql.exec("DELETE FROM sessions WHERE session = ? AND marked_at = ?", session, marked_at);
        }),
      );
    }
  }

  private async isSessionClean(tenantId: TenantId, sessionId: SessionId): Promise<boolean> {
    try {
      return await conversationOf(this.env, tenantId, sessionId).flush(tenantId);
    } catch (error) {
      log({ event: "session.outbox_retry", level: "warn", sessionId, ...errorFacts(error) });
      return false;
    }
  }

  private async wakeMeter(tenantId: TenantId): Promise<void> {
    const { kv } = this.ctx.storage;
    const markedAt = kv.get<number>("meter");
    if (markedAt === undefined) return;
    try {
      const left = await objectsOf(this.env).meter(tenantId).flush(tenantId);
      const calls = await pulsesOf(this.env, tenantId).meter.pulse(tenantId);
      if (calls) this.keepCalls(calls);
      const quiet = left === 0 && markedAt < Date.now() - KEEP_METER_MS;
      if (quiet && kv.get("meter") === markedAt) kv.delete("meter");
    } catch (error) {
      log({ event: "meter.outbox_retry", level: "warn", ...errorFacts(error) });
    }
  }

  private async wake(tenantId: TenantId, person: PersonId): Promise<void> {
    const { sql } = this.ctx.storage;
    try {
      const dueAt = await objectsOf(this.env).inbox(tenantId, person).tend(tenantId, person);
      if (dueAt === null) sql.exec("DELETE FROM inboxes WHERE person = ?", person);
      else sql.exec("UPDATE inboxes SET due_at = ? WHERE person = ?", dueAt, person);
    } catch (error) {
      log({ event: "later.mark_failed", level: "warn", ...errorFacts(error) });
    }
  }

  private async isClean(tenantId: TenantId, roomId: RoomId): Promise<boolean> {
    try {
      const { flushed, head } = await objectsOf(this.env).room(tenantId, roomId).flush(FLUSH_WAIT_MS);
      return flushed >= head;
    } catch (error) {
      log({ event: "room.outbox_retry", level: "warn", roomId, ...errorFacts(error) });
      return false;
    }
  }
}

/** Calls every one of them, some at a time. */
async function everyOne(
  { rooms, people, sessions = [], conversations = [], projects = [] }: Whom,
  call: {
    room(id: RoomId): Promise<void>;
    person(id: PersonId): Promise<void>;
    session(id: SessionId): Promise<void>;
    conversation(id: ConversationId): Promise<void>;
    project(id: ProjectId): Promise<void>;
  },
): Promise<{ unheard: number }> {
  const calls = [
    ...people.map((id) => () => call.person(id)),
    ...rooms.map((id) => () => call.room(id)),
    ...sessions.map((id) => () => call.session(id)),
    ...conversations.map((id) => () => call.conversation(id)),
    ...projects.map((id) => () => call.project(id)),
  ];
  let unheard = 0;
  for (let at = 0; at < calls.length; at += TOLD_AT_ONCE) {
    const answers = await Promise.allSettled(calls.slice(at, at + TOLD_AT_ONCE).map((one) => one()));
    for (const answer of answers) {
      if (answer.status === "fulfilled") continue;
      unheard++;
      log({ event: "room.call_failed", level: "warn", ...errorFacts(answer.reason) });
    }
  }
  return { unheard };
}
