"use client";

import { memo } from "react";
import { isEmojiOnly, textParts } from "@/lib/rooms/client/message-text";

/** A message's text as elements: what people write never becomes markup. */
export const MessageBody = memo(function MessageBody({ body }: { body: string }) {
  if (isEmojiOnly(body)) {
    return <p className="text-[1.75rem] leading-9 break-words">{body}</p>;
  }
  return (
    <div className="max-w-[46rem] text-base [overflow-wrap:anywhere] whitespace-pre-wrap">
      {textParts(body).map((part, at) => {
        switch (part.kind) {
          case "text":
            return part.text;
          case "code":
            return (
              <code key={at} className="rounded-sm border bg-muted px-1 py-px font-mono text-[0.85em]">
                {part.text}
              </code>
            );
          case "block":
            return (
              <pre
                key={at}
                // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrollable region must be reachable by keyboard
                tabIndex={0}
                className="scroll-quiet my-1 max-h-96 max-w-full overflow-auto rounded-md border bg-muted px-3 py-2 font-mono text-sm whitespace-pre [overflow-wrap:normal]"
              >
                <code>{part.text}</code>
              </pre>
            );
          case "link":
            return (
              <a
                key={at}
                href={part.href}
                target="_blank"
                rel="noopener noreferrer nofollow ugc"
                className="text-primary underline decoration-primary/40 underline-offset-2 hover:decoration-primary"
              >
                {part.text}
              </a>
            );
          default:
            return part satisfies never;
        }
      })}
    </div>
  );
});
