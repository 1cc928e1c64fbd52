import { describe, expect, test } from "vitest";
import { check, type Evidence } from "./check";
import type { Finding, HistoryRecord, SqlRecord, ViewRecord } from "./records";

/** A clean run of one room, one birth and four messages by two clients; each test forges one fault into it. */
function cleanRun(): { history: HistoryRecord[]; views: ViewRecord[]; sql: SqlRecord[] } {
  const room = "room-1";
  const history: HistoryRecord[] = [
    { k: "run", t: 0, seed: 1, profile: "forged", plan: { sends: 4, kills: 1, outages: 1, removals: 1 } },
    {
      k: "invoke",
      t: 1,
      client: "admin",
      room,
      person: "ada",
      id: "birth",
      attempt: 1,
      op: { type: "act", act: "create" },
    },
    { k: "ok", t: 2, client: "admin", person: "ada", id: "birth", seq: 1 },
    { k: "stream", t: 3, client: "c1", room, stream: 1, since: 1, how: "fresh" },
    { k: "stream", t: 3, client: "c2", room, stream: 1, since: 1, how: "fresh" },
  ];
  const sql: SqlRecord[] = [
    { table: "room_events", room, seq: 1, type: "room.created", author: "ada", id: "birth", body: null },
  ];
  const messages: ViewRecord["messages"] = [];
  for (let n = 2; n <= 5; n += 1) {
    const author = n % 2 === 0 ? "ada" : "ben";
    const client = n % 2 === 0 ? "c1" : "c2";
    const [id, body] = [`m${n}`, `hello ${n}`];
    history.push(
      { k: "invoke", t: n * 10, client, room, person: author, id, attempt: 1, op: { type: "message", body } },
      { k: "got", t: n * 10 + 1, client: "c1", room, stream: 1, seq: n, type: "message.created", id, author },
      { k: "got", t: n * 10 + 1, client: "c2", room, stream: 1, seq: n, type: "message.created", id, author },
      { k: "ok", t: n * 10 + 2, client, person: author, id, seq: n },
    );
    sql.push(
      { table: "room_events", room, seq: n, type: "message.created", author, id, body },
      { table: "messages", room, seq: n, author, id, body },
    );
    messages.push({ seq: n, id, author, body, reactions: {} });
  }
  history.push(
    { k: "fault", t: 60, name: "kill" },
    { k: "fault", t: 61, name: "pg.freeze" },
    { k: "pg.back", t: 70, outage: 1, heads: { [room]: 5 } },
    { k: "pg.level", t: 80, outage: 1 },
    { k: "removal", t: 85, room, person: "eve", seq: 9, bytesAfter: 0, leaks: [] },
    { k: "quiet", t: 90 },
    { k: "equal", t: 95 },
  );
  const views = ["room", "c1", "c2"].map((client) => ({ client, room, head: 5, messages: structuredClone(messages) }));
  return { history, views, sql };
}

type Run = ReturnType<typeof cleanRun>;

const find = (run: Run, k: HistoryRecord["k"], nth = 0): number =>
  run.history.map((record, at) => ({ record, at })).filter(({ record }) => record.k === k)[nth]?.at ?? -1;

