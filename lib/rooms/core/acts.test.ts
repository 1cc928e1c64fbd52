import { describe, expect, it } from "vitest";
import type { PersonId, RoomId } from "../../platform/ids";
import type { RoomMeta, RoomRole } from "../protocol";
import { applyAct, birthMembers, expelDrafts, type RoomAct, type RoomAdminView, type TenantRole } from "./acts";

const [ada, ben, cleo, eve] = ["ada", "ben", "cleo", "eve"] as [PersonId, PersonId, PersonId, PersonId];

const room = (
  over: Partial<RoomMeta> = {},
  members: [PersonId, RoomRole][] = [
    [ada, "owner"],
    [ben, "member"],
    [cleo, "member"],
  ],
): RoomAdminView => ({
  meta: {
    roomId: "r" as RoomId,
    kind: "channel",
    visibility: "public",
    name: "general",
    topic: "",
    createdBy: ada,
    createdAt: 0,
    archivedAt: null,
    ...over,
  },
  members: new Map(members),
});
/** What an act comes to: the types it writes, or the code it is refused with. */
const outcome = (view: RoomAdminView, person: PersonId, act: RoomAct, tenantRole: TenantRole = "member"): string => {
  const result = applyAct(view, { person, tenantRole }, act);
  return result.kind === "refused" ? result.code : result.drafts.map(({ type }) => type).join(",") || "nothing";
};

const rename: RoomAct = { type: "room.rename", name: "news" };
const topic: RoomAct = { type: "room.topic", topic: "today" };
const archive: RoomAct = { type: "room.archive", archived: true };
const join: RoomAct = { type: "member.join" };
const leave: RoomAct = { type: "member.leave" };
const add: RoomAct = { type: "member.add", people: [eve, ben, eve] };
const kick: RoomAct = { type: "member.remove", person: cleo };
const promote: RoomAct = { type: "member.role", person: ben, role: "owner" };

describe("a public channel", () => {
  it.each<[string, PersonId, TenantRole, RoomAct, string]>([
    ["owner renames", ada, "member", rename, "room.renamed"],
    ["member does not rename", ben, "member", rename, "forbidden"],
    ["tenant admin renames from outside", eve, "admin", rename, "room.renamed"],
    ["member sets the topic", ben, "member", topic, "room.topic"],
    ["outsider does not", eve, "member", topic, "forbidden"],
    ["owner archives", ada, "member", archive, "room.archived"],
    ["member does not archive", ben, "member", archive, "forbidden"],
    ["anybody joins", eve, "member", join, "member.joined"],
    ["a guest does not see it", eve, "guest", join, "not_found"],
    ["who is in need not join", ben, "member", join, "nothing"],
    ["member adds, each once", ben, "member", add, "member.joined"],
    ["guest member does not add", ben, "guest", add, "forbidden"],
    ["outsider does not add", eve, "member", add, "forbidden"],
    ["tenant admin adds from outside", eve, "admin", add, "member.joined"],
    ["owner removes", ada, "member", kick, "member.left"],
    ["member does not remove", ben, "member", kick, "forbidden"],
    ["member removes themselves", cleo, "member", kick, "member.left"],
    ["member leaves", ben, "member", leave, "member.left"],
    ["outsider leaves in vain", eve, "member", leave, "nothing"],
    ["last owner stays while others are in", ada, "member", leave, "conflict"],
    ["owner promotes", ada, "member", promote, "member.role"],
    ["member does not promote", ben, "member", promote, "forbidden"],
    ["last owner is not demoted", ada, "member", { type: "member.role", person: ada, role: "member" }, "conflict"],
    ["nobody promotes who is not in", ada, "member", { type: "member.role", person: eve, role: "owner" }, "not_found"],
    ["same name changes nothing", ada, "member", { type: "room.rename", name: " general " }, "nothing"],
    ["no name is refused", ada, "member", { type: "room.rename", name: " " }, "invalid_request"],
    ["topic is taken away", ada, "member", { type: "room.topic", topic: "" }, "nothing"],
    ["topic too long", ada, "member", { type: "room.topic", topic: "x".repeat(251) }, "invalid_request"],
  ])("%s", (_name, person, tenantRole, act, expected) => {
    expect(outcome(room(), person, act, tenantRole)).toBe(expected);
  });
});

it("a private channel and a group are not there for outsiders, tenant admins included", () => {
  for (const meta of [{ visibility: "private" as const }, { kind: "group" as const, visibility: "private" as const }]) {
    for (const act of [rename, topic, archive, join, leave, add, kick, promote]) {
      expect(outcome(room(meta), eve, act, "owner")).toBe("not_found");
    }
  }
  expect(outcome(room({ visibility: "private" }), ben, rename, "admin")).toBe("room.renamed");
});

it("everybody in a group names it, or takes the name away", () => {
  const group = room({ kind: "group", visibility: "private" });
  expect(outcome(group, ben, rename)).toBe("room.renamed");
  expect(outcome(group, ben, { type: "room.rename", name: "" })).toBe("room.renamed");
});

it("a direct message never changes", () => {
  const dm = room({ kind: "dm", visibility: "private" });
  for (const act of [rename, topic, archive, join, leave, add, kick, promote])
    expect(outcome(dm, ada, act, "owner")).toBe("forbidden");
});

it("an archived room can only be left, pruned and brought back", () => {
  const archived = room({ archivedAt: 5 });
  for (const act of [rename, topic, add, promote]) expect(outcome(archived, ada, act)).toBe("conflict");
  expect(outcome(archived, eve, join)).toBe("conflict");
  expect(outcome(archived, ada, kick)).toBe("member.left");
  expect(outcome(archived, ben, leave)).toBe("member.left");
  expect(outcome(archived, ada, archive)).toBe("nothing");
  expect(outcome(archived, ada, { type: "room.archive", archived: false })).toBe("room.archived");
});

it("the last member may leave, and an owner beside another may too", () => {
  expect(outcome(room({}, [[ada, "owner"]]), ada, leave)).toBe("member.left");
  expect(
    outcome(
      room({}, [
        [ada, "owner"],
        [ben, "owner"],
      ]),
      ada,
      leave,
    ),
  ).toBe("member.left");
});

it("who leaves the tenant leaves every room, and the longest-standing member inherits", () => {
  expect(expelDrafts(room(), ada)).toEqual([
    { type: "member.role", person: ben, role: "owner" },
    { type: "member.left", person: ada },
  ]);
  expect(expelDrafts(room(), ben)).toEqual([{ type: "member.left", person: ben }]);
  expect(
    expelDrafts(
      room({ kind: "dm" }, [
        [ada, "member"],
        [ben, "member"],
      ]),
      ada,
    ),
  ).toEqual([{ type: "member.left", person: ada }]);
  expect(expelDrafts(room({}, [[ada, "owner"]]), ada)).toEqual([{ type: "member.left", person: ada }]);
  expect(expelDrafts(room(), eve)).toEqual([]);
});

it("a room is born with its creator as owner, a direct message without one", () => {
  expect([...birthMembers("channel", ada, [ben, ada])]).toEqual([
    [ada, "owner"],
    [ben, "member"],
  ]);
  expect([...birthMembers("dm", ada, [ben, ada])]).toEqual([
    [ada, "member"],
    [ben, "member"],
  ]);
});
