/** What a browser is told while it shows no page, and how its service worker reads it. */
import type { PersonId } from "../../platform/ids";
import type { MessageNotice } from "./decide";
import { plainText } from "./plain-text";

export interface PushText {
  v: 1;
  /** One notification per message: a repeat replaces the same one. */
  tag: string;
  title: string;
  body: string;
  url: string;
  at: number;
}

/** Names one message for a browser. */
export function tagOf({ room, seq }: Pick<MessageNotice, "room" | "seq">): string {
  return `${room}:${seq}`;
}

/** At most 32 letters that push services accept: a repeat replaces the message while it waits there. */
export function topicOf({ room, seq }: Pick<MessageNotice, "room" | "seq">): string {
  return `${room.replaceAll("-", "").slice(-20)}${seq.toString(36)}`;
}

/** Who says it, and where when that is not plain. */
export function titleOf(notice: Pick<MessageNotice, "kind" | "name">, author: string): string {
  if (notice.name === "") return author;
  return notice.kind === "channel" ? `${author} · #${notice.name}` : `${author} · ${notice.name}`;
}

/** Without the text where the tenant hides it: then only who said something, and where. */
export function pushText(
  notice: MessageNotice,
  facts: { tenantSlug: string; hideText: boolean; nameOf(person: PersonId): string },
): PushText {
  const { tenantSlug, hideText, nameOf } = facts;
  return {
    v: 1,
    tag: tagOf(notice),
    title: titleOf(notice, nameOf(notice.author)),
    body: hideText ? "" : plainText(notice.body, nameOf),
    url: `/${tenantSlug}/rooms/${notice.room}?message=${notice.seq}`,
    at: notice.at,
  };
}
