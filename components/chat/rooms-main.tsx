"use client";

import { Hash } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { Main, MainHeader } from "@/components/frame/place";
import { useGo } from "@/components/frame/use-go";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import type { RoomId } from "@/lib/platform/ids";
import type { RoomMeta } from "@/lib/rooms/protocol";
import type { RoomSeed } from "@/lib/rooms/client/room-sessions";
import { useDialogs } from "./dialogs";
import { FaultNote } from "./fault-note";
import { useAtThreads, useCurrentRoom } from "./room-path";
import { RoomScreens } from "./room-screens";
import { useInbox, useRooms } from "./rooms-provider";
import { ThreadsMain } from "./threads-main";
import { useAct } from "./use-act";

export interface RoomsMainProps {
  /** The room the server rendered this page for, with what it knew of it. */
  seed?: RoomSeed & { room: RoomId };
  /** A public channel the viewer is not in. */
  visiting?: RoomMeta;
}

/** What stands beside the list: the room that the address names. The address may change without a new page. */
export function RoomsMain({ seed, visiting }: RoomsMainProps) {
  const room = useCurrentRoom();
  const threads = useAtThreads();
  const joined = useInbox(({ view }) => room !== null && view.rooms.has(room));
  const visited = visiting?.roomId === room && !joined ? visiting : null;
  return (
    <>
      {threads ? <ThreadsMain /> : room === null ? <NoRoom /> : visited ? <Visit meta={visited} /> : null}
      <RoomScreens room={threads || visited ? null : room} seed={seed ?? null} />
    </>
  );
}

/** Nothing chosen: what this place is for, and the first thing to do. */
function NoRoom() {
  const t = useTranslations("rooms.none");
  const { viewer } = useRooms();
  const dialogs = useDialogs();
  const some = useInbox(({ view }) => view.rooms.size > 0);
  return (
    <Main>
      <EmptyState
        title={some ? t("pick") : t("title")}
        actions={
          <>
            <Button onClick={() => dialogs.open({ kind: "message" })}>{t("message")}</Button>
            {viewer.mayBrowse ? (
              <>
                <Button variant="outline" onClick={() => dialogs.open({ kind: "browse" })}>
                  {t("browse")}
                </Button>
                <Button variant="outline" onClick={() => dialogs.open({ kind: "channel" })}>
                  {t("create")}
                </Button>
              </>
            ) : null}
          </>
        }
      >
        <p>{t("body")}</p>
      </EmptyState>
    </Main>
  );
}

/** A public channel from outside: what it is about, and the way in. */
function Visit({ meta }: { meta: RoomMeta }) {
  const t = useTranslations("rooms.visit");
  const { api, inbox, viewer, tenant } = useRooms();
  const go = useGo();
  const router = useRouter();
  const { act, pending, fault } = useAct();
  const archived = meta.archivedAt !== null;
  const join = () =>
    act(async () => {
      inbox.store.actions.entered(await api.join(meta.roomId), [viewer.person]);
      router.refresh();
    });
  return (
    <Main>
      <MainHeader>
        <Hash aria-hidden className="text-muted-foreground" />
        <h1 className="min-w-0 truncate text-base font-semibold" title={meta.name}>
          {meta.name}
        </h1>
      </MainHeader>
      <EmptyState
        title={t("title", { room: meta.name })}
        actions={
          <>
            {archived ? null : (
              <Button pending={pending} onClick={() => void join()}>
                {t("join")}
              </Button>
            )}
            <Button variant="outline" onClick={() => go(`/${tenant}/rooms`)}>
              {t("back")}
            </Button>
          </>
        }
      >
        {meta.topic === "" ? null : <p className="[overflow-wrap:anywhere]">{meta.topic}</p>}
        <p>{t(archived ? "archived" : "body")}</p>
        {fault ? <FaultNote fault={fault} /> : null}
      </EmptyState>
    </Main>
  );
}
