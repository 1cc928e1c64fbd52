"use client";

import { memo } from "react";
import { useOwnEmoji } from "@/components/emoji/emoji-provider";
import { isEmojiOnly } from "@/lib/rooms/client/emoji-only";
import { parsedBody } from "@/lib/rooms/client/parsed";
import { Blocks } from "./markdown-blocks";

/** A message's text as elements: what people write never becomes markup. */
export const MessageBody = memo(function MessageBody({ body }: { body: string }) {
  const { byName } = useOwnEmoji();
  if (isEmojiOnly(body, (name) => byName.has(name))) {
    return (
      <div className="text-[1.75rem] leading-9 break-words">
        <Blocks blocks={parsedBody(body)} />
      </div>
    );
  }
  return (
    <div
      data-slot="message-body"
      className="flex max-w-[46rem] flex-col gap-1.5 text-base [overflow-wrap:anywhere] whitespace-pre-wrap"
    >
      <Blocks blocks={parsedBody(body)} />
    </div>
  );
});
