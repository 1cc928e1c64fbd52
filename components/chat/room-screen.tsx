"use client";

import { useTranslations } from "next-intl";
import { useSearchParams } from "next/navigation";
import { memo, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { FileDrop } from "@/components/files/file-drop";
import { Main } from "@/components/frame/place";
import { KeepRoom } from "@/components/offline/keep-room";
import { useIsMuted } from "@/components/notify/room-level";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/sonner";
import type { RoomId } from "@/lib/platform/ids";
import { useIsPhone } from "@/lib/ui/use-is-phone";
import type { RoomSeed } from "@/lib/rooms/client/room-sessions";
import { Composer } from "./composer";
import { ComposerClosed } from "./composer-closed";
import { ConnectionBanner } from "./connection-banner";
import { MessageList } from "./message-list";
import { RoomProvider, useRoom, useRoomActions, useRoomId, useShown } from "./room-context";
import { RoomCommands } from "./room-commands";
import { RoomGone } from "./room-gone";
import { RoomHeader } from "./room-header";
import { RoomUiProvider } from "./room-ui";
import { useInbox, useRooms } from "./rooms-provider";
import { SidePanel } from "./side-panel";
import { TypingLine } from "./typing-line";
import { useFaultOf } from "./use-act";
import { usePanel } from "./use-panel";
import { useRoomTitle } from "./use-room-title";

/** A dialog or a menu that is open. */
const OPEN = ':is([role="dialog"], [role="alertdialog"], [role="menu"])[data-state="open"]';

interface RoomScreenProps {
  room: RoomId;
  seed: RoomSeed | null;
  /** The room was left while something was open over it, which would still be open on the way back. */
  onLeftOpen(room: RoomId): void;
}

/** One room on screen: its store, and a socket while it is looked at. */
export function RoomScreen({ room, seed, onLeftOpen }: RoomScreenProps) {
  const { sessions, inbox, recent } = useRooms();
  const [visit, setVisit] = useState(0);
  const value = useMemo(() => {
    // Before the room itself has spoken: what the server rendered, or what the list knows of it.
    const known = inbox.store.getState().view.rooms.get(room) ?? null;
    return { room, store: sessions.get(room, visit === 0 && seed ? seed : { meta: known, page: null }) };
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the seed belongs to the first visit and is used once
  }, [sessions, inbox, room, visit]);
  useEffect(() => sessions.connect(room), [sessions, room, visit]);
  useEffect(() => recent.opened(room), [recent, room]);
  useEffect(
    () => () => {
      if (document.querySelector(OPEN)) onLeftOpen(room);
    },
    [room, onLeftOpen],
  );
  const returned = useCallback(() => {
    sessions.forget(room);
    setVisit((count) => count + 1);
  }, [sessions, room]);
  return (
    <RoomProvider value={value}>
      <RoomUiProvider key={visit}>
        <Room onReturn={returned} />
      </RoomUiProvider>
    </RoomProvider>
  );
}

function Room({ onReturn }: { onReturn(): void }) {
  const t = useTranslations("rooms");
  const room = useRoomId();
  const gone = useRoom(({ view }) => view.gone);
  const connection = useRoom((state) => state.connection.kind);
  const title = useRoomTitle() ?? "";
  const { panel } = usePanel();
  const phone = useIsPhone();
  const shown = useShown();
  useBeingHere();
  usePermalink();
  useOpenedThread();
  useRefusals();
  useDocumentTitle(title);
  if (gone) return <RoomGone title={title} onReturn={onReturn} />;
  return (
    <>
      <RoomCommands />
      <KeepRoom title={title} />
      <Main
        // The skip link leads to the one that is seen.
        {...(shown ? {} : { id: undefined })}
        data-room={room}
        data-connection={connection}
        aria-label={title || undefined}
        // There the panel covers it.
        inert={phone && panel !== null}
      >
        <RoomHeader title={title} />
        <div className="relative flex min-h-0 flex-1 flex-col">
          <ConnectionBanner />
          <JumpFailed />
          <MessageList label={t("list.label", { room: title })} />
          <FileDrop title={title} />
        </div>
        <TypingLine />
        <Foot title={title} />
      </Main>
      <SidePanel title={title} />
    </>
  );
}

/** Where one writes, or why one cannot. */
const Foot = memo(function Foot({ title }: { title: string }) {
  const t = useTranslations("rooms.composer");
  const { api, viewer } = useRooms();
  const faultOf = useFaultOf();
  const meta = useRoom(({ view }) => view.meta);
  const role = useRoom(({ view }) => view.role);
  const archived = useRoom(({ view }) => view.meta?.archivedAt != null);
  if (!archived || !meta) return <Composer title={title} />;
  const restore = () =>
    api.change(meta.roomId, { archived: false }).catch((error: unknown) => toast.error(faultOf(error).message));
  return (
    <ComposerClosed
      action={
        role === "owner" || viewer.isAdmin ? (
          <Button variant="outline" size="sm" onClick={() => void restore()}>
            {t("unarchive")}
          </Button>
        ) : null
      }
    >
      {t("archived")}
    </ComposerClosed>
  );
});

function JumpFailed() {
  const t = useTranslations("rooms.list");
  const jumping = useRoom((state) => state.jumping);
  const { jumpToLatest } = useRoomActions();
  if (jumping !== "failed") return null;
  return (
    <div
      role="alert"
      className="absolute inset-x-4 top-2 z-20 mx-auto flex min-h-8 max-w-max items-center gap-2 rounded-md bg-popover px-3 py-1 text-sm shadow-float"
    >
      {t("jumpFailed")}
      <Button variant="link" size="text" onClick={jumpToLatest}>
        {t("toNewest")}
      </Button>
    </div>
  );
}

/** Coming and going: the unread line is set when one comes and kept until one leaves. */
function useBeingHere(): void {
  const actions = useRoomActions();
  useEffect(() => {
    actions.enter();
    return () => {
      actions.away();
      actions.jumpToLatest();
      actions.typing(false);
    };
  }, [actions]);
}

/** `?message=12` leads to that message, whenever the address says so. */
function usePermalink(): void {
  const params = useSearchParams();
  // In a thread's address it names a reply, which the thread itself shows.
  const message = params.get("panel") === "thread" ? null : params.get("message");
  const actions = useRoomActions();
  useEffect(() => {
    const seq = Number(message);
    if (message !== null && Number.isInteger(seq) && seq > 0) void actions.jumpTo(seq);
  }, [message, actions]);
}

/** A jump that led to a reply shows it in its thread. */
function useOpenedThread(): void {
  const opened = useRoom((state) => state.opened);
  const { open } = usePanel();
  const done = useRef(opened?.nonce);
  useEffect(() => {
    if (!opened || done.current === opened.nonce) return;
    done.current = opened.nonce;
    open({ kind: "thread", root: opened.root, reply: opened.reply });
  }, [opened, open]);
}

/** A refused reaction has no row of its own to say so. */
function useRefusals(): void {
  const t = useTranslations("rooms.message.failed");
  const refusal = useRoom((state) => state.refusal);
  const shown = useRef(refusal?.nonce);
  useEffect(() => {
    if (!refusal || shown.current === refusal.nonce) return;
    shown.current = refusal.nonce;
    toast.error(t(refusal.code), { id: "refused" });
  }, [refusal, t]);
}

/** The room's name and what waits, in the browser's tab. */
function useDocumentTitle(title: string): void {
  const { tenantName } = useRooms();
  const isMuted = useIsMuted();
  const unread = useInbox(
    ({ view }) =>
      [...view.rooms.values()].filter((room) => room.unread > 0 && room.kind !== "channel" && !isMuted(room)).length,
  );
  useEffect(() => {
    if (title !== "") document.title = `${unread > 0 ? `(${unread}) ` : ""}${title} · ${tenantName}`;
  }, [title, unread, tenantName]);
}
