import type { RoomActor } from "@/lib/rooms/core/acts";
import { applyRemoval, type RoomCommand } from "@/lib/rooms/core/commands";
import { refuse } from "@/lib/rooms/core/draft";
import { CLOSE, parseFrame, roomFrame, type RoomServerFrame } from "@/lib/rooms/protocol";
import type { TenantRole } from "@/lib/rooms/server/objects";
import type { Told } from "@/lib/observe/protocol";
import type { ClientId, PersonId } from "@/lib/platform/ids";
import { Teller } from "../board/teller";
import { hangUp, isTooBig } from "../sockets";
import { Attached } from "./attached";
import { Cursors } from "./cursors";
import { FlushLoop } from "./flush";
import { Flags } from "./flags";
import { Groups } from "./groups";
import { Hints } from "./hints";
import { Judge, type Judged, rejected, type Verdict } from "./judge";
import { Limits } from "./limits";
import { RoomLog } from "./log";
import { Notices } from "./notices";
import { SqlLogView } from "./log-view";
import { NO_GROUPS } from "./refusals";
import { Marks } from "./marks";
import { Outbox } from "./outbox";
import { Patience } from "./patience";
import { Previews } from "./previews";
import { type Seat, Seats } from "./seats";
import type { RoomServices } from "./services";
import { Speaker, Utterance } from "./speaker";
import { TenantRoles } from "./tenant-roles";
import { Threads } from "./threads";
import { Turns } from "./turns";
import { Typing } from "./typing";
import { Watchdog } from "./watchdog";
import { welcomeText } from "./welcome";
import { Words } from "./words";

/** An `ack` as clients write it. Every viewer sends one for each flush of a busy room, so it is read without parsing. */
const ACK = /^\{"type":"ack","seq":(\d{1,15})\}$/;

/** A born room, awake: its parts and how a socket's frames reach them. */
export class LiveRoom {
  readonly log: RoomLog;
  readonly cursors: Cursors;
  readonly marks: Marks;
  readonly threads: Threads;
  readonly seats: Seats;
  readonly tenantRoles: TenantRoles;
  readonly speaker: Speaker;
  readonly outbox: Outbox;
  readonly hints: Hints;
  readonly previews: Previews;
  readonly notices: Notices;
  readonly words: Words;
  readonly watchdog: Watchdog;
  readonly sql: SqlStorage;
  readonly files: Attached;
  readonly groups: Groups;
  readonly teller: Teller;
  private readonly turns = new Turns();
  private readonly typing = new Typing();
  private readonly flags: Flags;
  private readonly view: SqlLogView;
  private readonly judge: Judge;
  private readonly loop: FlushLoop;
  private readonly ctx: DurableObjectState;
  private readonly patience = new Patience();

