import { describe, expect, it } from "vitest";
import type { ClientId, GroupId, PersonId, RoomId } from "../../platform/ids";
import { LIMITS } from "../protocol";
import type { RoomActor } from "./acts";
import { applyCommand, type RoomCommand } from "./commands";
import type { JudgedMessage, LogView } from "./log-view";

const ada = "ada" as PersonId;
const ben = "ben" as PersonId;
const as = (person: PersonId, tenantRole: RoomActor["tenantRole"] = "member"): RoomActor => ({ person, tenantRole });
const me = as(ada);
const message = (over: Partial<JudgedMessage> = {}): JudgedMessage => ({
  author: ada,
  thread: null,
  deleted: false,
  changed: { seq: 5, at: 1 },
  ...over,
});
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
  memberCount: 3,
  roleOf: (person) => (person === ada || person === ben ? "member" : null),
  original: () => null,
  message: (seq) =>
    ({ 5: message(), 6: message({ thread: 5 }), 7: message({ deleted: true }), 8: message({ author: ben }) })[seq] ??
    null,
  bodyOf: () => "hi",
  pinOn: () => null,
  pinCount: () => 0,
  repliesWithout: () => null,
  fileOf: () => null,
  groupOf: () => null,
  isAttached: () => false,
  emojiOn: () => [],
  judgeWords: () => null,
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
    expect(applyCommand(view(), as("eve" as PersonId), send({ body: "" }))).toMatchObject({ code: "not_found" });
  });

  it("that was carried out before is answered with the original, even when it would be refused now", () => {
    const archived = { ...view().meta, archivedAt: 1 };
    const original = (author: PersonId, clientId: ClientId) =>
      author === ada && clientId === "c" ? { seq: 9, at: 3 } : null;
    expect(applyCommand(view({ meta: archived, original }), me, send({ body: "" }))).toEqual({
      kind: "repeat",
      seq: 9,
      at: 3,
    });
  });

  it("is refused in an archived room", () => {
    const meta = { ...view().meta, archivedAt: 1 };
    expect(applyCommand(view({ meta }), me, send())).toMatchObject({ code: "conflict" });
    expect(applyCommand(view({ meta }), me, react())).toMatchObject({ code: "conflict" });
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
      expect(applyCommand(view({ spend }), me, bad).kind).toBe("refused");
    }
    expect(spent).toEqual([]);
    applyCommand(view({ spend }), me, send());
    applyCommand(view({ spend }), me, react());
    expect(spent).toEqual(["send", "react"]);
  });

  it("that comes too fast says how long to wait", () => {
    for (const frame of [send(), react()]) {
      expect(applyCommand(view({ spend: () => 700 }), me, frame)).toMatchObject({
        code: "rate_limited",
        retryAfterMs: 700,
      });
    }
    const flood = view({ spend: () => 700, original: () => ({ seq: 1, at: 1 }) });
    expect(applyCommand(flood, me, send())).toMatchObject({ code: "rate_limited" });
  });
});

describe("what comes of it", () => {
  it("is a message, in a thread only under a first message", () => {
    expect(applyCommand(view(), me, send({ body: " hi " }))).toEqual({
      kind: "draft",
      draft: { type: "message.created", body: "hi", thread: null },
    });
    expect(applyCommand(view(), me, send({ thread: 5 }))).toMatchObject({ draft: { thread: 5 } });
    expect(applyCommand(view(), me, send({ thread: 6 }))).toMatchObject({ code: "invalid_request", param: "thread" });
    expect(applyCommand(view(), me, send({ body: "x".repeat(LIMITS.bodyCharsMax + 1) }))).toMatchObject({
      param: "body",
    });
  });

  it("is a reaction, of at most fifty kinds, though a kind that is there may be joined", () => {
    const full = Array.from({ length: LIMITS.emojiKindsMax }, (_, i) => (i === 0 ? "👍" : `:e${i}:`));
    const crowded = view({ emojiOn: () => full });
    expect(applyCommand(crowded, me, react()).kind).toBe("draft");
    expect(applyCommand(crowded, me, react({ emoji: "🎉" }))).toMatchObject({ code: "conflict", param: "emoji" });
    expect(applyCommand(crowded, me, react({ emoji: "🎉", on: false })).kind).toBe("draft");
  });
});

