"use client";

import { MessageFiles } from "@/components/files/message-files";
import { PinOff } from "lucide-react";
import { useTranslations } from "next-intl";
import { useCallback, useEffect, useMemo, useState } from "react";
import { useGo } from "@/components/frame/use-go";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Skeleton } from "@/components/ui/skeleton";
import { Hint } from "@/components/ui/tooltip";
import type { MessageView } from "@/lib/rooms/protocol";
import { useIsPhone } from "@/lib/ui/use-is-phone";
import { ChangeNotes } from "./change-note";
import { FaultNote } from "./fault-note";
import { MessageBody } from "./message-body";
import { useRoom, useRoomActions, useRoomId } from "./room-context";
import { plainClick } from "./room-path";
import { useNameOf, useRoomHref, useRooms } from "./rooms-provider";
import { MessageTime } from "./times";
import { useAct } from "./use-act";
import { messageHref } from "./use-message-actions";
import { usePanel } from "./use-panel";

/** What the room holds on to: every pinned message, the latest pin first. */
export function PinsPanel() {
  const t = useTranslations("threads.pins");
  const room = useRoomId();
  const { api } = useRooms();
  const { act, fault } = useAct();
  const [loaded, setLoaded] = useState<readonly MessageView[] | null>(null);
  const { count, held } = usePinsSeen();
  const load = useCallback(() => act(async () => setLoaded(await api.pins(room))), [act, api, room]);
  // Read again whenever a message is pinned or unpinned, by anybody.
  useEffect(() => void load(), [load, count]);
  const pins = useMemo(() => merged(loaded ?? [], held), [loaded, held]);

  if (fault && loaded === null) {
    return (
      <div className="flex flex-col items-start gap-2 p-4">
        <FaultNote fault={fault} />
        <Button variant="outline" onClick={() => void load()}>
          {t("retry")}
        </Button>
      </div>
    );
  }
  if (loaded === null) {
    return (
      <div aria-busy className="flex flex-col gap-4 p-4">
        <span className="sr-only" role="status">
          {t("loading")}
        </span>
        <Skeleton className="h-16 w-full" />
        <Skeleton className="h-16 w-full" />
      </div>
    );
  }
  if (pins.length === 0) {
    return (
      <EmptyState title={t("none")}>
        <p>{t("noneBody")}</p>
      </EmptyState>
    );
  }
  return (
    <ol aria-label={t("title")} className="scroll-quiet min-h-0 flex-1 divide-y overflow-y-auto overscroll-contain">
      {pins.map((message) => (
        <Pinned key={message.seq} message={message} />
      ))}
    </ol>
  );
}

function Pinned({ message }: { message: MessageView }) {
  const t = useTranslations("threads.pins");
  const nameOf = useNameOf();
  const actions = useRoomActions();
  const readOnly = useRoom(({ view }) => view.gone || view.meta?.archivedAt != null);
  const href = messageHref(useRoomHref()(useRoomId()), message);
  const { open } = usePanel();
  const go = useGo();
  const phone = useIsPhone();
  const name = nameOf(message.author);
  const show = () => {
    if (message.thread !== null) open({ kind: "thread", root: message.thread, reply: message.seq });
    // There the panel covers the room: the address without it leads to the message.
    else if (phone) go(href);
    else void actions.jumpTo(message.seq);
  };
  return (
    <li data-slot="pin" className="flex flex-col gap-1 px-4 py-3">
      <div className="flex min-w-0 items-baseline gap-2">
        <span className="truncate text-sm font-semibold">{name}</span>
        <MessageTime at={message.at} />
      </div>
      <div className="line-clamp-6">
        {message.body === "" ? null : <MessageBody body={message.body} />}
        <MessageFiles files={message.files} />
      </div>
      <ChangeNotes message={message} />
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-xs text-muted-foreground">
        {message.pinned ? <span>{t("pinnedBy", { name: nameOf(message.pinned.by) })}</span> : null}
        <a
          href={href}
          className="font-medium text-primary hover:underline"
          onClick={(event) => {
            if (!plainClick(event)) return;
            event.preventDefault();
            show();
          }}
        >
          {t("show")}
        </a>
        {readOnly ? null : (
          <Hint text={t("unpin")}>
            <Button
              variant="ghost"
              size="icon-sm"
              className="ms-auto"
              aria-label={t("unpinNamed", { name })}
              onClick={() => actions.pin(message.seq, false)}
            >
              <PinOff aria-hidden />
            </Button>
          </Hint>
        )}
      </div>
    </li>
  );
}

/** What this browser has seen of pins: how many changes, to read again after each, and the newest state of messages. */
function usePinsSeen(): { count: number; held: ReadonlyMap<number, MessageView> } {
  const changes = useRoom(({ view }) => view.changes);
  const held = useRoom(({ view }) => view.messages);
  const count = useMemo(
    () => [...changes.values()].flat().filter(({ type }) => type === "message.pinned").length,
    [changes],
  );
  return { count, held };
}

/** What is held here is newer than what was loaded. */
function merged(loaded: readonly MessageView[], held: ReadonlyMap<number, MessageView>): MessageView[] {
  return loaded
    .map((message) => {
      const here = held.get(message.seq);
      return here && here.version > message.version ? here : message;
    })
    .filter(({ pinned, deletedAt }) => pinned !== null && deletedAt === null);
}
