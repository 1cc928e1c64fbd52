"use client";

import { Clock } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { useRoom, useRoomId } from "./room-context";
import { useRooms } from "./rooms-provider";
import { useSecondsUntil } from "./pending-row";

/** A first connection and a short cut are not worth a word. */
const QUIET_MS = 1_500;

const ENDED = { signed_out: "signedOut", gone: "signedOut", suspended: "suspended", outdated: "outdated" } as const;

/** The truth about the connection, when there is something to say. It lies over the list, so nothing moves. */
export function ConnectionBanner() {
  const t = useTranslations("rooms.connection");
  const { sessions } = useRooms();
  const room = useRoomId();
  const connection = useRoom((state) => state.connection);
  const waiting = useRoom(
    ({ view }) => view.pending.filter(({ state }) => state !== "failed" && state !== "sent").length,
  );
  const seconds = useSecondsUntil(connection.kind === "waiting" ? connection.untilMs : null);
  const shown = useLasting(connection.kind !== "live", connection.kind === "offline" ? 0 : QUIET_MS);
  if (connection.kind === "live" || !shown || (connection.kind === "ended" && connection.reason === "gone"))
    return <div role="status" className="sr-only" />;

  const retry = connection.kind === "waiting" || connection.kind === "offline";
  const text =
    connection.kind === "ended"
      ? t(ENDED[connection.reason])
      : connection.kind === "waiting"
        ? t("waiting", { seconds: seconds ?? 1 })
        : t(connection.kind);
  return (
    <div
      role="status"
      data-slot="connection"
      data-state={connection.kind}
      className="absolute inset-x-4 top-2 z-20 mx-auto flex min-h-8 max-w-max flex-wrap items-center gap-x-2 rounded-md border border-warning/40 bg-warning-soft px-3 py-1 text-sm shadow-float"
    >
      <Clock aria-hidden className="text-warning" />
      <span aria-live="off">
        {text} {waiting > 0 ? t("queued", { count: waiting }) : null}
      </span>
      {retry ? (
        <Button variant="link" size="text" className="font-medium" onClick={() => sessions.retryNow(room)}>
          {t("retry")}
        </Button>
      ) : null}
      {connection.kind === "ended" ? (
        <Button variant="link" size="text" className="font-medium" onClick={() => window.location.reload()}>
          {t(connection.reason === "signed_out" ? "signIn" : "reload")}
        </Button>
      ) : null}
    </div>
  );
}

/** True once `on` has lasted. */
function useLasting(on: boolean, ms: number): boolean {
  const [lasted, setLasted] = useState(false);
  useEffect(() => {
    if (!on) return;
    const timer = setTimeout(() => setLasted(true), ms);
    return () => {
      clearTimeout(timer);
      setLasted(false);
    };
  }, [on, ms]);
  return on && lasted;
}
