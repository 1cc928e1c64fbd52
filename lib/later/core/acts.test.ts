import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { newId, type ClientId, type RoomId } from "../../platform/ids";
import { LATER_LIMITS, type LaterItem, type LaterKind, type SavedItem, type ScheduledItem } from "../protocol";
import { applyLaterAct, dueAt, remind, settleScheduled, startSending, type LaterAct, type LaterView } from "./acts";

const room = newId<RoomId>();
const id = newId<ClientId>();
const NOW = Date.UTC(2026, 10, 21);
const HOUR = 3_600_000;

/** The inbox's rows, in memory. */
function memory() {
  const held = new Map<string, LaterItem | null>();
  let version = 0;
  const view: LaterView = {
    find: <K extends LaterKind>(kind: K, key: string) =>
      (held.get(`${kind}:${key}`) ?? null) as Extract<LaterItem, { kind: K }> | null,
    wasThere: (kind, key) => held.get(`${kind}:${key}`) === null,
    count: (kind) => [...held.values()].filter((item) => item?.kind === kind).length,
  };
  const act = (what: LaterAct, now = NOW) => {
    const outcome = applyLaterAct(view, what, now);
    if (outcome.kind === "put")
      held.set(`${outcome.item.kind}:${outcome.item.id}`, { ...outcome.item, version: ++version } as LaterItem);
    if (outcome.kind === "drop") held.set(`${outcome.of}:${outcome.id}`, null);
    return outcome;
  };
  return { view, act };
}

const draft = (body: string, base = 0, by = "phone"): LaterAct => ({
  type: "draft.set",
  room,
  thread: null,
  body,
  base,
  by,
});
const schedule = (more: Partial<Extract<LaterAct, { type: "scheduled.add" }>> = {}): LaterAct => ({
  type: "scheduled.add",
  id,
  room,
  thread: null,
  body: " hello ",
  at: NOW + HOUR,
  ...more,
});

describe("drafts", () => {
  it("keep what was written last, also when the writer had not seen the one before", () => {
    const { act, view } = memory();
    act(draft("from the phone"));
    act(draft("from the laptop", 0, "laptop"));
    expect(view.find("draft", room)).toMatchObject({ body: "from the laptop", by: "laptop", version: 2 });
  });

  it("are emptied by who wrote them or knew them, not by who never saw them", () => {
    const { act, view } = memory();
    act(draft("one"));
    act(draft("two", 1, "laptop"));
    expect(act(draft("", 1))).toMatchObject({ kind: "same", item: { body: "two" } });
    expect(act(draft(" \n ", 2))).toMatchObject({ kind: "drop" });
    act(draft("three"));
    expect(act(draft("", 0))).toMatchObject({ kind: "drop" });
    expect(view.find("draft", room)).toBeNull();
    expect(act(draft(""))).toEqual({ kind: "same", item: null });
  });

  it("are storable whatever was pasted, apart by thread, and limited in number", () => {
    const { act, view } = memory();
    act(draft("nul\u0000 and half \ud800"));
    expect(view.find("draft", room)?.body).toBe("nul and half \ufffd");
    for (let thread = 1; thread < LATER_LIMITS.draftsMax; thread++) act({ ...draft("reply"), thread } as LaterAct);
    expect(act({ ...draft("one too many"), thread: 999 } as LaterAct)).toMatchObject({ code: "conflict" });
    expect(act(draft("an old one still changes"))).toMatchObject({ kind: "put" });
  });
});

