import { channelNameTaken } from "@/db/queries/rooms";
import { AppError } from "@/lib/platform/errors";
import { derivedId, type ClientId, type PersonId, type RoomId } from "@/lib/platform/ids";
import { normaliseLine } from "@/lib/rooms/core/text";
import { LIMITS } from "@/lib/rooms/protocol";
import { directRoomId } from "@/lib/rooms/server/direct-room-id";
import { FLUSH_WAIT_MS } from "@/lib/rooms/server/limits";
import { unwrap } from "@/lib/rooms/server/refusal";
import type { ImportRoom, ImportRoomAnswer } from "../protocol";
import type { ImportCtx } from "./import-ctx";
import { requireKnownPeople } from "./require-known-people";

/**
 * The room of one channel of the source. Born once: a repeat answers the room that is there, under the name it has now.
 * A direct message between two people is the direct message they have here.
 */
export async function createImportedRoom(ctx: ImportCtx, step: ImportRoom): Promise<ImportRoomAnswer> {
  const members = step.kind === "dm" ? peopleOfDirect(step) : [...new Set([step.createdBy, ...step.members])];
  await requireKnownPeople(ctx, [step.createdBy, ...members], "members");
  const roomId = await roomIdOf(ctx, step);
  const room = ctx.objects.room(ctx.tenantId, roomId);
  const born = unwrap(
    await room.create({
      tenantId: ctx.tenantId,
      roomId,
      kind: step.kind,
      visibility: step.visibility,
      name: step.kind === "channel" ? await freeName(ctx, step.name, roomId) : "",
      topic: lineOf(step.topic, LIMITS.topicCharsMax),
      // Whoever creates a room is in it, and a direct message has nobody else.
      createdBy: members.includes(step.createdBy) ? step.createdBy : (members[0] ?? step.createdBy),
      createdAt: step.createdAt,
      members,
      clientId: await derivedId<ClientId>(step.source, step.team, step.sourceId, "room"),
    }),
  );
  // The next channel's name is checked against Postgres, so this one has to be there first.
  await room.flush(FLUSH_WAIT_MS);
  return { room: roomId, name: born.meta.name };
}

function roomIdOf(ctx: ImportCtx, step: ImportRoom): Promise<RoomId> {
  if (step.kind === "dm") return directRoomId(ctx.tenantId, peopleOfDirect(step));
  return derivedId<RoomId>(ctx.tenantId, "import", step.source, step.team, step.sourceId);
}

function peopleOfDirect(step: ImportRoom): PersonId[] {
  const people = [...new Set(step.members)];
  if (people.length === 1 || people.length === 2) return people;
  throw new AppError("invalid_request", "A direct message is between one or two people.", { param: "members" });
}

const NAME_TRIES = 20;

/** The channel's own name, or with `-slack`, `-slack-2`... when another room has it. */
async function freeName(ctx: ImportCtx, wanted: string, roomId: RoomId): Promise<string> {
  const base = lineOf(wanted, LIMITS.roomNameCharsMax) || "imported";
  const short = [...base].slice(0, LIMITS.roomNameCharsMax - 10).join("");
  for (let nth = 0; nth < NAME_TRIES; nth++) {
    const name = nth === 0 ? base : `${short}-slack${nth === 1 ? "" : `-${nth}`}`;
    if (!(await channelNameTaken(ctx.db, name, roomId))) return name;
  }
  return `${short}-${roomId.slice(0, 8)}`;
}

function lineOf(text: string, max: number): string {
  const normal = normaliseLine(text, Number.POSITIVE_INFINITY);
  return normal.ok ? [...normal.text].slice(0, max).join("").trim() : "";
}
