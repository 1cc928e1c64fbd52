"use client";

import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { createAnnouncer } from "@/lib/rooms/client/announcer";
import { messageWords } from "@/lib/rooms/client/message-words";
import type { RoomView } from "@/lib/rooms/client/room-view";
import type { MessageView } from "@/lib/rooms/protocol";
import { withNames } from "@/lib/rooms/client/plain-text";
import { useRoomId, useRoomStore } from "./room-context";
import { useNameOf } from "./rooms-provider";
import { useLatest } from "./use-latest";
import { useNames } from "./use-names";

const EXCERPT_CHARS = 300;
/** Lines that stay in the region, so that taking one out never swallows the one that was just added. */
const LINES_KEPT = 3;
const REGION_ID = "room-announcements";

/** Tells assistive technology of each new message once, paced. The words land in the region of `Announcements`. */
export function useAnnouncements(): void {
  const t = useTranslations("rooms.list");
  const store = useRoomStore();
  const room = useRoomId();
  const nameOf = useNameOf();
  const words = useLatest({ t, nameOf, names: useNames() });
  useEffect(() => {
    const announcer = createAnnouncer(
      (line) => {
        const region = document.getElementById(REGION_ID);
        const told = document.createElement("p");
        told.textContent = line;
        // Added and not replaced: the same words said twice are heard twice.
        region?.appendChild(told);
        if (region && region.childElementCount > LINES_KEPT) region.firstElementChild?.remove();
      },
      (count) => words.current.t("manyNew", { count }),
    );
    let told = store.getState().view.streamedTo;
    let live = store.getState().view.epoch !== null;
    const stop = store.subscribe(({ view }) => {
      // What was there when the room was opened is no news.
      if (!live) {
        live = view.epoch !== null;
        told = view.streamedTo;
        return;
      }
      for (let seq = told + 1; seq <= view.streamedTo; seq++) {
        const message = view.messages.get(seq) ?? replyIn(view, seq);
        if (!message || message.author === view.me || message.deletedAt !== null) continue;
        announcer.say(
          words.current.t(message.thread === null ? "announce" : "announceReply", {
            name: words.current.nameOf(message.author),
            text: withNames(messageWords(message), words.current.names).slice(0, EXCERPT_CHARS),
          }),
        );
      }
      told = Math.max(told, view.streamedTo);
    });
    return () => {
      stop();
      announcer.stop();
      document.getElementById(REGION_ID)?.replaceChildren();
    };
  }, [store, room, words]);
}

/** A reply of a thread that is open on screen. */
function replyIn({ threads }: RoomView, seq: number): MessageView | undefined {
  for (const { replies } of threads.values()) {
    const reply = replies.findLast((one) => one.seq === seq);
    if (reply) return reply;
  }
  return undefined;
}

export { REGION_ID as ANNOUNCEMENTS_ID };
