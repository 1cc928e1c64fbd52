"use client";

import { Check, Trash2, Undo2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { MessageBody } from "@/components/chat/message-body";
import { useNameOf, useRooms } from "@/components/chat/rooms-provider";
import { MessageTime, useDayName } from "@/components/chat/times";
import { useFaultOf } from "@/components/chat/use-act";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Skeleton } from "@/components/ui/skeleton";
import { toast } from "@/components/ui/sonner";
import type { SavedItem } from "@/lib/later/protocol";
import type { MessageView } from "@/lib/rooms/protocol";
import { cn } from "@/lib/ui/cn";
import { LaterRow } from "./later-row";
import { Preview } from "./preview";
import { useMomentText } from "./use-moments";
import { usePicked } from "./use-picked";

/** Saved messages, those with a reminder that came first. What they say is read where they stand. */
export function SavedList({ items, done }: { items: readonly SavedItem[]; done: boolean }) {
  const t = useTranslations("later");
  const { picked, failed, retry } = usePicked(items);
  if (items.length === 0) {
    return (
      <EmptyState title={t(done ? "saved.emptyDone" : "saved.emptyTodo")}>
        <p>{t(done ? "saved.emptyDoneBody" : "saved.emptyTodoBody")}</p>
      </EmptyState>
    );
  }
  const order = (item: SavedItem) => item.remindedAt ?? 0;
  const ordered = items.toSorted((a, b) => order(b) - order(a) || b.savedAt - a.savedAt);
  return (
    <>
      {failed ? (
        <div role="alert" className="flex items-center gap-3 px-4 py-2 text-sm text-destructive">
          {t("page.failed")}
          <Button variant="outline" size="sm" onClick={retry}>
            {t("page.retry")}
          </Button>
        </div>
      ) : null}
      <ul aria-label={t(done ? "page.done" : "page.todo")}>
        {ordered.map((item) => (
          <SavedRow key={item.id} item={item} message={picked.get(item.id)} failed={failed} />
        ))}
      </ul>
    </>
  );
}

function SavedRow({
  item,
  message,
  failed,
}: {
  item: SavedItem;
  message: MessageView | null | undefined;
  failed: boolean;
}) {
  const t = useTranslations("later.saved");
  const momentText = useMomentText();
  const change = useChange(item);
  const reminder =
    item.remindedAt !== null
      ? t("reminded", { when: momentText(item.remindedAt) })
      : item.remindAt !== null
        ? t("reminder", { when: momentText(item.remindAt) })
        : null;
  return (
    <LaterRow
      room={item.room}
      seq={item.seq}
      aside={reminder ? <span className={cn(item.remindedAt !== null && "text-warning")}>{reminder}</span> : null}
      actions={
        <>
          <Button variant="ghost" size="sm" onClick={() => change(item.done ? "todo" : "done")}>
            {item.done ? <Undo2 aria-hidden /> : <Check aria-hidden />}
            {t(item.done ? "markTodo" : "markDone")}
          </Button>
          <Button variant="ghost" size="sm" onClick={() => change(null)}>
            <Trash2 aria-hidden />
            {t("remove")}
          </Button>
        </>
      }
    >
      {message ? <Said message={message} /> : null}
      {message === null ? <p className="text-muted-foreground italic">{t("hidden")}</p> : null}
      {message === undefined && !failed ? <Skeleton className="my-1 h-4 w-3/5" /> : null}
    </LaterRow>
  );
}

function Said({ message }: { message: MessageView }) {
  const t = useTranslations("later.saved");
  const nameOf = useNameOf();
  const dayName = useDayName();
  if (message.deletedAt !== null) return <p className="text-muted-foreground italic">{t("deleted")}</p>;
  return (
    <>
      <p className="flex items-baseline gap-2 text-sm text-muted-foreground">
        <span className="truncate">{nameOf(message.author)}</span>
        <span className="shrink-0 text-xs">{dayName(message.at)}</span>
        <MessageTime at={message.at} />
      </p>
      <Preview>
        <MessageBody body={message.body} />
      </Preview>
    </>
  );
}

/** Changes where it stands; taking it out can be undone. */
function useChange({ room, seq, done, remindAt }: SavedItem) {
  const t = useTranslations("later.saved");
  const { laterApi } = useRooms();
  const faultOf = useFaultOf();
  const say = (error: unknown) => toast.error(t("changeFailed", { reason: faultOf(error).message }));
  const bringBack = async () => {
    await laterApi.save({ room, seq, state: "todo", remindAt });
    if (done) await laterApi.save({ room, seq, state: "done" });
  };
  return (state: "todo" | "done" | null) => {
    laterApi.save({ room, seq, state }).then(() => {
      if (state !== null) return;
      toast(t("removed"), { action: { label: t("undo"), onClick: () => void bringBack().catch(say) } });
    }, say);
  };
}
