"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { Main, MainHeader } from "@/components/frame/place";
import { useGo } from "@/components/frame/use-go";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import type { RoomId } from "@/lib/platform/ids";
import { FaultNote } from "./fault-note";
import { useRoom, useRoomId } from "./room-context";
import { useInbox, useRooms } from "./rooms-provider";
import { useAct } from "./use-act";

/** Somebody took me out of the room, or I left in another tab. Nothing of it is shown any more. */
export function RoomGone({ title, onReturn }: { title: string; onReturn(): void }) {
  const t = useTranslations("rooms.gone");
  const { tenant, api, viewer } = useRooms();
  const room = useRoomId();
  const meta = useRoom(({ view }) => view.meta);
  const unsent = useRoom(({ view }) => view.pending.length);
  const go = useGo();
  const { act, pending, fault } = useAct();
  const joinable =
    meta?.kind === "channel" && meta.visibility === "public" && meta.archivedAt === null && viewer.mayBrowse;
  useReturn(room, onReturn);
  const rejoin = () =>
    act(async () => {
      await api.join(room);
      onReturn();
    });
  return (
    <Main>
      <MainHeader>
        <h1 className="min-w-0 truncate text-base font-semibold">{title === "" ? t("header") : title}</h1>
      </MainHeader>
      <EmptyState
        role="alert"
        title={title === "" ? t("titleUnnamed") : t("title", { room: title })}
        actions={
          <>
            <Button onClick={() => go(`/${tenant}/rooms`)}>{t("toRooms")}</Button>
            {joinable ? (
              <Button variant="outline" pending={pending} onClick={() => void rejoin()}>
                {t("join")}
              </Button>
            ) : null}
          </>
        }
      >
        <p>{t("body")}</p>
        {unsent > 0 ? <p className="mt-2">{t("unsent", { count: unsent })}</p> : null}
        {fault ? <FaultNote fault={fault} /> : null}
      </EmptyState>
    </Main>
  );
}

/** Somebody added me again: the room opens by itself. The list may still show the room for a moment after I was taken out. */
function useReturn(room: RoomId, onReturn: () => void): void {
  const listed = useInbox(({ view }) => view.rooms.has(room));
  const missed = useRef(!listed);
  useEffect(() => {
    if (!listed) missed.current = true;
    else if (missed.current) onReturn();
  }, [listed, onReturn]);
}
