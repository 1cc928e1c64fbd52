"use client";

import { Check } from "lucide-react";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import type { PersonId } from "@/lib/platform/ids";
import { LIMITS, type MessageView } from "@/lib/rooms/protocol";
import { useRoom } from "./room-context";
import { useNameOf } from "./rooms-provider";

const NAMES_SHOWN = 3;

/** Who of the others has read up to a message; null where a room is too large to say, and in a thread, which has no such marks. */
export function useSeenBy({ seq, author, thread, inRoom }: MessageView): readonly PersonId[] | null {
  const members = useRoom(({ view }) => view.members);
  const cursors = useRoom(({ view }) => view.cursors);
  const me = useRoom(({ view }) => view.me);
  return useMemo(() => {
    if (members.length < 2 || members.length > LIMITS.cursorsMembersMax || (thread !== null && !inRoom)) return null;
    return members
      .map(({ person }) => person)
      .filter((person) => person !== me && person !== author && (cursors.get(person) ?? 0) >= seq);
  }, [members, cursors, me, seq, author, thread, inRoom]);
}

/** Under my newest message: who has read it. Its line is there only when there is somebody to name. */
export function SeenLine({ message }: { message: MessageView }) {
  const t = useTranslations("threads.seen");
  const nameOf = useNameOf();
  const people = useSeenBy(message) ?? [];
  const direct = useRoom(({ view }) => view.meta?.kind === "dm");
  const isNewest = useRoom(({ view }) => newestOfMine(view.messages, view.me) === message.seq);
  if (!isNewest || people.length === 0) return null;
  const names = people.slice(0, NAMES_SHOWN).map(nameOf).join(", ");
  return (
    <p data-slot="seen-by" className="flex items-center gap-1 text-xs text-muted-foreground">
      <Check aria-hidden className="size-3.5!" />
      {direct ? t("seen") : t("by", { names, more: Math.max(0, people.length - NAMES_SHOWN) })}
    </p>
  );
}

/** Asked by each of my messages on screen, answered once for each state of the room. */
const newest = new WeakMap<ReadonlyMap<number, MessageView>, number>();

function newestOfMine(messages: ReadonlyMap<number, MessageView>, me: PersonId): number {
  const known = newest.get(messages);
  if (known !== undefined) return known;
  let found = 0;
  for (const { seq, author, deletedAt, thread, inRoom } of messages.values())
    if (seq > found && author === me && deletedAt === null && (thread === null || inRoom)) found = seq;
  newest.set(messages, found);
  return found;
}
