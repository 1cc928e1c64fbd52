/** Reads the history once, in order, and finds what is wrong in it alone: acknowledgements, streams, real-time order. */
import type { Findings } from "./findings";
import { isSaid, type FaultName, type HistoryRecord, type OpBody, type RunPlan } from "./records";

/** One operation: everything that was tried under one (person, client id). */
export interface Op {
  key: string;
  room: string;
  person: string;
  id: string;
  op: OpBody;
  firstInvokeT: number;
  firstOkT: number | null;
  seq: number | null;
  attempts: number;
  fails: number;
  unknowns: number;
}

export interface HistoryReading {
  ops: Map<string, Op>;
  delivered: number;
  streams: number;
  faults: Partial<Record<FaultName, number>>;
  levelMsMax: number;
  plan: RunPlan | null;
  quietT: number | null;
  equalT: number | null;
  removals: number;
}

/** From Postgres' return (or the last send) until it holds what the room holds. */
export const LEVEL_WITHIN_MS = 30_000;

interface Stream {
  name: string;
  since: number;
  last: number;
  seen: Set<number>;
}

export const opKey = (person: string, id: string) => `${person}/${id}`;

/** Feed records with `read`, then call `finish` once. */
export function createHistoryReader(findings: Findings) {
  const ops = new Map<string, Op>();
  const streams = new Map<string, Stream>();
  /** room -> seq -> operation key: every observer must agree. */
  const places = new Map<string, Map<number, string>>();
  const backs = new Map<number, number>();
  const reading: HistoryReading = {
    ops,
    delivered: 0,
    streams: 0,
    faults: {},
    levelMsMax: 0,
    plan: null,
    quietT: null,
    equalT: null,
    removals: 0,
  };

  function place(room: string, seq: number, key: string, who: string): void {
    const known = places.get(room) ?? new Map<number, string>();
    places.set(room, known);
    const other = known.get(seq);
    if (other === undefined) known.set(seq, key);
    else if (other !== key) findings.add("reordered", `${who}: seq ${seq} of ${room} is ${key}, elsewhere ${other}`);
  }

  function closeStream(stream: Stream): void {
    for (let seq = stream.since + 1; seq <= stream.last; seq += 1) {
      if (!stream.seen.has(seq))
        findings.add("lost", `${stream.name}: seq ${seq} was never delivered, ${stream.last} was`);
    }
  }

  function onGot(record: Extract<HistoryRecord, { k: "got" }>): void {
    reading.delivered += 1;
    const name = `${record.client} stream ${record.stream} of ${record.room}`;
    const stream = streams.get(name);
    if (!stream) return findings.add("phantom", `${name}: an event before the welcome`);
    if (stream.seen.has(record.seq)) findings.add("duplicated", `${name}: seq ${record.seq} delivered twice`);
    else if (record.seq <= stream.since) findings.add("duplicated", `${name}: seq ${record.seq} was already known`);
    else if (record.seq < stream.last) findings.add("reordered", `${name}: seq ${record.seq} after ${stream.last}`);
    stream.seen.add(record.seq);
    stream.last = Math.max(stream.last, record.seq);
    const key = opKey(record.author, record.id);
    if (isSaid(record.type) && !ops.has(key))
      findings.add("phantom", `${name}: seq ${record.seq} is ${key}, which nobody sent`);
    place(record.room, record.seq, key, name);
    return undefined;
  }

  function onOk(record: Extract<HistoryRecord, { k: "ok" }>): void {
    const key = opKey(record.person, record.id);
    const op = ops.get(key);
    if (!op) return findings.add("phantom", `${record.client}: acknowledged ${key}, which nobody sent`);
    if (op.seq !== null && op.seq !== record.seq) {
      findings.add("duplicated", `${key} was acknowledged as seq ${op.seq} and as ${record.seq}`);
    }
    op.seq ??= record.seq;
    op.firstOkT ??= record.t;
    place(op.room, record.seq, key, `ack to ${record.client}`);
    return undefined;
  }

  function read(record: HistoryRecord): void {
    switch (record.k) {
      case "run":
        reading.plan = record.plan;
        break;
      case "invoke": {
        const key = opKey(record.person, record.id);
        const op = ops.get(key);
        if (op) op.attempts += 1;
        else {
          const { room, person, id } = record;
          const counts = { attempts: 1, fails: 0, unknowns: 0 };
          ops.set(key, {
            key,
            room,
            person,
            id,
            op: record.op,
            firstInvokeT: record.t,
            firstOkT: null,
            seq: null,
            ...counts,
          });
        }
        break;
      }
      case "ok":
        onOk(record);
        break;
      case "fail":
      case "unknown": {
        const op = ops.get(opKey(record.person, record.id));
        if (op) op[record.k === "fail" ? "fails" : "unknowns"] += 1;
        break;
      }
      case "stream": {
        reading.streams += 1;
        const name = `${record.client} stream ${record.stream} of ${record.room}`;
        streams.set(name, { name, since: record.since, last: record.since, seen: new Set() });
        break;
      }
      case "got":
        onGot(record);
        break;
      case "fault":
        reading.faults[record.name] = (reading.faults[record.name] ?? 0) + 1;
        break;
      case "pg.back":
        backs.set(record.outage, record.t);
        break;
      case "pg.level": {
        const tookMs = record.t - (backs.get(record.outage) ?? record.t);
        reading.levelMsMax = Math.max(reading.levelMsMax, tookMs);
        if (tookMs > LEVEL_WITHIN_MS)
          findings.add("late", `outage ${record.outage}: level after ${Math.round(tookMs)} ms`);
        backs.delete(record.outage);
        break;
      }
      case "quiet":
        reading.quietT = record.t;
        break;
      case "equal":
        reading.equalT = record.t;
        break;
      case "removal":
        reading.removals += 1;
        if (record.bytesAfter > 0) {
          findings.add(
            "leak",
            `${record.person} got ${record.bytesAfter} bytes of ${record.room} after the removal answered`,
          );
        }
        for (const leak of record.leaks) findings.add("leak", `${record.person} after removal: ${leak}`);
        break;
    }
  }

  function finish(): HistoryReading {
    for (const stream of streams.values()) closeStream(stream);
    for (const outage of backs.keys()) findings.add("late", `outage ${outage}: Postgres never became level`);
    if (reading.quietT !== null) {
      const tookMs = (reading.equalT ?? Number.POSITIVE_INFINITY) - reading.quietT;
      if (tookMs > LEVEL_WITHIN_MS) findings.add("late", `at the end: equal after ${Math.round(tookMs)} ms`);
    }
    findRealTimeInversions(ops, findings);
    return reading;
  }

  return { read, finish };
}

/** An operation acknowledged before another was even sent must come before it in the log. */
function findRealTimeInversions(ops: Map<string, Op>, findings: Findings): void {
  const rooms = new Map<string, Op[]>();
  for (const op of ops.values()) {
    if (op.seq === null) continue;
    const list = rooms.get(op.room);
    if (list) list.push(op);
    else rooms.set(op.room, [op]);
  }
  for (const list of rooms.values()) {
    list.sort((a, b) => (b.seq ?? 0) - (a.seq ?? 0));
    let earliest: Op | null = null;
    for (const op of list) {
      if (earliest?.firstOkT != null && earliest.firstOkT < op.firstInvokeT) {
        findings.add(
          "reordered",
          `${earliest.key} (seq ${earliest.seq}) was done before ${op.key} (seq ${op.seq}) began`,
        );
      }
      if (op.firstOkT !== null && (earliest?.firstOkT == null || op.firstOkT < earliest.firstOkT)) earliest = op;
    }
  }
}
