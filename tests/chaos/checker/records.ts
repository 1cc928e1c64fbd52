/**
 * What the checker reads: the recorded history, the clients' final views, what the rooms answer, and a SQL dump.
 * One JSON object a line. The driver writes these files; the checker knows nothing else of the run.
 */

/** What the run set out to do; less makes its verdict worthless. */
export interface RunPlan {
  sends: number;
  kills: number;
  outages: number;
  removals: number;
}

/** `t` is milliseconds on the driver's monotonic clock. */
export type HistoryRecord =
  | { k: "run"; t: number; seed: number; profile: string; plan: RunPlan }
  /** A client hands an operation to its socket (again, when `attempt` > 1). */
  | { k: "invoke"; t: number; client: string; room: string; person: string; id: string; attempt: number; op: OpBody }
  /** The room acknowledged it. */
  | { k: "ok"; t: number; client: string; person: string; id: string; seq: number }
  /** The room refused it: this attempt left no trace. */
  | { k: "fail"; t: number; client: string; person: string; id: string; code: string }
  /** The socket died first: nobody knows. */
  | { k: "unknown"; t: number; client: string; person: string; id: string }
  /** A welcome: from here `stream` must carry every event after `since`, in order. */
  | {
      k: "stream";
      t: number;
      client: string;
      room: string;
      stream: number;
      since: number;
      how: "fresh" | "events" | "gap";
    }
  /** An event frame, in order of arrival on its stream. */
  | {
      k: "got";
      t: number;
      client: string;
      room: string;
      stream: number;
      seq: number;
      type: string;
      id: string;
      author: string;
    }
  | { k: "fault"; t: number; name: FaultName }
  /** Postgres answers again; `heads` is where each room stood at that moment. */
  | { k: "pg.back"; t: number; outage: number; heads: Record<string, number> }
  /** Postgres holds everything up to those heads. */
  | { k: "pg.level"; t: number; outage: number }
  /** The last send is settled; from here Postgres has 30 s to equal the rooms. */
  | { k: "quiet"; t: number }
  | { k: "equal"; t: number }
  /** A removal call answered; `bytesAfter` is what the removed person's raw socket received afterwards. */
  | { k: "removal"; t: number; room: string; person: string; seq: number; bytesAfter: number; leaks: string[] };

export type FaultName =
  | "kill"
  | "evict"
  | "cut"
  | "duplicate"
  | "reorder"
  | "pg.freeze"
  | "pg.crash"
  | "pg.slow"
  | "pg.commit-unknown";

export type OpBody =
  | { type: "message"; body: string }
  | { type: "reaction"; target: number; emoji: string; on: boolean }
  /** A change by call, not by socket. */
  | { type: "act"; act: string };

/** Only people's own words and reactions must be somebody's operation; joins and births are the room's to name. */
export const isSaid = (type: string): boolean => type === "message.created" || type === "reaction.set";

/** One message as somebody sees it. */
export interface SeenMessage {
  seq: number;
  id: string;
  author: string;
  body: string;
  /** emoji -> people. */
  reactions: Record<string, string[]>;
}

/** What one client shows at the end, or what a room's own pages answer (`client` = "room"). */
export interface ViewRecord {
  client: string;
  room: string;
  head: number;
  messages: SeenMessage[];
}

export type SqlRecord =
  | { table: "room_events"; room: string; seq: number; type: string; author: string; id: string; body: string | null }
  | { table: "messages"; room: string; seq: number; author: string; id: string; body: string }
  | { table: "message_reactions"; room: string; seq: number; emoji: string; person: string };

/** The kinds of fault the checker tells apart. */
export const FINDINGS = [
  /** Acknowledged, and missing somewhere it must be. */
  "lost",
  /** One operation twice, or acknowledged with two places. */
  "duplicated",
  /** Order differs between observers, from the acknowledgement, or from real time. */
  "reordered",
  /** Nobody sent it, it was refused, or its content is not what was sent. */
  "phantom",
  /** A room's seq is not dense from 1. */
  "gap",
  /** Postgres and the room disagree at the end. */
  "unequal",
  /** Postgres was not level 30 s after its return. */
  "late",
  /** A removed member received something. */
  "leak",
  /** The run did not do what it claims: its verdict would be worth nothing. */
  "hollow",
] as const;
export type Finding = (typeof FINDINGS)[number];

export interface Verdict {
  ok: boolean;
  counts: Record<Finding, number>;
  /** The first few of each kind, in words. */
  examples: Partial<Record<Finding, string[]>>;
  totals: {
    sends: number;
    acked: number;
    refused: number;
    unknown: number;
    delivered: number;
    streams: number;
    faults: Partial<Record<FaultName, number>>;
    /** Longest time Postgres needed to be level after a return, in ms. */
    levelMsMax: number;
  };
}