/** Each forgery and the kinds it must be reported as; nothing else may be reported. */
const FORGERIES: { name: string; forge: (run: Run) => void; expected: Finding[] }[] = [
  {
    name: "an acknowledged message missing from Postgres, the room and the views",
    forge(run) {
      run.sql = run.sql.filter((row) => row.seq !== 5);
      for (const view of run.views) {
        view.messages.pop();
        view.head = 4;
      }
    },
    expected: ["lost"],
  },
  {
    name: "an acknowledged message missing from one client's view only",
    forge: (run) => void run.views[1]?.messages.splice(1, 1),
    expected: ["lost"],
  },
  {
    name: "an event one stream skipped",
    forge: (run) => void run.history.splice(find(run, "got", 2), 1),
    expected: ["lost"],
  },
  {
    name: "one message written twice under two seqs",
    forge(run) {
      const twice = { room: "room-1", seq: 6, author: "ben", id: "m5", body: "hello 5" };
      run.sql.push({ table: "room_events", type: "message.created", ...twice }, { table: "messages", ...twice });
      for (const view of run.views) {
        view.messages.push({ ...twice, reactions: {} });
        view.head = 6;
      }
    },
    expected: ["duplicated", "reordered"],
  },
  {
    name: "a resend acknowledged with a second seq",
    forge: (run) => void run.history.push({ k: "ok", t: 99, client: "c2", person: "ben", id: "m5", seq: 6 }),
    expected: ["duplicated"],
  },
  {
    name: "one event delivered twice on a stream",
    forge(run) {
      const at = find(run, "got", 2);
      const record = run.history[at];
      if (record) run.history.splice(at + 2, 0, record);
    },
    expected: ["duplicated"],
  },
  {
    name: "two events swapped on one stream",
    forge(run) {
      const [a, b] = [find(run, "got", 0), find(run, "got", 2)];
      const [first, second] = [run.history[a], run.history[b]];
      // Both after the second send, so that only the order is wrong.
      if (first && second) run.history.splice(b, 1, second, first);
      run.history.splice(a, 1);
    },
    expected: ["reordered"],
  },
  {
    name: "a later message placed before one that was already acknowledged",
    forge(run) {
      swapSeqs(run, 2, 4);
    },
    expected: ["reordered"],
  },
  {
    name: "two messages shown in the wrong order by one client",
    forge: (run) => void run.views[2]?.messages.reverse(),
    expected: ["reordered"],
  },
  {
    name: "a message nobody sent",
    forge(run) {
      const ghost = { room: "room-1", seq: 6, author: "ben", id: "ghost", body: "boo" };
      run.sql.push({ table: "room_events", type: "message.created", ...ghost }, { table: "messages", ...ghost });
      for (const view of run.views) {
        view.messages.push({ ...ghost, reactions: {} });
        view.head = 6;
      }
    },
    expected: ["phantom"],
  },
  {
    name: "a message whose words changed on the way",
    forge(run) {
      for (const row of run.sql) if (row.seq === 3 && row.table !== "message_reactions") row.body = "something else";
    },
    expected: ["phantom"],
  },
  {
    name: "a refused message that appears all the same",
    forge(run) {
      const op = { type: "message", body: "hello 6" } as const;
      const row = { room: "room-1", seq: 6, author: "ada", id: "m6", body: "hello 6" };
      run.history.push(
        { k: "invoke", t: 62, client: "c1", room: "room-1", person: "ada", id: "m6", attempt: 1, op },
        { k: "fail", t: 63, client: "c1", person: "ada", id: "m6", code: "rate_limited" },
      );
      run.sql.push({ table: "room_events", type: "message.created", ...row }, { table: "messages", ...row });
      for (const view of run.views) {
        view.messages.push({ ...row, reactions: {} });
        view.head = 6;
      }
      const planned = run.history[0];
      if (planned?.k === "run") planned.plan.sends = 0;
      // Enough acknowledged sends that one refusal is not what makes the run hollow.
      padWithAcknowledged(run, 7, 20);
    },
    expected: ["phantom"],
  },
  {
    name: "a hole in the log",
    forge(run) {
      run.sql = run.sql.filter((row) => row.seq !== 1);
      run.history.splice(find(run, "invoke"), 2);
    },
    expected: ["gap"],
  },
  {
    name: "a reaction that Postgres does not have",
    forge: (run) => void Object.assign(run.views[0]?.messages[0]?.reactions ?? {}, { "👍": ["ben"] }),
    expected: ["unequal"],
  },
  {
    name: "Postgres behind the room at the end",
    forge(run) {
      const room = run.views[0];
      if (room) room.head = 6;
    },
    expected: ["unequal"],
  },
  {
    name: "Postgres level only after 31 s",
    forge(run) {
      const level = run.history[find(run, "pg.level")];
      if (level) level.t = 70 + 31_000;
    },
    expected: ["late"],
  },
  {
    name: "Postgres never level",
    forge: (run) => void run.history.splice(find(run, "equal"), 1),
    expected: ["late"],
  },
  {
    name: "bytes to a removed member",
    forge(run) {
      const removal = run.history[find(run, "removal")];
      if (removal?.k === "removal") removal.bytesAfter = 12;
    },
    expected: ["leak"],
  },
  {
    name: "a run without its kills",
    forge: (run) => void run.history.splice(find(run, "fault"), 1),
    expected: ["hollow"],
  },
  {
    name: "a run without its removal",
    forge: (run) => void run.history.splice(find(run, "removal"), 1),
    expected: ["hollow"],
  },
];

describe("the checker", () => {
  test("finds nothing in a clean history", async () => {
    const verdict = await check(cleanRun());
    expect(verdict).toMatchObject({ ok: true, totals: { sends: 4, acked: 4, delivered: 8 } });
  });

  test("accepts a resend after an unknown outcome that is acknowledged with the first seq", async () => {
    const run = cleanRun();
    const at = find(run, "ok", 2);
    const invoke = run.history[find(run, "invoke", 2)];
    if (invoke?.k !== "invoke") throw new Error("the clean run changed its shape");
    const { client, person, id } = invoke;
    run.history.splice(at, 0, { k: "unknown", t: 31.2, client, person, id }, { ...invoke, t: 31.5, attempt: 2 });
    expect(await check(run)).toMatchObject({ ok: true });
  });

  test.each(FORGERIES)("reports $name", async ({ forge, expected }) => {
    const run = cleanRun();
    forge(run);
    const verdict = await check(run satisfies Evidence);
    const reported = Object.entries(verdict.counts).filter(([, count]) => count > 0);
    expect(verdict.ok).toBe(false);
    expect(reported.map(([kind]) => kind).toSorted()).toEqual(expected.toSorted());
  });
});

/** Lets the messages at two places of the log change places everywhere, streams included. */
function swapSeqs(run: Run, a: number, b: number): void {
  const other = (seq: number) => (seq === a ? b : seq === b ? a : seq);
  run.history = run.history.filter((record) => record.k !== "got" && record.k !== "stream");
  for (const record of run.history) if (record.k === "ok") record.seq = other(record.seq);
  for (const row of run.sql) row.seq = other(row.seq);
  for (const view of run.views) {
    for (const message of view.messages) message.seq = other(message.seq);
    view.messages.sort((x, y) => x.seq - y.seq);
  }
}

function padWithAcknowledged(run: Run, from: number, to: number): void {
  const room = "room-1";
  for (let seq = from; seq <= to; seq += 1) {
    const row = { room, seq, author: "ada", id: `m${seq}`, body: `hello ${seq}` };
    const op = { type: "message", body: row.body } as const;
    run.history.push(
      { k: "invoke", t: 63 + seq, client: "c1", room, person: "ada", id: row.id, attempt: 1, op },
      { k: "ok", t: 63.5 + seq, client: "c1", person: "ada", id: row.id, seq },
    );
    run.sql.push({ table: "room_events", type: "message.created", ...row }, { table: "messages", ...row });
    for (const view of run.views) {
      view.messages.push({ ...row, reactions: {} });
      view.head = seq;
    }
  }
}