describe("changing what was said", () => {
  const edit = (over: object = {}): RoomCommand =>
    ({ type: "message.edit", clientId: "c", target: 5, body: "new", version: 5, ...over }) as RoomCommand;
  const remove = (target: number): RoomCommand => ({ type: "message.delete", clientId: "c", target });
  const pin = (target: number, on = true): RoomCommand => ({ type: "message.pin", clientId: "c", target, on });

  it("is for the author alone, and only of what they saw", () => {
    expect(applyCommand(view(), me, edit({ body: " new " }))).toEqual({
      kind: "draft",
      draft: { type: "message.edited", target: 5, body: "new" },
    });
    expect(applyCommand(view(), as(ada, "owner"), edit({ target: 8 }))).toMatchObject({ code: "forbidden" });
    expect(applyCommand(view(), me, edit({ target: 7 }))).toMatchObject({ code: "not_found" });
    expect(applyCommand(view(), me, edit({ target: 99 }))).toMatchObject({ code: "not_found" });
    expect(applyCommand(view(), me, edit({ version: 4 }))).toMatchObject({ code: "conflict", param: "version" });
    expect(applyCommand(view(), me, edit({ body: "  " }))).toMatchObject({ code: "invalid_request", param: "body" });
    expect(applyCommand(view(), me, edit({ body: "hi" }))).toEqual({ kind: "repeat", seq: 5, at: 1 });
  });

  it("deletes one's own, or anybody's for those who run the room or the tenant", () => {
    expect(applyCommand(view(), me, remove(5))).toMatchObject({ draft: { type: "message.deleted", target: 5 } });
    expect(applyCommand(view(), me, remove(8))).toMatchObject({ code: "forbidden" });
    expect(applyCommand(view(), as(ada, "admin"), remove(8)).kind).toBe("draft");
    expect(applyCommand(view({ roleOf: () => "owner" }), me, remove(8)).kind).toBe("draft");
    expect(applyCommand(view(), me, remove(7))).toMatchObject({ kind: "repeat" });
    const left = { count: 1, lastAt: 3, lastSeq: 9, people: [ben] };
    expect(applyCommand(view({ repliesWithout: () => left }), me, remove(6))).toEqual({
      kind: "draft",
      draft: { type: "message.deleted", target: 6, thread: 5, replies: left },
    });
  });

  it("pins once, up to a number, and nothing that is gone", () => {
    expect(applyCommand(view(), me, pin(8)).kind).toBe("draft");
    expect(applyCommand(view(), me, pin(8, false))).toMatchObject({ kind: "repeat" });
    expect(applyCommand(view({ pinOn: () => ({ seq: 9, at: 2 }) }), me, pin(8))).toEqual({
      kind: "repeat",
      seq: 9,
      at: 2,
    });
    expect(applyCommand(view({ pinCount: () => LIMITS.pinsMax }), me, pin(8))).toMatchObject({ code: "conflict" });
    expect(applyCommand(view(), me, pin(7))).toMatchObject({ code: "not_found" });
  });

  it("mentions everybody in a big room only for those who run it", () => {
    const big = { memberCount: LIMITS.mentionAllMembersMax + 1 };
    const all = send({ body: "<!room> lunch" });
    expect(applyCommand(view(), me, all).kind).toBe("draft");
    expect(applyCommand(view(big), me, all)).toMatchObject({ code: "forbidden", param: "body" });
    expect(applyCommand(view(big), me, edit({ body: "<!here>" }))).toMatchObject({ code: "forbidden", param: "body" });
    expect(applyCommand(view(big), me, send({ body: "`<!room>`" })).kind).toBe("draft");
    expect(applyCommand(view(big), as(ada, "admin"), all).kind).toBe("draft");
    expect(applyCommand(view({ ...big, roleOf: () => "owner" }), me, all).kind).toBe("draft");
  });

  describe("a mention of a group", () => {
    const id = "0190aaaa-0000-7000-8000-0000000000aa" as GroupId;
    const people = (count: number) => Array.from({ length: count }, (_, at) => `p${at}` as PersonId);
    const group = (list: readonly PersonId[]) => ({
      groupOf: (asked: GroupId) => (asked === id ? { handle: "on-call", people: list } : null),
    });
    const body = `<@&${id}> come`;
    const call = send({ body });

    it("says whom of the room it stood for, in a message and in an edit", () => {
      const room = view(group([ben, "elsewhere" as PersonId, ada]));
      const groups = [{ id, handle: "on-call", people: [ben, ada] }];
      expect(applyCommand(room, me, call)).toMatchObject({ draft: { body, groups } });
      expect(applyCommand(room, me, edit({ body: `<@&${id}>` }))).toMatchObject({ draft: { groups } });
    });

    it("of no group, in code or of a plain text adds nothing", () => {
      for (const text of [`<@&${id.replace("aa", "bb")}>`, `\`<@&${id}>\``, "@on-call"]) {
        const outcome = applyCommand(view(group([ben])), me, send({ body: text }));
        expect(outcome.kind === "draft" && outcome.draft).not.toHaveProperty("groups");
      }
    });

    it("needs the right to call everybody when many of it are here", () => {
      const all = { ...group(people(51)), roleOf: () => "member" as const };
      expect(applyCommand(view(all), me, call)).toMatchObject({ code: "forbidden", param: "body" });
      expect(applyCommand(view(all), as(ada, "admin"), call).kind).toBe("draft");
      expect(applyCommand(view({ ...all, roleOf: () => "owner" }), me, call).kind).toBe("draft");
      expect(applyCommand(view({ ...all, ...group(people(50)) }), me, call).kind).toBe("draft");
      // Those elsewhere are not called.
      expect(applyCommand(view(group([...people(60), ben, ada])), me, call).kind).toBe("draft");
    });

    it("is one of ten at most", () => {
      const many = Array.from({ length: 11 }, (_, at) => `<@&${id.slice(0, -2)}${String(at).padStart(2, "0")}>`).join(
        " ",
      );
      expect(applyCommand(view(), me, send({ body: many }))).toMatchObject({ code: "invalid_request", param: "body" });
    });
  });

  it("shows a reply in the room as well, and only a reply", () => {
    expect(applyCommand(view(), me, send({ thread: 5, alsoInRoom: true }))).toMatchObject({ draft: { inRoom: true } });
    expect(applyCommand(view(), me, send({ alsoInRoom: true }))).toMatchObject({ code: "invalid_request" });
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
    expect(applyCommand(withFiles(), me, send({ body: " ", files: ["two", "one"] }))).toEqual({
      kind: "draft",
      draft: { type: "message.created", body: "", thread: null, files: [files.two, files.one] },
    });
    expect(applyCommand(withFiles(), me, send({ body: "", files: [] }))).toMatchObject({
      kind: "refused",
      param: "body",
    });
    const long = send({ body: "x".repeat(LIMITS.bodyCharsMax + 1), files: ["one"] });
    expect(applyCommand(withFiles(), me, long)).toMatchObject({ kind: "refused", param: "body" });
    expect(applyCommand(withFiles(), me, send())).toEqual({
      kind: "draft",
      draft: { type: "message.created", body: "hi", thread: null },
    });
  });

  it("are refused when unknown, in a message already, or named twice", () => {
    const refused = (code: string) => ({ kind: "refused", code, param: "files" });
    expect(applyCommand(withFiles(), me, send({ files: ["one", "forged"] }))).toMatchObject(refused("not_found"));
    expect(applyCommand(withFiles({ isAttached: (id) => id === "2" }), me, send({ files: ["two"] }))).toMatchObject(
      refused("conflict"),
    );
    expect(applyCommand(withFiles(), me, send({ files: ["one", "again"] }))).toMatchObject(refused("conflict"));
  });
});

describe("taking a preview off", () => {
  const remove = (target: number): RoomCommand => ({ type: "preview.remove", clientId: "c", target });

  it("is the author's to do, on a message that is there", () => {
    expect(applyCommand(view(), me, remove(5))).toEqual({
      kind: "draft",
      draft: { type: "message.previewed", target: 5, previews: [] },
    });
    expect(applyCommand(view(), as(ben), remove(5))).toMatchObject({ code: "forbidden" });
    expect(applyCommand(view(), me, remove(7))).toMatchObject({ code: "not_found", param: "target" });
    expect(applyCommand(view(), me, remove(99))).toMatchObject({ code: "not_found", param: "target" });
    expect(applyCommand(view({ spend: () => 9 }), me, remove(5))).toMatchObject({ retryAfterMs: 9 });
  });
});
