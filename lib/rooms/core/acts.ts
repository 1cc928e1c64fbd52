/** Who may change a room and its membership, and what it writes. The only rules for administration. */
import type { PersonId } from "../../platform/ids";
import { LIMITS, type RoomMeta, type RoomRole, type TenantRole } from "../protocol";
import { type Draft, type Refused, refuse } from "./draft";
import { normaliseLine } from "./text";

export type { TenantRole };

/** Who acts, as the caller's Worker proved it. */
export interface RoomActor {
  person: PersonId;
  tenantRole: TenantRole;
}

export type RoomAct =
  | { type: "room.rename"; name: string }
  | { type: "room.topic"; topic: string }
  | { type: "room.archive"; archived: boolean }
  /** Self-service: public channels only; guests never. */
  | { type: "member.join" }
  | { type: "member.leave" }
  | { type: "member.add"; people: PersonId[] }
  | { type: "member.remove"; person: PersonId }
  | { type: "member.role"; person: PersonId; role: RoomRole };

export interface RoomAdminView {
  meta: RoomMeta;
  /** In the order they joined, longest first. */
  members: ReadonlyMap<PersonId, RoomRole>;
}

export type ActOutcome = { kind: "drafts"; drafts: Draft[] } | Refused;

/** Judges one act. No drafts means: it is so already. A room the actor may not see answers as a missing one does. */
export function applyAct(room: RoomAdminView, actor: RoomActor, act: RoomAct): ActOutcome {
  const { meta, members } = room;
  const role = members.get(actor.person) ?? null;
  const runsTenant = actor.tenantRole === "owner" || actor.tenantRole === "admin";
  const isOpen = meta.kind === "channel" && meta.visibility === "public" && actor.tenantRole !== "guest";
  if (role === null && !isOpen) return refuse("not_found", "There is no such room.");
  if (meta.kind === "dm") return refuse("forbidden", "A direct message cannot be changed.");
  const owns = role === "owner" || runsTenant;
  const archived = meta.archivedAt !== null;
  switch (act.type) {
    case "room.archive":
      if (!owns) return onlyOwners("archive");
      return archived === act.archived ? none() : drafts({ type: "room.archived", archived: act.archived });
    case "member.leave":
      return leave(room, actor.person);
    case "member.remove":
      return remove(room, actor.person, owns, act.person);
    case "room.rename":
    case "room.topic":
    case "member.join":
    case "member.add":
    case "member.role":
      break;
    default:
      return act satisfies never;
  }
  if (archived) return refuse("conflict", "This room is archived.");
  switch (act.type) {
    case "room.rename":
      return rename(meta, role, owns, act.name);
    case "room.topic":
      return retopic(meta, role, owns, act.topic);
    case "member.join":
      if (role !== null) return none();
      return drafts({ type: "member.joined", person: actor.person, role: "member" });
    case "member.add":
      return add(room, actor, role, runsTenant, act.people);
    case "member.role":
      return setRole(room, owns, act.person, act.role);
    default:
      return act satisfies never;
  }
}

/** What writes a person out of a room when the tenant let them go: nobody may refuse, and no room is left without an owner. */
export function expelDrafts(room: RoomAdminView, person: PersonId): Draft[] {
  const role = room.members.get(person);
  if (!role) return [];
  const left: Draft[] = [{ type: "member.left", person }];
  const owners = ownersOf(room).filter((each) => each !== person);
  const heir = [...room.members.keys()].find((each) => each !== person);
  if (room.meta.kind === "dm" || role !== "owner" || owners.length > 0 || !heir) return left;
  return [{ type: "member.role", person: heir, role: "owner" }, ...left];
}

/** The members a new room starts with and their roles. */
export function birthMembers(
  kind: RoomMeta["kind"],
  createdBy: PersonId,
  listed: readonly PersonId[],
): Map<PersonId, RoomRole> {
  const members = new Map<PersonId, RoomRole>([[createdBy, kind === "dm" ? "member" : "owner"]]);
  for (const person of listed) if (!members.has(person)) members.set(person, "member");
  return members;
}