  constructor(ctx: DurableObjectState, services: RoomServices) {
    const { storage } = ctx;
    this.ctx = ctx;
    this.sql = storage.sql;
    this.log = new RoomLog(storage);
    this.files = new Attached(this.log, this.sql, services.fileSecret);
    this.groups = new Groups(services.groups(this.log));
    this.cursors = new Cursors(this.sql);
    this.marks = new Marks(this.sql);
    this.threads = new Threads(this.log, this.marks, this.sql);
    this.seats = new Seats(ctx);
    this.tenantRoles = new TenantRoles(this.sql);
    this.speaker = new Speaker(this.log, this.seats);
    this.outbox = new Outbox(this.log, this.cursors, this.threads, this.sql, services.projector(this.log));
    this.hints = new Hints(this, this.sql, services.objects);
    this.previews = new Previews(this.log, this.sql, this.speaker, services.previews(this.log), () =>
      this.afterWrite(),
    );
    this.notices = new Notices(
      { log: this.log, threads: this.threads, cursors: this.cursors },
      this.sql,
      services.objects,
    );
    this.flags = new Flags(this.log, this.sql, services.reports(this.log));
    this.teller = new Teller(ctx, () => this.stand(), services.tell(this.log));
    this.seats.onChange = this.outbox.onLate = () => this.teller.changed();
    const chores = [this.previews, this.flags];
    const jobs = { outbox: this.outbox, hints: this.hints, notices: this.notices, chores };
    this.watchdog = new Watchdog(ctx, jobs, () => services.markDirty(this.log));
    this.words = new Words(this.log, services.words(this.log));
    this.view = new SqlLogView(
      this.log,
      this.sql,
      new Limits(services.roomLimits),
      this.files,
      this.groups,
      this.words,
    );
    this.judge = new Judge({
      log: this.log,
      files: this.files,
      view: this.view,
      cursors: this.cursors,
      marks: this.marks,
      threads: this.threads,
      seats: this.seats,
      tenantRoles: this.tenantRoles,
      typing: this.typing,
      written: (event) => this.previews.note(event),
      flagged: (event, words) => this.flags.note(event, words),
      tolerate: (socket) => this.tolerate(socket),
    });
    this.loop = new FlushLoop({
      storage,
      log: this.log,
      cursors: this.cursors,
      speaker: this.speaker,
      judge: this.judge,
      after: ({ moved }) => this.afterWrite(moved),
    });
  }

  /** Its sockets, and rows that Postgres should have. */
  stand(): Told {
    return { sockets: this.seats.size, ...this.outbox.late };
  }

  /** One frame of one socket. Every bad one is answered; too many of them, or one too big, end the socket. */
  hear(socket: WebSocket, frame: string | ArrayBuffer): void {
    const seat = this.seats.get(socket);
    if (!seat) return;
    if (isTooBig(frame)) return this.dismiss(socket, CLOSE.frameTooBig, "frame_too_big");
    if (!this.log.members.has(seat.person)) return this.dismiss(socket, CLOSE.notMember, "not_member");
    if (typeof frame !== "string")
      return this.bad(socket, seat, refuse("invalid_request", "Frames are text: one JSON object each."));
    const ack = ACK.exec(frame);
    if (ack) return this.acknowledge(socket, seat, Number(ack[1]));
    const parsed = parseFrame(roomFrame, frame);
    if (!parsed.ok)
      return this.bad(socket, seat, refuse("invalid_request", parsed.message, parsed.param), parsed.clientId);
    switch (parsed.value.type) {
      case "ack":
        return this.acknowledge(socket, seat, parsed.value.seq);
      case "resume":
        return this.resume(socket, seat, parsed.value.epoch, parsed.value.since);
      default:
        return this.take(socket, seat, parsed.value, frame.length);
    }
  }

  /** Hands a frame to the loop, once the groups it mentions are known here. */
  private take(socket: WebSocket, seat: Seat, frame: Judged, chars: number): void {
    this.freshen();
    const push = () => {
      const started = this.loop.push(socket, frame, chars);
      if (started) this.ctx.waitUntil(started);
    };
    const failed = () => {
      if ("clientId" in frame)
        this.speaker.send(socket, JSON.stringify([rejected(frame.clientId as ClientId, NO_GROUPS)]));
    };
    const turn = this.turns.take(socket, "body" in frame ? this.groups.ready(frame.body) : null, push, failed);
    if (turn === "full") this.bad(socket, seat, refuse("rate_limited", "Too much is on its way. Wait for answers."));
    else if (turn) this.ctx.waitUntil(turn);
  }

  /** Begins to look for a newer word filter when it is time to; nothing waits for it. */
  freshen(): void {
    const now = Date.now();
    if (this.words.isDue(now)) this.ctx.waitUntil(this.words.look(now));
  }

  /** Deletes a message in the name of an administrator, who need not be in the room. */
  moderate(actor: RoomActor, target: number, clientId: ClientId): Verdict {
    const by = { author: actor.person, clientId };
    return this.loop.once((said, moved) => {
      const outcome = applyRemoval(this.view, actor, target);
      if (outcome.kind !== "draft") return outcome;
      return { kind: "written", event: this.judge.write(outcome.draft, by, said, moved) };
    });
  }

