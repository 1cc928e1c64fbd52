import { describe, expect, it } from "vitest";
import type { ClientId, PersonId, RoomId } from "../../platform/ids";
import { LIMITS } from "../protocol";
import { applyCommand, type LogView, type RoomCommand } from "./commands";

const ada = "ada" as PersonId;
const ben = "ben" as PersonId;
const view = (over: Partial<LogView> = {}): LogView => ({
  meta: {
    roomId: "r" as RoomId,
    kind: "channel",
    visibility: "public",
    name: "",
    topic: "",
    createdBy: ada,
    createdAt: 0,
    archivedAt: null,
  },
  isMember: (person) => person === ada,
  original: () => null,
  message: (seq) =>
    seq === 5
      ? { author: ada, thread: null, deleted: false }
      : seq === 6
        ? { author: ben, thread: 5, deleted: false }
        : seq === 7
          ? { author: ada, thread: null, deleted: true }
          : null,
  fileOf: () => null,
  isAttached: () => false,
  emojiOn: () => [],
  spend: () => 0,
  ...over,
});
const send = (over: object = {}): RoomCommand => ({ type: "message.send", clientId: "c", body: "hi", ...over });
const react = (over: object = {}): RoomCommand => ({
  type: "reaction.set",
  clientId: "c",
  target: 5,
  emoji: "👍",
  on: true,
  ...over,
});

describe("a command", () => {
  it("of somebody outside is not found, whatever it says", () => {
    expect(applyCommand(view(), "eve" as PersonId, send({ body: "" }))).toMatchObject({ code: "not_found" });
  });

  it("that was carried out before is answered with the original, even when it would be refused now", () => {
    const archived = { ...view().meta, archivedAt: 1 };
    const original = (author: PersonId, clientId: ClientId) =>
      author === ada && clientId === "c" ? { seq: 9, at: 3 } : null;
    expect(applyCommand(view({ meta: archived, original }), ada, send({ body: "" }))).toEqual({
      kind: "repeat",
      seq: 9,
      at: 3,
    });
  });

  it("is refused in an archived room", () => {
    const meta = { ...view().meta, archivedAt: 1 };
    expect(applyCommand(view({ meta }), ada, send())).toMatchObject({ code: "conflict" });
    expect(applyCommand(view({ meta }), ada, react())).toMatchObject({ code: "conflict" });
  });

  it("that is refused for its content spends nothing; one that is not, one", () => {
    const spent: string[] = [];
    const spend = (_person: PersonId, kind: string) => {
      spent.push(kind);
      return 0;
    };
    for (const bad of [
      send({ body: " " }),
      send({ thread: 99 }),
      send({ thread: 6 }),
      react({ emoji: "x" }),
      react({ target: 1 }),
      react({ target: 7 }),
    ]) {
      expect(applyCommand(view({ spend }), ada, bad).kind).toBe("refused");
    }
    expect(spent).toEqual([]);
    applyCommand(view({ spend }), ada, send());
    applyCommand(view({ spend }), ada, react());
    expect(spent).toEqual(["send", "react"]);
  });

  it("that comes too fast says how long to wait", () => {
    for (const frame of [send(), react()]) {
      expect(applyCommand(view({ spend: () => 700 }), ada, frame)).toMatchObject({
        code: "rate_limited",
        retryAfterMs: 700,
      });
    }
    const flood = view({ spend: () => 700, original: () => ({ seq: 1, at: 1 }) });
    expect(applyCommand(flood, ada, send())).toMatchObject({ code: "rate_limited" });
  });
});

describe("what comes of it", () => {
  it("is a message, in a thread only under a first message", () => {
    expect(applyCommand(view(), ada, send({ body: " hi " }))).toEqual({
      kind: "draft",
      draft: { type: "message.created", body: "hi", thread: null },
    });
    expect(applyCommand(view(), ada, send({ thread: 5 }))).toMatchObject({ draft: { thread: 5 } });
    expect(applyCommand(view(), ada, send({ thread: 6 }))).toMatchObject({ code: "invalid_request", param: "thread" });
    expect(applyCommand(view(), ada, send({ body: "x".repeat(LIMITS.bodyCharsMax + 1) }))).toMatchObject({
      param: "body",
    });
  });

  it("is a reaction, of at most fifty kinds, though a kind that is there may be joined", () => {
    const full = Array.from({ length: LIMITS.emojiKindsMax }, (_, i) => (i === 0 ? "👍" : `:e${i}:`));
    const crowded = view({ emojiOn: () => full });
    expect(applyCommand(crowded, ada, react()).kind).toBe("draft");
    expect(applyCommand(crowded, ada, react({ emoji: "🎉" }))).toMatchObject({ code: "conflict", param: "emoji" });
    expect(applyCommand(crowded, ada, react({ emoji: "🎉", on: false })).kind).toBe("draft");
  });
});

describe("files of a message", () => {
  const files: Record<string, { id: string; name: string; type: string; size: number }> = {
    one: { id: "1", name: "a.txt", type: "text/plain", size: 1 },
    again: { id: "1", name: "a.txt", type: "text/plain", size: 1 },
    two: { id: "2", name: "b.txt", type: "text/plain", size: 1 },
  };
  const withFiles = (over: Partial<LogView> = {}) =>
    view({ fileOf: (token, person) => (person === ada ? (files[token] ?? null) : null), ...over });

  it("go into the event in their order, and then the text may be empty", () => {
    expect(applyCommand(withFiles(), ada, send({ body: " ", files: ["two", "one"] }))).toEqual({
      kind: "draft",
      draft: { type: "message.created", body: "", thread: null, files: [files.two, files.one] },
    });
    expect(applyCommand(withFiles(), ada, send({ body: "", files: [] }))).toMatchObject({
      kind: "refused",
      param: "body",
    });
    const long = send({ body: "x".repeat(LIMITS.bodyCharsMax + 1), files: ["one"] });
    expect(applyCommand(withFiles(), ada, long)).toMatchObject({ kind: "refused", param: "body" });
    expect(applyCommand(withFiles(), ada, send())).toEqual({
      kind: "draft",
      draft: { type: "message.created", body: "hi", thread: null },
    });
  });

  it("are refused when unknown, in a message already, or named twice", () => {
    const refused = (code: string) => ({ kind: "refused", code, param: "files" });
    expect(applyCommand(withFiles(), ada, send({ files: ["one", "forged"] }))).toMatchObject(refused("not_found"));
    expect(applyCommand(withFiles({ isAttached: (id) => id === "2" }), ada, send({ files: ["two"] }))).toMatchObject(
      refused("conflict"),
    );
    expect(applyCommand(withFiles(), ada, send({ files: ["one", "again"] }))).toMatchObject(refused("conflict"));
  });
});

describe("taking a preview off", () => {
  const remove = (target: number): RoomCommand => ({ type: "preview.remove", clientId: "c", target });

  it("is the author's to do, on a message that is there", () => {
    expect(applyCommand(view(), ada, remove(5))).toEqual({
      kind: "draft",
      draft: { type: "message.previewed", target: 5, previews: [] },
    });
    expect(applyCommand(view({ isMember: () => true }), ben, remove(5))).toMatchObject({ code: "forbidden" });
    expect(applyCommand(view(), ada, remove(7))).toMatchObject({ code: "not_found", param: "target" });
    expect(applyCommand(view(), ada, remove(99))).toMatchObject({ code: "not_found", param: "target" });
    expect(applyCommand(view({ spend: () => 9 }), ada, remove(5))).toMatchObject({ retryAfterMs: 9 });
  });
});
