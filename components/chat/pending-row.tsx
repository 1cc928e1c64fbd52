"use client";

import { CircleAlert, Clock } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { PendingFiles } from "@/components/files/pending-files";
import { Avatar } from "@/components/ui/avatar";
import { Button } from "@/components/ui/button";
import type { PendingSend } from "@/lib/rooms/client/room-view";
import { cn } from "@/lib/ui/cn";
import { MessageBody } from "./message-body";
import { useRoom, useRoomActions, useRoomId } from "./room-context";
import { useRoomUi } from "./room-ui";
import { useNameOf, useRooms } from "./rooms-provider";
import { MessageTime } from "./times";
import { useAfter } from "./use-after";
import { usePanel } from "./use-panel";

/** A message of mine that the room does not show yet: lighter, and it says why. */
export function PendingRow({
  rowKey,
  send,
  head,
  tabStop,
}: {
  rowKey: string;
  send: PendingSend;
  head: boolean;
  tabStop: boolean;
}) {
  const t = useTranslations("rooms.message");
  const { viewer, people } = useRooms();
  const nameOf = useNameOf();
  const failed = send.state === "failed";
  const name = nameOf(viewer.person);
  return (
    <article
      data-slot="pending-message"
      data-key={rowKey}
      data-state={send.state}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- messages are walked with the arrow keys
      tabIndex={tabStop ? 0 : -1}
      aria-label={t("labelPending", { name })}
      className={cn(
        "grid grid-cols-[2.25rem_minmax(0,1fr)] gap-x-2.5 px-4 py-0.5 -outline-offset-2",
        head && "mt-2 pt-1",
      )}
    >
      {head ? (
        <Avatar
          name={name}
          colorKey={viewer.person}
          image={people.get(viewer.person)?.image ?? null}
          className="mt-0.5"
        />
      ) : (
        <span />
      )}
      <div className="min-w-0">
        {head ? (
          <div className="flex min-w-0 items-baseline gap-2">
            <span className="truncate text-base leading-5 font-semibold">{name}</span>
            <MessageTime at={send.at} />
          </div>
        ) : null}
        <div className={cn(send.state !== "sent" && "text-muted-foreground")}>
          {send.body === "" ? null : <MessageBody body={send.body} />}
          <PendingFiles files={send.files} />
        </div>
        {failed ? <Failed send={send} /> : <Progress send={send} />}
      </div>
    </article>
  );
}

/** Says nothing for the moment that a message usually takes. */
const QUIET_MS = 700;

function Progress({ send }: { send: PendingSend }) {
  const t = useTranslations("rooms.message");
  const live = useRoom(({ connection }) => connection.kind === "live");
  const late = useAfter(QUIET_MS);
  const seconds = useSecondsUntil(send.state === "waiting" ? send.retryAt : null);
  if (send.state === "sent") return <span className="sr-only">{t("sent")}</span>;
  const text =
    send.state === "waiting" && send.code === "rate_limited" && seconds !== null
      ? t("rateLimited", { seconds })
      : live
        ? t("sending")
        : t("queued");
  if (!late && live && send.state !== "waiting") return <span className="sr-only">{text}</span>;
  return (
    <p className="flex items-center gap-1 text-xs text-warning">
      <Clock aria-hidden className="size-3.5!" />
      {text}
    </p>
  );
}

function Failed({ send }: { send: PendingSend }) {
  const t = useTranslations("rooms.message");
  const { retry, discard } = useRoomActions();
  const edit = useEditUnsent(send);
  return (
    <div role="alert" className="flex flex-wrap items-center gap-x-2 gap-y-1 text-xs text-destructive">
      <span className="flex items-center gap-1">
        <CircleAlert aria-hidden className="size-3.5!" />
        {send.why !== undefined
          ? t("failedBecause", { why: send.why })
          : t(
              send.code === "not_found" && send.files.length > 0 ? "failed.files" : `failed.${send.code ?? "internal"}`,
            )}
      </span>
      {send.why !== undefined || send.code === "invalid_request" ? (
        <Button variant="link" size="text" className="text-xs" onClick={edit}>
          {t("editUnsent")}
        </Button>
      ) : null}
      <Button variant="link" size="text" className="text-xs" onClick={() => retry(send.clientId)}>
        {t("retry")}
      </Button>
      <Button variant="link" size="text" className="text-xs text-destructive" onClick={() => discard(send.clientId)}>
        {t("discard")}
      </Button>
    </div>
  );
}

/** Takes a refused message back into the composer of its place, with its files. */
function useEditUnsent({ clientId, thread, body, files }: PendingSend): () => void {
  const room = useRoomId();
  const { uploads, drafts } = useRooms();
  const { discard } = useRoomActions();
  const ui = useRoomUi();
  const { panel, open } = usePanel();
  return () => {
    // Too many together with what is attached already: the composer says so, and the message stays.
    if (!uploads.of(room, thread).actions.putBack(files)) return;
    if (thread === null || (panel?.kind === "thread" && panel.root === thread)) {
      ui.insert(thread === null ? "room" : "thread", body);
    } else {
      const begun = drafts.read(room, thread);
      drafts.write(room, thread, begun.trim() === "" ? body : `${begun}\n${body}`);
      open({ kind: "thread", root: thread });
    }
    discard(clientId);
  };
}

/** Whole seconds until a moment, counted down; null when there is none. */
export function useSecondsUntil(untilMs: number | null): number | null {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (untilMs === null) return;
    const tick = () => setNow(Date.now());
    const first = setTimeout(tick, 0);
    const timer = setInterval(tick, 250);
    return () => {
      clearTimeout(first);
      clearInterval(timer);
    };
  }, [untilMs]);
  return untilMs === null ? null : Math.max(1, Math.ceil((untilMs - now) / 1000));
}
