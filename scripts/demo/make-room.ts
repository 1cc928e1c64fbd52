import { connectImport, type ImportClient } from "@/lib/imports/client/import-client";
import { IMPORT_LIMITS, type ImportEvents } from "@/lib/imports/protocol";
import { derivedId, type ClientId, type RoomId } from "@/lib/platform/ids";
import { personOf, type DemoInstallation, type Place } from "./installation";
import type { DemoRoom } from "./rooms";
import { parseTalk, type Said } from "./talk";

/** A room and its past, through the same door as an import. */
export async function makeRoom({ url, secrets }: DemoInstallation, room: DemoRoom, place: Place): Promise<RoomId> {
  const client = connectImport({ url, tenant: room.tenant, secret: secrets.INTERNAL_SECRET });
  const said = parseTalk(room.talk);
  const members = room.people.map((key) => personOf(place, key));
  const made = await client.room({
    source: "demo",
    team: "demo",
    sourceId: room.key,
    kind: room.kind,
    visibility: room.visibility,
    name: room.name,
    topic: room.topic,
    createdBy: personOf(place, room.people[0] ?? ""),
    createdAt: momentOf(said[0]) - 60_000,
    members,
  });
  await sendPast(client, made.room, await pastOf(room, said, place));
  return made.room;
}

async function sendPast(client: ImportClient, room: RoomId, events: ImportEvents["events"]): Promise<void> {
  for (let from = 0; from < events.length; from += IMPORT_LIMITS.eventsMax) {
    await client.events({ room, events: events.slice(from, from + IMPORT_LIMITS.eventsMax) });
  }
}

async function pastOf(room: DemoRoom, said: Said[], place: Place): Promise<ImportEvents["events"]> {
  const idOf = (...parts: string[]) => derivedId<ClientId>("demo", room.tenant, room.key, ...parts);
  const events: ImportEvents["events"] = [];
  let root: ClientId | null = null;
  for (const [index, each] of said.entries()) {
    const clientId = await idOf(String(index));
    const author = personOf(place, each.who);
    const at = momentOf(each);
    if (each.kind === "message") root = clientId;
    const source = `demo:${room.key}/${index}`;
    events.push({
      type: "message",
      clientId,
      author,
      at,
      body: each.body,
      threadClientId: each.kind === "reply" ? root : null,
      source,
    });
    for (const { emoji, who } of each.reactions) {
      for (const [nth, key] of who.entries()) {
        const reaction = await idOf(String(index), emoji, key);
        events.push({
          type: "reaction",
          clientId: reaction,
          author: personOf(place, key),
          at: at + (nth + 1) * 40_000,
          targetClientId: clientId,
          targetAuthor: author,
          emoji,
          source,
        });
      }
    }
  }
  return events;
}

/** Local wall-clock time, some days ago. */
function momentOf(said: Pick<Said, "daysAgo" | "minutes"> | undefined): number {
  const today = new Date();
  const day = new Date(today.getFullYear(), today.getMonth(), today.getDate() - (said?.daysAgo ?? 0));
  return day.getTime() + (said?.minutes ?? 0) * 60_000;
}
