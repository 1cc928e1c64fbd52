"use client";

import { useTranslations } from "next-intl";
import { useEffect, useMemo, useState } from "react";
import { useOwnEmoji } from "@/components/emoji/emoji-provider";
import { useGroups } from "@/components/groups/groups-provider";
import { shortcodeOf } from "@/lib/emoji/core/emoji-name";
import type { PersonId, RoomId } from "@/lib/platform/ids";
import { loadEmojiNames } from "@/lib/rooms/client/emoji-names";
import { suggest, triggerAt, type Trigger } from "@/lib/rooms/client/suggest";
import { mentionToken } from "@/lib/rooms/core/mentions";
import { useInbox, useRooms } from "./rooms-provider";
import { useMembersOfRoom } from "./use-room-title";

export interface Suggestion {
  key: string;
  /** What is searched, and shown first. */
  name: string;
  /** A second, quieter word. */
  note: string;
  person: PersonId | null;
  emoji: string | null;
  /** What picking it puts into the field: a name that stands for a token, or text as it is. */
  insert: { name: string; token: string } | { text: string };
  /** Lower ones are listed first: people of the room before others. */
  rank: number;
}

const SHOWN_MAX = 8;
const NONE: Suggestion[] = [];

/** What fits the letters before the caret, and whether the list stands open. */
export function useSuggestions(text: string, caret: number): { trigger: Trigger | null; list: readonly Suggestion[] } {
  const t = useTranslations("rooms.mention");
  const { people, viewer } = useRooms();
  const members = useMembersOfRoom();
  const { groups, freshen } = useGroups();
  const rooms = useInbox(({ view }) => view.rooms);
  const trigger = useMemo(() => triggerAt(text, caret), [text, caret]);
  const emoji = useEmoji(trigger?.kind === "emoji");
  const kind = trigger?.kind ?? null;
  useEffect(() => {
    if (kind === "person") freshen();
  }, [kind, freshen]);
  const entries = useMemo((): readonly Suggestion[] => {
    switch (kind) {
      case "person": {
        const inRoom = new Set(members);
        const everyone = (["room", "here"] as const).map((who): Suggestion => {
          return {
            key: who,
            name: who,
            note: t(`${who}Means`),
            person: null,
            emoji: null,
            insert: { text: `@${who}` },
            rank: 1,
          };
        });
        const each = [...people.values()]
          .filter(({ id, active }) => active && id !== viewer.person)
          .map(({ id, name, title }): Suggestion => {
            const here = inRoom.has(id);
            const note = here ? title : t("notHere");
            const insert = { name: `@${name}`, token: mentionToken.person(id) };
            return { key: id, name, note, person: id, emoji: null, insert, rank: here ? 0 : 2 };
          });
        const called = [...groups.values()]
          .filter(({ deleted }) => !deleted)
          .map(({ id, handle, name, people: all }): Suggestion => {
            const note = t("group", { name, count: all.length });
            const insert = { name: `@${handle}`, token: mentionToken.group(id) };
            return { key: id, name: handle, note, person: null, emoji: null, insert, rank: 1 };
          });
        return [...each, ...called, ...everyone];
      }
      case "room":
        return [...rooms.values()]
          .filter((room) => room.kind === "channel" && room.archivedAt === null)
          .map((room): Suggestion => {
            const insert = { name: `#${room.name}`, token: mentionToken.room(room.roomId as RoomId) };
            return { key: room.roomId, name: room.name, note: room.topic, person: null, emoji: null, insert, rank: 0 };
          });
      case "emoji":
        return emoji;
      case null:
        return NONE;
      default:
        return kind satisfies never;
    }
  }, [kind, people, members, groups, rooms, emoji, viewer.person, t]);
  const query = trigger?.query ?? "";
  const list = useMemo(() => (kind === null ? NONE : suggest(query, entries, SHOWN_MAX)), [kind, query, entries]);
  return { trigger, list };
}

/** Emoji by name: the tenant's own, and those that everybody has. */
function useEmoji(wanted: boolean): readonly Suggestion[] {
  const standard = useStandardEmoji(wanted);
  const { byName, freshen } = useOwnEmoji();
  useEffect(() => {
    if (wanted) freshen();
  }, [wanted, freshen]);
  return useMemo(() => {
    const own = [...byName.keys()].map((name): Suggestion => {
      const emoji = shortcodeOf(name);
      return { key: `own:${name}`, name, note: "", person: null, emoji, insert: { text: emoji }, rank: 0 };
    });
    return [...own, ...standard];
  }, [byName, standard]);
}

function useStandardEmoji(wanted: boolean): readonly Suggestion[] {
  const [names, setNames] = useState<readonly Suggestion[]>(NONE);
  const missing = wanted && names.length === 0;
  useEffect(() => {
    if (!missing) return;
    let here = true;
    loadEmojiNames().then(
      (map) =>
        here &&
        setNames(
          [...map].map(([name, emoji]) => {
            return { key: name, name, note: "", person: null, emoji, insert: { text: emoji }, rank: 0 };
          }),
        ),
      // Without the names one writes on; the next colon tries again.
      () => undefined,
    );
    return () => {
      here = false;
    };
  }, [missing]);
  return names;
}
