"use client";

import { useTranslations } from "next-intl";
import { useSearchParams } from "next/navigation";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { Main, Panel } from "@/components/frame/place";
import { useGo } from "@/components/frame/use-go";
import { useIsMuted } from "@/components/notify/room-level";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/sonner";
import type { RoomId } from "@/lib/platform/ids";
import type { RoomSeed } from "@/lib/rooms/client/room-sessions";
import { Composer, ComposerClosed } from "./composer";
import { ConnectionBanner } from "./connection-banner";
import { MembersPanel } from "./members-panel";
import { MessageList } from "./message-list";
import { RoomProvider, useRoom, useRoomActions, useRoomId } from "./room-context";
import { RoomGone } from "./room-gone";
import { RoomHeader } from "./room-header";
import { useInbox, useRoomHref, useRooms } from "./rooms-provider";
import { TypingLine } from "./typing-line";
import { useFaultOf } from "./use-act";
import { ANNOUNCEMENTS_ID } from "./use-announcements";
import { useRoomTitle } from "./use-room-title";

/** One room on screen: its store, and a socket while it is looked at. */
export function RoomScreen({ room, seed }: { room: RoomId; seed: RoomSeed | null }) {
  const { sessions, inbox } = useRooms();
  const [visit, setVisit] = useState(0);
  const value = useMemo(() => {
    // Before the room itself has spoken: what the server rendered, or what the list knows of it.
    const known = inbox.store.getState().view.rooms.get(room) ?? null;
    return { room, store: sessions.get(room, visit === 0 && seed ? seed : { meta: known, page: null }) };
    // The seed belongs to the first visit and is used once.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [sessions, inbox, room, visit]);
  useEffect(() => sessions.connect(room), [sessions, room, visit]);
  const returned = useCallback(() => {
    sessions.forget(room);
    setVisit((count) => count + 1);
  }, [sessions, room]);
  return (
    <RoomProvider value={value}>
      <Room key={visit} onReturn={returned} />
    </RoomProvider>
  );
}

function Room({ onReturn }: { onReturn(): void }) {
  const t = useTranslations("rooms");
  const room = useRoomId();
  const gone = useRoom(({ view }) => view.gone);
  const connection = useRoom((state) => state.connection.kind);
  const title = useRoomTitle() ?? "";
  const [panel, setPanel] = usePanel();
  useBeingHere();
  usePermalink();
  useRefusals();
  useDocumentTitle(title);
  if (gone) return <RoomGone title={title} onReturn={onReturn} />;
  const membersOpen = panel === "members";
  return (
    <>
      <Main data-room={room} data-connection={connection} aria-label={title || undefined}>
        <RoomHeader
          title={title}
          membersOpen={membersOpen}
          onMembers={() => setPanel(membersOpen ? null : "members")}
        />
        <div className="relative flex min-h-0 flex-1 flex-col">
          <ConnectionBanner />
          <JumpFailed />
          <MessageList label={t("list.label", { room: title })} />
        </div>
        <div id={ANNOUNCEMENTS_ID} aria-live="polite" className="sr-only" />
        <TypingLine />
        <Foot title={title} />
      </Main>
      {membersOpen ? (
        <Panel
          label={t("members.title")}
          title={t("members.title")}
          onClose={() => setPanel(null)}
          onKeyDown={(event) => {
            if (event.key === "Escape" && !event.defaultPrevented) setPanel(null);
          }}
        >
          <MembersPanel title={title} />
        </Panel>
      ) : null}
    </>
  );
}

/** Where one writes, or why one cannot. */
function Foot({ title }: { title: string }) {
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
}

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

/** The right panel is part of the address, so that it survives a reload and back closes it. */
function usePanel(): [string | null, (panel: string | null) => void] {
  const params = useSearchParams();
  const href = useRoomHref()(useRoomId());
  const go = useGo();
  return [params.get("panel"), (panel) => go(panel === null ? href : `${href}?panel=${panel}`)];
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
  const message = useSearchParams().get("message");
  const actions = useRoomActions();
  useEffect(() => {
    const seq = Number(message);
    if (message !== null && Number.isInteger(seq) && seq > 0) void actions.jumpTo(seq);
  }, [message, actions]);
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
