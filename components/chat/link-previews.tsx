"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/sonner";
import type { MessageView } from "@/lib/rooms/protocol";
import { safeHref } from "@/lib/rooms/core/safe-href";
import { useRoomActions } from "./room-context";
import { useRooms } from "./rooms-provider";

/** What linked pages say of themselves: a stranger's words, as text, with the host that is really behind the link. */
export function LinkPreviews({ message }: { message: MessageView }) {
  const t = useTranslations("rooms.preview");
  const { viewer } = useRooms();
  const { removePreviews } = useRoomActions();
  // Gone at once for the author; the event confirms it, and a refusal is told by the room screen.
  const [removed, setRemoved] = useState<number | null>(null);
  const shown = message.previews.flatMap((preview) => {
    const href = safeHref(preview.url);
    return href === null ? [] : [{ ...preview, href, host: new URL(href).host }];
  });
  if (shown.length === 0 || removed === message.version) return null;
  const mine = message.author === viewer.person;
  const remove = () => {
    if (removePreviews(message.seq)) setRemoved(message.version);
    else toast.error(t("offline"));
  };
  return (
    <ul aria-label={t("label")} data-slot="link-previews" className="mt-1 flex max-w-[34rem] flex-col gap-1">
      {shown.map(({ href, host, site, title, description }, at) => (
        <li key={at} className="group/preview relative rounded-md border bg-card py-1.5 ps-3 pe-9 text-sm">
          <p className="truncate text-xs text-muted-foreground">
            <bdi>{site === "" || site === host ? host : `${site} · `}</bdi>
            {site === "" || site === host ? null : <bdi>{host}</bdi>}
          </p>
          <a
            href={href}
            target="_blank"
            rel="noopener noreferrer nofollow ugc"
            className="line-clamp-2 font-medium text-primary hover:underline"
          >
            <bdi>{title}</bdi>
          </a>
          {description === "" ? null : (
            <p dir="auto" className="line-clamp-2 text-muted-foreground">
              {description}
            </p>
          )}
          {mine ? (
            <Button
              variant="ghost"
              size="icon-sm"
              aria-label={t("remove", { host })}
              title={t("remove", { host })}
              onClick={remove}
              className="absolute end-1 top-1 size-6 text-muted-foreground opacity-0 group-hover/preview:opacity-100 focus-visible:opacity-100 pointer-coarse:opacity-100"
            >
              <X aria-hidden />
            </Button>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