function rename(meta: RoomMeta, role: RoomRole | null, owns: boolean, raw: string): ActOutcome {
  // Everybody in an unnamed group is its host; a channel's name is its address.
  if (!(meta.kind === "group" ? role !== null : owns)) return onlyOwners("rename");
  if (meta.kind === "group" && raw.trim() === "")
    return meta.name === "" ? none() : drafts({ type: "room.renamed", name: "" });
  const name = normaliseLine(raw, LIMITS.roomNameCharsMax);
  if (!name.ok)
    return refuse("invalid_request", `A room's name has 1 to ${LIMITS.roomNameCharsMax} characters.`, "name");
  return name.text === meta.name ? none() : drafts({ type: "room.renamed", name: name.text });
}

function retopic(meta: RoomMeta, role: RoomRole | null, owns: boolean, raw: string): ActOutcome {
  if (role === null && !owns) return refuse("forbidden", "Join the room to change its topic.");
  if (raw.trim() === "") return meta.topic === "" ? none() : drafts({ type: "room.topic", topic: "" });
  const topic = normaliseLine(raw, LIMITS.topicCharsMax);
  if (!topic.ok) return refuse("invalid_request", `A topic has at most ${LIMITS.topicCharsMax} characters.`, "topic");
  return topic.text === meta.topic ? none() : drafts({ type: "room.topic", topic: topic.text });
}

function add(
  { members }: RoomAdminView,
  actor: RoomActor,
  role: RoomRole | null,
  runsTenant: boolean,
  people: readonly PersonId[],
): ActOutcome {
  if ((role === null && !runsTenant) || actor.tenantRole === "guest") {
    return refuse("forbidden", "Only people in the room may add others.");
  }
  const joining = [...new Set(people)].filter((person) => !members.has(person));
  return drafts(...joining.map((person): Draft => ({ type: "member.joined", person, role: "member" })));
}

function leave(room: RoomAdminView, person: PersonId): ActOutcome {
  if (!room.members.has(person)) return none();
  if (isLastOwner(room, person))
    return refuse("conflict", "You are the last owner: make somebody else an owner first.");
  return drafts({ type: "member.left", person });
}

function remove(room: RoomAdminView, actor: PersonId, owns: boolean, person: PersonId): ActOutcome {
  if (person === actor) return leave(room, person);
  if (!owns) return onlyOwners("remove people from");
  if (!room.members.has(person)) return none();
  if (isLastOwner(room, person))
    return refuse("conflict", "They are the last owner: make somebody else an owner first.", "person");
  return drafts({ type: "member.left", person });
}

function setRole(room: RoomAdminView, owns: boolean, person: PersonId, role: RoomRole): ActOutcome {
  if (!owns) return onlyOwners("change roles in");
  const now = room.members.get(person);
  if (!now) return refuse("not_found", "That person is not in the room.", "person");
  if (now === role) return none();
  if (role === "member" && isLastOwner(room, person))
    return refuse("conflict", "A room needs an owner: make somebody else one first.", "role");
  return drafts({ type: "member.role", person, role });
}

/** True when the person is the only owner and others would stay behind. */
function isLastOwner(room: RoomAdminView, person: PersonId): boolean {
  const owners = ownersOf(room);
  return owners.length === 1 && owners[0] === person && room.members.size > 1;
}

function ownersOf({ members }: RoomAdminView): PersonId[] {
  return [...members].flatMap(([person, role]) => (role === "owner" ? [person] : []));
}

function onlyOwners(what: string): Refused {
  return refuse("forbidden", `Only an owner may ${what} this room.`);
}

function drafts(...list: Draft[]): ActOutcome {
  return { kind: "drafts", drafts: list };
}

function none(): ActOutcome {
  return { kind: "drafts", drafts: [] };
}
