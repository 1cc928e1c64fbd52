/** What is seen of a tenant and of the installation at this moment. Times are milliseconds since 1970, money nano US dollars. */
import type { TenantId } from "@/lib/platform/ids";
import type { CallEnd } from "@/lib/quotas/protocol";

/** Milliseconds; null where there was no call. */
export interface Quantiles {
  p50: number | null;
  p95: number | null;
  p99: number | null;
}

interface CallFigures {
  /** Calls of models that ended then, however they ended. */
  calls: number;
  /** Those among them that ended otherwise than well or by the caller's own wish. */
  failed: number;
  aborted: number;
  /** To the first token. */
  firstToken: Quantiles;
  /** To the end of a whole answer. */
  whole: Quantiles;
}

export interface CallMinute extends CallFigures {
  /** When the minute began. */
  at: number;
}

export interface CallSpan extends CallFigures {
  minutes: number;
}

/** All that a tenant's calls ever came to, as far as its Meter counted them: these only grow. */
export interface CallTotals {
  ends: Record<CallEnd, number>;
  promptTokens: number;
  completionTokens: number;
  cost: number;
}

/** Rows that Postgres does not have yet. */
export interface Waiting {
  rows: number;
  /** When the oldest of them was written; null when there is none. */
  since: number | null;
  /** Rows that Postgres refused by their content, put aside. */
  parked: number;
}

export interface MeterPulse {
  openCalls: number;
  openStreams: number;
  minutes: CallMinute[];
  span: CallSpan;
  totals: CallTotals;
  waiting: Waiting;
}

/** Objects that hold sockets, or rows that Postgres lacks. */
export const TELLERS = ["room", "inbox", "visit", "session"] as const;
export type TellerKind = (typeof TELLERS)[number];

/** What an object tells its tenant's board, as it stands. */
export interface Told extends Waiting {
  sockets: number;
}

export type Sockets = Record<Exclude<TellerKind, "session">, number>;

/** The board at the turn of a minute. */
export interface BoardMinute extends Sockets {
  at: number;
  waiting: number;
}

export interface BoardPulse {
  sockets: Sockets;
  waiting: Waiting;
  /** Oldest first; minutes in which there was nothing are left out. */
  minutes: BoardMinute[];
}

export interface PresencePulse {
  online: number;
  away: number;
  dnd: number;
}

/** Documents on their way into knowledge. */
export interface ReadingPulse {
  waiting: number;
  reading: number;
  indexing: number;
}

/** The live view. What did not answer in time is null. */
export interface LiveView {
  at: number;
  board: BoardPulse | null;
  people: PresencePulse | null;
  meter: MeterPulse | null;
  knowledge: ReadingPulse | null;
}

/** What the minute's round found in one tenant. */
export interface TenantPulse {
  tenant: TenantId;
  sockets: Sockets;
  waiting: Waiting;
  /** Null: no call ever came. */
  calls: (CallTotals & { open: number; streams: number }) | null;
}

/** One round of the cron over all tenants. */
export interface Round {
  at: number;
  tookMs: number;
  /** Every tenant there is; null when not even they could be listed. */
  tenants: TenantId[] | null;
  /** Of those that answered. */
  pulses: TenantPulse[];
  /** Tenants whose registry did not answer. */
  failed: number;
  /** Rooms with rows to push after it. */
  dirty: number;
}

export interface InstallationPulse {
  rounds: number;
  /** Rounds in which something failed. */
  failedRounds: number;
  /** Null: there was none yet. */
  last: (Omit<Round, "pulses" | "tenants"> & { tenants: number }) | null;
  /** When all went well last. */
  goodAt: number | null;
  tenants: TenantPulse[];
  /** What erased tenants came to: sums over all never fall. */
  gone: CallTotals;
}

export interface BreakerView {
  model: string;
  provider: string;
  state: "closed" | "half-open" | "open";
}

/** What the realtime Worker tells operators. */
export interface InstallationView {
  installation: InstallationPulse;
  /** Of models whose calls failed lately, as the answering isolate knows them. */
  breakers: BreakerView[];
}
