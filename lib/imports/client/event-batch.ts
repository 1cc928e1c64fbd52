import { derivedId, type ClientId, type PersonId } from "@/lib/platform/ids";
import type { Draft } from "../core/slack-day";
import type { ImportEvents } from "../protocol";

type ImportEvent = ImportEvents["events"][number];

/** Where a draft comes from: with its key, the whole of what its client id is derived from. */
export interface EventSource {
  team: string;
  channel: string;
}

/** Drafts as events the room takes: Slack ids become people, keys become client ids that are the same on every run. */
export async function toEvents(
  drafts: readonly Draft[],
  source: EventSource,
  personOf: (id: string) => PersonId,
): Promise<ImportEvent[]> {
  const idOf = (key: string) => derivedId<ClientId>("slack", source.team, source.channel, key);
  return Promise.all(
    drafts.map(async (draft): Promise<ImportEvent> => {
      const base = {
        clientId: await idOf(draft.key),
        author: personOf(draft.author),
        at: draft.at,
        source: `slack:${source.channel}/${draft.key}`.slice(0, 200),
      };
      if (draft.kind !== "message") {
        const target = { targetClientId: await idOf(draft.targetKey), targetAuthor: personOf(draft.targetAuthor) };
        if (draft.kind === "pin") return { ...base, ...target, type: "pin" };
        return { ...base, ...target, type: "reaction", emoji: draft.emoji };
      }
      const threadClientId = draft.threadKey === null ? null : await idOf(draft.threadKey);
      const edited = draft.editedAt === undefined ? {} : { editedAt: draft.editedAt };
      const place = draft.inRoom ? { inRoom: true } : {};
      return { ...base, type: "message", body: draft.body, threadClientId, ...place, ...edited };
    }),
  );
}
