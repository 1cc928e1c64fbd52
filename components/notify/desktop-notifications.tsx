"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { useInbox, useNameOf, useRoomHref, useRooms } from "@/components/chat/rooms-provider";
import { useLatest } from "@/components/chat/use-latest";
import { useGo } from "@/components/frame/use-go";
import { claim, ring, show } from "@/lib/notify/client/show";
import type { MessageNotice } from "@/lib/notify/core/decide";
import { plainText } from "@/lib/notify/core/plain-text";
import { tagOf, titleOf } from "@/lib/notify/core/push-text";
import type { RoomId } from "@/lib/platform/ids";
import { useIsMuted } from "./room-level";
import { useDesktopState } from "./use-desktop-state";

/** Tells the inbox what this page can do, shows what the inbox chose this browser for, and takes it away once read. */
export function DesktopNotifications() {
  useDeviceReport();
  useShown();
  useBadge();
  useOpened();
  return null;
}

function useDeviceReport(): void {
  const { inbox } = useRooms();
  const desktop = useDesktopState() === "granted";
  useEffect(() => {
    const report = () =>
      inbox.store.actions.setDevice({
        focused: document.visibilityState === "visible" && document.hasFocus(),
        desktop,
      });
    report();
    window.addEventListener("focus", report);
    window.addEventListener("blur", report);
    document.addEventListener("visibilitychange", report);
    return () => {
      window.removeEventListener("focus", report);
      window.removeEventListener("blur", report);
      document.removeEventListener("visibilitychange", report);
    };
  }, [inbox, desktop]);
}

function useShown(): void {
  const t = useTranslations("notify");
  const { inbox } = useRooms();
  const now = useLatest({ nameOf: useNameOf(), hrefOf: useRoomHref(), go: useGo(), t });
  const shown = useRef(new Map<RoomId, { seq: number; close(): void }[]>());
  useEffect(() => {
    const present = async (notice: MessageNotice, sound: boolean) => {
      const tag = tagOf(notice);
      if (!(await claim(tag))) return;
      const { nameOf, hrefOf, go, t: words } = now.current;
      const close = show({
        tag,
        title: titleOf(notice, nameOf(notice.author)),
        body: plainText(notice.body, nameOf) || words("noText"),
        at: notice.at,
        open: () => go(`${hrefOf(notice.room)}?message=${notice.seq}`),
      });
      if (sound) ring();
      if (!close) return;
      const { room, seq } = notice;
      shown.current.set(room, [...(shown.current.get(room) ?? []), { seq, close }]);
    };
    return inbox.onNotify(({ notice, sound }) => void present(notice, sound));
  }, [inbox, now]);

  const rooms = useInbox(({ view }) => view.rooms);
  useEffect(() => {
    for (const [room, notifications] of shown.current) {
      // Read here or on another device, or no longer mine to read.
      const cursor = rooms.get(room)?.cursor ?? Number.POSITIVE_INFINITY;
      const left = notifications.filter(({ seq, close }) => {
        if (seq <= cursor) close();
        return seq > cursor;
      });
      if (left.length > 0) shown.current.set(room, left);
      else shown.current.delete(room);
    }
  }, [rooms]);
}

/** How many conversations wait, on the icon of the installed app. */
function useBadge(): void {
  const isMuted = useIsMuted();
  const count = useInbox(
    ({ view }) =>
      [...view.rooms.values()].filter((room) => room.unread > 0 && room.kind !== "channel" && !isMuted(room)).length,
  );
  useEffect(() => {
    // Only where apps have badges; a refusal changes nothing else.
    const told = count > 0 ? navigator.setAppBadge?.(count) : navigator.clearAppBadge?.();
    told?.catch(() => undefined);
  }, [count]);
}

/** A click on what the service worker showed leads here when a page of the tenant is open. */
function useOpened(): void {
  const go = useLatest(useGo());
  useEffect(() => {
    if (!("serviceWorker" in navigator)) return;
    const opened = ({ data }: MessageEvent<unknown>) => {
      if (typeof data !== "object" || data === null || !("type" in data) || data.type !== "parlor.open") return;
      if ("url" in data && typeof data.url === "string" && /^\/[^/]/.test(data.url)) go.current(data.url);
    };
    navigator.serviceWorker.addEventListener("message", opened);
    return () => navigator.serviceWorker.removeEventListener("message", opened);
  }, [go]);
}
