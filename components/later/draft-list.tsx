"use client";

import { Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRooms } from "@/components/chat/rooms-provider";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { toast } from "@/components/ui/sonner";
import { placeOf } from "@/lib/later/client/draft-store";
import { LaterRow } from "./later-row";
import { Preview } from "./preview";
import { useDraft, useDraftIds } from "./use-draft";

/** What was begun and not sent, room by room. */
export function DraftList() {
  const t = useTranslations("later");
  const ids = useDraftIds();
  if (ids.size === 0) {
    return (
      <EmptyState title={t("drafts.empty")}>
        <p>{t("drafts.emptyBody")}</p>
      </EmptyState>
    );
  }
  return (
    <ul aria-label={t("page.drafts")}>
      {[...ids].map((id) => (
        <Row key={id} id={id} />
      ))}
    </ul>
  );
}

function Row({ id }: { id: string }) {
  const t = useTranslations("later.drafts");
  const { drafts } = useRooms();
  const { room, thread } = placeOf(id);
  const [text] = useDraft(room, thread);
  const remove = () => {
    drafts.write(room, thread, "");
    toast(t("deleted"), { action: { label: t("undo"), onClick: () => drafts.write(room, thread, text) } });
  };
  return (
    <LaterRow
      room={room}
      {...(thread === null ? {} : { seq: thread })}
      aside={thread === null ? null : t("inThread")}
      actions={
        <Button variant="ghost" size="sm" onClick={remove}>
          <Trash2 aria-hidden />
          {t("delete")}
        </Button>
      }
    >
      <Preview>
        <p className="whitespace-pre-wrap">{text}</p>
      </Preview>
    </LaterRow>
  );
}
