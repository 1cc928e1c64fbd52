"use client";

import { CircleAlert, Clock, PenLine, SendHorizontal, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useDialogs } from "@/components/chat/dialogs";
import { MessageBody } from "@/components/chat/message-body";
import { useRooms } from "@/components/chat/rooms-provider";
import { useFaultOf } from "@/components/chat/use-act";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { toast } from "@/components/ui/sonner";
import type { ScheduledItem } from "@/lib/later/protocol";
import { newId, type ClientId } from "@/lib/platform/ids";
import { LaterRow } from "./later-row";
import { Preview } from "./preview";
import { useMomentText } from "./use-moments";

/** Messages that wait for their moment, those that failed first. */
export function ScheduledList({ items }: { items: readonly ScheduledItem[] }) {
  const t = useTranslations("later");
  if (items.length === 0) {
    return (
      <EmptyState title={t("scheduled.empty")}>
        <p>{t("scheduled.emptyBody")}</p>
      </EmptyState>
    );
  }
  const failedFirst = (item: ScheduledItem) => Number(item.state !== "failed");
  return (
    <ul aria-label={t("page.scheduled")}>
      {items
        .toSorted((a, b) => failedFirst(a) - failedFirst(b) || a.at - b.at)
        .map((item) => (
          <Row key={item.id} item={item} />
        ))}
    </ul>
  );
}

function Row({ item }: { item: ScheduledItem }) {
  const t = useTranslations("later.scheduled");
  const dialogs = useDialogs();
  const momentText = useMomentText();
  const { sendNow, remove } = useScheduledActs(item);
  const failed = item.state === "failed";
  return (
    <LaterRow
      room={item.room}
      aside={<time dateTime={new Date(item.at).toISOString()}>{t("at", { when: momentText(item.at) })}</time>}
      actions={
        item.state === "sending" ? (
          <Note>{t("sending")}</Note>
        ) : (
          <>
            <Button variant="ghost" size="sm" onClick={() => dialogs.open({ kind: "scheduled", message: item })}>
              <PenLine aria-hidden />
              {t("edit")}
            </Button>
            <Button variant="ghost" size="sm" onClick={sendNow}>
              <SendHorizontal aria-hidden />
              {t(failed ? "tryAgain" : "sendNow")}
            </Button>
            <Button variant="ghost" size="sm" onClick={remove}>
              <Trash2 aria-hidden />
              {t("delete")}
            </Button>
          </>
        )
      }
    >
      <Preview>
        <MessageBody body={item.body} />
      </Preview>
      {failed && item.fault ? (
        <p className="flex items-center gap-1 text-xs text-destructive">
          <CircleAlert aria-hidden className="size-3.5!" />
          {t(`fault.${item.fault}`)}
        </p>
      ) : null}
      {item.state === "waiting" && item.retryAt !== null ? (
        <Note>{t("retrying", { when: momentText(item.retryAt) })}</Note>
      ) : null}
    </LaterRow>
  );
}

function Note({ children }: { children: string }) {
  return (
    <p role="status" className="flex items-center gap-1 px-2 text-xs text-warning">
      <Clock aria-hidden className="size-3.5!" />
      {children}
    </p>
  );
}

function useScheduledActs(item: ScheduledItem) {
  const t = useTranslations("later.scheduled");
  const { laterApi } = useRooms();
  const faultOf = useFaultOf();
  const say = (error: unknown) => toast.error(t("failed", { reason: faultOf(error).message }));
  const bringBack = () => {
    const { room, thread, body, at } = item;
    // Under a new id: the old one is spent.
    laterApi.schedule({ clientId: newId<ClientId>(), room, thread, body, at }).catch(say);
  };
  return {
    sendNow: () => void laterApi.changeScheduled(item.id, { at: Date.now() }).catch(say),
    remove: () =>
      void laterApi.dropScheduled(item.id).then(
        () =>
          // One whose moment has passed would be sent by bringing it back.
          toast(t("deleted"), item.at > Date.now() ? { action: { label: t("undo"), onClick: bringBack } } : {}),
        say,
      ),
  };
}
