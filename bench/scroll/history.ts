/** A long room to scroll in: lengths, line breaks, emoji and links as people write them, the same for one seed. */
import type { APIRequestContext } from "@playwright/test";
import { connectImport } from "@/lib/imports/client/import-client";
import { IMPORT_LIMITS, type ImportEvents } from "@/lib/imports/protocol";
import { derivedId, type ClientId, type PersonId, type RoomId } from "@/lib/platform/ids";

const WORDS =
  "the boat leaves at nine and the scanner is wet so we test again tomorrow when wind drops below ten knots please bring tickets, logs and a spare battery for Ben".split(
    " ",
  );
const MINUTE_MS = 60_000;

export interface LongRoom {
  room: RoomId;
  /** Unix ms of the first and the last message. */
  fromMs: number;
  toMs: number;
}

/** Makes a channel of everybody in the demo tenant and imports `count` messages into it. */
export async function makeLongRoom(
  target: { url: string; secret: string },
  api: APIRequestContext,
  count: number,
): Promise<LongRoom> {
  const answer = await api.get(`${target.url}/api/t/demo-company/people`);
  const { people } = (await answer.json()) as { people: { id: PersonId }[] };
  const members = people.map(({ id }) => id);
  const client = connectImport({ ...target, tenant: "demo-company" });
  const toMs = Date.now() - 60 * MINUTE_MS;
  const fromMs = toMs - count * 4 * MINUTE_MS;
  const { room } = await client.room({
    source: "demo",
    team: "bench",
    sourceId: `scroll-${count}`,
    kind: "channel",
    visibility: "public",
    name: "scroll-bench",
    topic: "",
    createdBy: members[0] ?? ("" as PersonId),
    createdAt: fromMs - MINUTE_MS,
    members,
  });
  for (let from = 0; from < count; from += IMPORT_LIMITS.eventsMax) {
    const events: ImportEvents["events"] = [];
    for (let nth = from; nth < Math.min(count, from + IMPORT_LIMITS.eventsMax); nth += 1) {
      events.push({
        type: "message",
        clientId: await derivedId<ClientId>("bench", "scroll", String(nth)),
        author: members[(nth * 7 + Math.floor(nth / 5)) % members.length] ?? ("" as PersonId),
        at: fromMs + nth * 4 * MINUTE_MS,
        body: bodyOf(nth),
        threadClientId: null,
        source: `bench:scroll/${nth}`,
      });
    }
    await client.events({ room, events });
  }
  return { room, fromMs, toMs };
}

function bodyOf(nth: number): string {
  const words = 3 + ((nth * 37) % 60);
  const text = Array.from({ length: words }, (_, at) => WORDS[(nth * 13 + at * 7) % WORDS.length]).join(" ");
  if (nth % 11 === 0) return `${nth}: ${text}\n\n${text}\nhttps://example.com/report/${nth}`;
  if (nth % 17 === 0) return `${nth}: 🎉 ${text} 👍🏽`;
  return `${nth}: ${text}`;
}
