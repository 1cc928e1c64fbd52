"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useCallback, useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent, DialogDescription, DialogHeader, DialogTitle } from "@/components/ui/dialog";
import { Skeleton } from "@/components/ui/skeleton";
import type { RoomId } from "@/lib/platform/ids";
import type { MessageEdit, MessageView } from "@/lib/rooms/protocol";
import { FaultNote } from "./fault-note";
import { MessageBody } from "./message-body";
import { useRooms } from "./rooms-provider";
import { useAct } from "./use-act";

/** What a message said before, newest first. */
export function HistoryDialog({ room, message, onClose }: { room: RoomId; message: MessageView; onClose: () => void }) {
  const t = useTranslations("threads.history");
  const format = useFormatter();
  const { api } = useRooms();
  const { act, fault } = useAct();
  const [edits, setEdits] = useState<readonly MessageEdit[] | null>(null);
  const load = useCallback(
    () => act(async () => setEdits((await api.edits(room, message.seq)).toReversed())),
    [act, api, room, message.seq],
  );
  useEffect(() => void load(), [load]);
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>{t("title")}</DialogTitle>
          <DialogDescription>{t("description")}</DialogDescription>
        </DialogHeader>
        {fault ? (
          <>
            <FaultNote fault={fault} />
            <Button variant="outline" className="justify-self-start" onClick={() => void load()}>
              {t("retry")}
            </Button>
          </>
        ) : edits === null ? (
          <div aria-busy className="flex flex-col gap-2">
            <span className="sr-only" role="status">
              {t("loading")}
            </span>
            <Skeleton className="h-4 w-32" />
            <Skeleton className="h-5 w-4/5" />
            <Skeleton className="h-4 w-32" />
            <Skeleton className="h-5 w-3/5" />
          </div>
        ) : (
          <ol aria-label={t("title")} className="flex flex-col divide-y">
            {edits.map((edit, at) => (
              <li key={edit.seq} className="flex flex-col gap-0.5 py-2">
                <p className="flex gap-2 text-xs text-muted-foreground">
                  <time dateTime={new Date(edit.at).toISOString()}>
                    {format.dateTime(edit.at, { dateStyle: "medium", timeStyle: "short" })}
                  </time>
                  {at === 0 ? <span>{t("now")}</span> : at === edits.length - 1 ? <span>{t("first")}</span> : null}
                </p>
                <MessageBody body={edit.body} />
              </li>
            ))}
          </ol>
        )}
      </DialogContent>
    </Dialog>
  );
}