describe("scheduled messages", () => {
  it("are taken once, trimmed, and not again after they are gone", () => {
    const { act } = memory();
    expect(act(schedule())).toMatchObject({ kind: "put", item: { body: "hello", state: "waiting", at: NOW + HOUR } });
    expect(act(schedule({ body: "another" }))).toMatchObject({ kind: "same", item: { body: "hello" } });
    expect(act({ type: "scheduled.drop", id })).toMatchObject({ kind: "drop" });
    expect(act({ type: "scheduled.drop", id })).toEqual({ kind: "same", item: null });
    expect(act(schedule())).toEqual({ kind: "same", item: null });
  });

  it("refuse an empty or too long text, too far a moment, and one that is not there", () => {
    const { act } = memory();
    expect(act(schedule({ body: " \u200b " }))).toMatchObject({ code: "invalid_request", param: "body" });
    expect(act(schedule({ body: "x".repeat(4_001) }))).toMatchObject({ code: "invalid_request", param: "body" });
    expect(act(schedule({ at: NOW + 400 * 24 * HOUR }))).toMatchObject({ code: "invalid_request", param: "at" });
    expect(act({ type: "scheduled.change", id, at: NOW })).toMatchObject({ code: "not_found" });
    expect(act({ type: "scheduled.drop", id })).toMatchObject({ code: "not_found" });
  });

  it("cannot be changed while they are being sent, and can after they failed", () => {
    const { act, view } = memory();
    act(schedule());
    const held = () => view.find("scheduled", id) as ScheduledItem;
    const frozen: LaterView = { ...view, find: () => startSending(held()) as never };
    for (const what of [
      { type: "scheduled.change", id, body: "late" },
      { type: "scheduled.drop", id },
    ] as const) {
      expect(applyLaterAct(frozen, what, NOW)).toMatchObject({ code: "conflict" });
    }
    const failed: LaterView = { ...view, find: () => ({ ...held(), state: "failed", fault: "archived" }) as never };
    const change = { type: "scheduled.change", id, at: NOW } as const;
    expect(applyLaterAct(failed, change, NOW)).toMatchObject({ item: { state: "waiting", fault: null, at: NOW } });
  });

  const item: ScheduledItem = {
    kind: "scheduled",
    id,
    version: 1,
    room,
    thread: null,
    body: "hello",
    at: NOW,
    state: "sending",
    fault: null,
    retryAt: null,
    tries: 0,
  };

  it("leave when the room has them, stay with the reason when it never takes them", () => {
    expect(settleScheduled(item, { ok: true }, NOW, 0)).toEqual({ kind: "drop", of: "scheduled", id });
    const faults = [
      [{ code: "not_found" }, "not_member"],
      [{ code: "not_found", param: "thread" }, "thread_gone"],
      [{ code: "conflict" }, "archived"],
      [{ code: "invalid_request" }, "invalid"],
      [{ code: "forbidden" }, "forbidden"],
    ] as const;
    for (const [answer, fault] of faults) {
      const outcome = settleScheduled(item, { ok: false, ...answer }, NOW, 0);
      expect(outcome).toMatchObject({ kind: "put", item: { state: "failed", fault } });
      if (outcome.kind === "put") expect(dueAt(outcome.item)).toBeNull();
    }
  });

  it("are tried again for ever and later each time, and stay unchangeable only while the outcome is unknown", () => {
    fc.assert(
      fc.property(fc.nat(40), fc.double({ min: 0, max: 1, noNaN: true }), fc.boolean(), (tries, random, answered) => {
        const answer = answered ? { ok: false as const, code: "unavailable" } : null;
        const outcome = settleScheduled({ ...item, tries }, answer, NOW, random);
        expect(outcome).toMatchObject({ kind: "put", item: { state: answered ? "waiting" : "sending" } });
        const due = outcome.kind === "put" ? dueAt(outcome.item) : null;
        expect(due).toBeGreaterThanOrEqual(NOW + 2_000);
        expect(due).toBeLessThanOrEqual(NOW + 300_000);
      }),
    );
    const slow = settleScheduled(item, { ok: false, code: "rate_limited", retryAfterMs: 60_000 }, NOW, 0);
    expect(slow).toMatchObject({ item: { retryAt: NOW + 60_000 } });
  });
});

describe("saved messages", () => {
  const save = (state: "todo" | "done" | null, remindAt?: number | null): LaterAct => ({
    type: "saved.set",
    room,
    seq: 4,
    state,
    ...(remindAt === undefined ? {} : { remindAt }),
  });
  const key = `${room}:4`;

  it("go from to do to done and away, each once", () => {
    const { act, view } = memory();
    expect(act(save("done"))).toMatchObject({ code: "not_found" });
    act(save("todo"));
    expect(act(save("todo"))).toMatchObject({ kind: "same" });
    act(save("done"));
    expect(view.find("saved", key)).toMatchObject({ done: true, savedAt: NOW });
    expect(act(save(null))).toMatchObject({ kind: "drop" });
    expect(act(save(null))).toEqual({ kind: "same", item: null });
  });

  it("remind once, and are dealt with by done, another reminder or none", () => {
    const { act, view } = memory();
    act(save("todo", NOW + HOUR));
    const waiting = view.find("saved", key) as SavedItem;
    expect(dueAt(waiting)).toBe(NOW + HOUR);
    const came = remind(waiting);
    expect(came).toMatchObject({ remindAt: null, remindedAt: NOW + HOUR });
    expect(dueAt(came)).toBeNull();
    const after: LaterView = { ...view, find: () => ({ ...came, version: 2 }) as never };
    for (const [what, expected] of [
      [save("done"), { done: true, remindedAt: null, remindAt: null }],
      [save("todo", NOW + 2 * HOUR), { remindedAt: null, remindAt: NOW + 2 * HOUR }],
      [save("todo", null), { remindedAt: null, remindAt: null }],
      [save("todo"), { remindedAt: NOW + HOUR }],
    ] as const) {
      const outcome = applyLaterAct(after, what, NOW);
      expect("item" in outcome ? outcome.item : outcome).toMatchObject(expected);
    }
  });
});