  /** A command of a member who holds no socket here: judged and written as any other, in one synchronous step. */
  carryOut(person: PersonId, command: RoomCommand): Verdict {
    return this.loop.once((said, moved) => this.judge.carryOut(person, command, said, moved));
  }

  /** Moves a member's read cursor forward for a caller that holds no socket here. */
  read(person: PersonId, upTo: number): void {
    this.loop.once((said, moved) => this.judge.read(person, upTo, undefined, said, moved));
  }

  /** A socket is gone; whoever was typing on it has stopped. */
  leave(socket: WebSocket): void {
    const seat = this.seats.remove(socket);
    this.turns.forget(socket);
    if (!seat) return;
    this.patience.forget(seat);
    if (this.seats.has(seat.person) || !this.typing.stop(seat.person, Date.now())) return;
    const said = new Utterance();
    said.common.push(JSON.stringify({ type: "typing", person: seat.person, on: false } satisfies RoomServerFrame));
    this.speaker.speak(said, this.log.head);
  }

  /** What follows every write: Postgres and the inboxes are told, now or by the alarm. */
  afterWrite(moved: ReadonlySet<PersonId> = new Set()): void {
    this.hints.hurry(moved);
    this.watchdog.wake();
    this.teller.changed();
  }

  /** Brings a socket up to date in one frame. What that frame holds is not counted as unread: it was asked for. */
  greet(socket: WebSocket, seat: Seat, asked: { epoch: string; since: number } | null): void {
    const text = welcomeText(this, seat.person, asked);
    if (!this.patience.owe(seat, text.length)) return this.dismiss(socket, CLOSE.restart, "not_reading");
    seat.acked = this.log.head;
    seat.lagging = false;
    this.seats.save(socket, seat);
    this.speaker.send(socket, text);
  }

  /** The tenant gave a person another role: kept first, then told to their sockets here. */
  tenantRoleChanged(person: PersonId, role: TenantRole, at: number): void {
    if (!this.tenantRoles.learn(person, role, at)) return;
    const text = JSON.stringify([{ type: "you", tenantRole: role } satisfies RoomServerFrame]);
    for (const [socket, seat] of [...this.seats.all()]) if (seat.person === person) this.speaker.send(socket, text);
  }

  private resume(socket: WebSocket, seat: Seat, epoch: string | null, since: number): void {
    this.greet(socket, seat, epoch === null ? null : { epoch, since });
  }

  private acknowledge(socket: WebSocket, seat: Seat, seq: number): void {
    if (seq > this.log.head)
      return this.bad(socket, seat, refuse("invalid_request", "That event does not exist yet.", "seq"));
    // Whoever acknowledges what came after the catch-up has read the catch-up.
    if (seq >= seat.acked) this.patience.hasRead(seat);
    if (seq <= seat.acked) return;
    seat.acked = seq;
    this.seats.saveNowAndThen(socket, seat);
  }

  private bad(
    socket: WebSocket,
    seat: Seat,
    refusal: ReturnType<typeof refuse>,
    clientId: Parameters<typeof rejected>[0] = null,
  ): void {
    if (!this.patience.withBad(seat, Date.now())) return this.dismiss(socket, CLOSE.badFrames, "bad_frames");
    this.speaker.send(socket, JSON.stringify([rejected(clientId, refusal)]));
  }

  private tolerate(socket: WebSocket): boolean {
    const seat = this.seats.get(socket);
    if (seat && this.patience.withRefused(seat, Date.now())) return true;
    this.dismiss(socket, CLOSE.badFrames, "too_many_refusals");
    return false;
  }

  private dismiss(socket: WebSocket, code: number, reason: string): void {
    const seat = this.seats.remove(socket);
    if (seat) this.patience.forget(seat);
    hangUp(socket, code, reason);
  }
}
