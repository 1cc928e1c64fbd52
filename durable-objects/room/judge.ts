import { applyCommand, type CommandOutcome, type RoomCommand } from "@/lib/rooms/core/commands";
import type { LogView } from "@/lib/rooms/core/log-view";
import type { Draft, Refused } from "@/lib/rooms/core/draft";
import { LIMITS, type RoomEvent, type RoomFrame, type RoomServerFrame } from "@/lib/rooms/protocol";
import type { ClientId, PersonId } from "@/lib/platform/ids";
import type { Attached } from "./attached";
import type { Cursors } from "./cursors";
import type { RoomLog } from "./log";
import type { Marks } from "./marks";
import type { Seats } from "./seats";
import type { Utterance } from "./speaker";
import type { TenantRoles } from "./tenant-roles";
import type { FollowRow, Threads } from "./threads";
import type { Typing } from "./typing";
import { cursorOf } from "./welcome";

/** Frames that are judged in a flush. */
export type Judged = Exclude<RoomFrame, { type: "ack" | "resume" }>;

/** What became of a command. */
export type Verdict = { kind: "written"; event: RoomEvent } | Exclude<CommandOutcome, { kind: "draft" }>;

export interface JudgeParts {
  log: RoomLog;
  files: Attached;
  view: LogView;
  cursors: Cursors;
  marks: Marks;
  threads: Threads;
  seats: Seats;
  tenantRoles: TenantRoles;
  typing: Typing;
  /** Told of each event as it is written, in its transaction. */
  written(event: RoomEvent): void;
  /** The word filter wants the event's text reported. In its transaction, too. */
  flagged(event: RoomEvent, words: readonly string[]): void;
  /** Counts a refusal against a socket; false once it provokes more of them than anybody could read. */
  tolerate(socket: WebSocket): boolean;
}

/** Decides what members ask for, writes what comes of it and notes who is told what. Its caller holds the transaction. */
export class Judge {
  private readonly parts: JudgeParts;

  constructor(parts: JudgeParts) {
    this.parts = parts;
  }

  /** What one socket said. Closed or removed since the frame arrived, it counts for nothing. */
  hear(socket: WebSocket, frame: Judged, said: Utterance, moved: Set<PersonId>): void {
    const { seats, log, cursors, threads, typing } = this.parts;
    const seat = seats.get(socket);
    if (!seat || !log.members.has(seat.person)) return;
    switch (frame.type) {
      case "message.send":
      case "message.edit":
      case "message.delete":
      case "message.pin":
      case "reaction.set":
      case "preview.remove":
        this.command(socket, seat.person, frame, said, moved);
        return;
      case "read.set": {
        const forward = this.read(seat.person, frame.upTo, frame.version, said, moved);
        // A device that has not heard of "mark unread" learns where the cursor is.
        if (!forward && frame.upTo > cursors.of(seat.person).upTo) said.reply(socket, this.cursorFrame(seat.person));
        return;
      }
      case "unread.set":
        if (cursors.rewind(seat.person, frame.from - 1)) this.cursorMoved(seat.person, said, moved);
        return;
      case "thread.follow":
        this.threadMoved(this.follow(seat.person, frame.root, frame.on), said, moved);
        return;
      case "thread.read":
        this.threadMoved(threads.read(seat.person, frame.root, Math.min(frame.upTo, log.head)), said, moved);
        return;
      case "typing.set":
        if (seats.size <= LIMITS.typingViewersMax && typing.set(seat.person, frame.on, Date.now())) {
          said.common.push(
            JSON.stringify({ type: "typing", person: seat.person, on: frame.on } satisfies RoomServerFrame),
          );
        }
        return;
      default:
        frame satisfies never;
    }
  }

  /** Carries out one command of a person, whoever brings it, and says what everybody hears of it. */
  carryOut(person: PersonId, frame: RoomCommand, said: Utterance, moved: Set<PersonId>): Verdict {
    const { view, typing, tenantRoles } = this.parts;
    const clientId = frame.clientId as ClientId;
    const outcome = applyCommand(view, { person, tenantRole: tenantRoles.of(person) }, frame);
    if (outcome.kind !== "draft") return outcome;
    const event = this.write(outcome.draft, { author: person, clientId }, said, moved);
    if (outcome.words) this.parts.flagged(event, outcome.words);
    if (event.type === "message.created") typing.forget(person);
    return { kind: "written", event };
  }

  /** Appends an event that was judged, and everything that follows from it. */
  write(draft: Draft, by: { author: PersonId; clientId: ClientId }, said: Utterance, moved: Set<PersonId>): RoomEvent {
    const { log, files, marks, threads } = this.parts;
    const { event, json } = log.append(draft, { at: Date.now(), ...by });
    files.note(event);
    said.common.push(json);
    marks.follow(event);
    for (const row of threads.take(event)) this.threadMoved(row, said, moved);
    this.parts.written(event);
    return event;
  }

  /** Moves a read cursor forward. False when it stands there or further, or when the device is behind a "mark unread". */
  read(person: PersonId, upTo: number, version: number | undefined, said: Utterance, moved: Set<PersonId>): boolean {
    const { cursors, log } = this.parts;
    const forward = cursors.advance(person, Math.min(upTo, log.head), version);
    if (forward) this.cursorMoved(person, said, moved);
    return forward;
  }

  private command(
    socket: WebSocket,
    person: PersonId,
    frame: RoomCommand,
    said: Utterance,
    moved: Set<PersonId>,
  ): void {
    const clientId = frame.clientId as ClientId;
    const verdict = this.carryOut(person, frame, said, moved);
    if (verdict.kind === "written") said.wrote(socket, verdict.event);
    else if (verdict.kind === "repeat") said.reply(socket, { type: "ack", clientId, seq: verdict.seq, at: verdict.at });
    else if (this.parts.tolerate(socket)) said.reply(socket, rejected(clientId, verdict));
  }

  /** A thread begins with a message that is no reply; following anything else says nothing. */
  private follow(person: PersonId, root: number, on: boolean): FollowRow | null {
    return this.parts.view.message(root)?.thread === null ? this.parts.threads.follow(person, root, on) : null;
  }

  /** The person's other devices and their inbox hear of it. */
  private threadMoved(row: FollowRow | null, said: Utterance, moved: Set<PersonId>): void {
    if (row === null) return;
    const { person, ...reading } = row;
    this.parts.cursors.touch(person);
    moved.add(person);
    this.tellOwn(person, { type: "thread", ...reading }, said);
  }

  /** In a small room everybody sees how far others read; in a big one only the person's own devices follow. */
  private cursorMoved(person: PersonId, said: Utterance, moved: Set<PersonId>): void {
    moved.add(person);
    const frame = this.cursorFrame(person);
    if (this.parts.log.members.size <= LIMITS.cursorsMembersMax) said.common.push(JSON.stringify(frame));
    else this.tellOwn(person, frame, said);
  }

  private cursorFrame(person: PersonId): RoomServerFrame {
    return { type: "cursor", ...cursorOf(this.parts.cursors, person) };
  }

  private tellOwn(person: PersonId, frame: RoomServerFrame, said: Utterance): void {
    for (const [socket, seat] of this.parts.seats.all()) if (seat.person === person) said.reply(socket, frame);
  }
}

/** The answer to a refused frame. */
export function rejected(clientId: ClientId | null, { code, message, param, retryAfterMs }: Refused): RoomServerFrame {
  return {
    type: "rejected",
    clientId,
    code,
    message,
    ...(param === undefined ? {} : { param }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  };
}
