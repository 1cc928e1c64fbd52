"use client";

import { Check, Hash } from "lucide-react";
import { useTranslations } from "next-intl";
import { useCallback, useEffect, useRef, useState } from "react";
import { useGo } from "@/components/frame/use-go";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent, DialogDescription, DialogHeader, DialogTitle } from "@/components/ui/dialog";
import { Input } from "@/components/ui/input";
import { Skeleton } from "@/components/ui/skeleton";
import type { PublicRoom } from "@/lib/rooms/client/api";
import { useDialogs } from "./dialogs";
import { FaultNote } from "./fault-note";
import { useRoomHref, useRooms } from "./rooms-provider";
import { useAct, useFaultOf, type Fault } from "./use-act";

const TYPING_MS = 200;

/** The public channels of the tenant: find one, look in, join. */
export function BrowseDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations("rooms.browse");
  const { api, inbox, viewer } = useRooms();
  const dialogs = useDialogs();
  const hrefOf = useRoomHref();
  const go = useGo();
  const [query, setQuery] = useState("");
  const { rooms, next, loading, fault, more } = usePublicRooms(query);
  const join = useAct();

  const enter = (room: PublicRoom) =>
    join.act(async () => {
      if (!room.joined) inbox.store.actions.entered(await api.join(room.roomId), [viewer.person]);
      onClose();
      go(hrefOf(room.roomId));
    });

  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent className="max-w-lg">
        <DialogHeader>
          <DialogTitle>{t("title")}</DialogTitle>
          <DialogDescription>{t("description")}</DialogDescription>
        </DialogHeader>
        <div className="flex gap-2">
          <Input
            type="search"
            aria-label={t("find")}
            placeholder={t("find")}
            value={query}
            // oxlint-disable-next-line jsx-a11y/no-autofocus -- the one thing this dialog is for
            autoFocus
            onChange={(event) => setQuery(event.target.value)}
          />
          <Button variant="outline" onClick={() => dialogs.open({ kind: "channel" })}>
            {t("create")}
          </Button>
        </div>
        {join.fault ? <FaultNote fault={join.fault} /> : null}
        {fault ? <FaultNote fault={fault} /> : null}
        <ul
          aria-busy={loading}
          aria-label={t("title")}
          className="scroll-quiet flex h-80 flex-col overflow-y-auto rounded-md border"
        >
          {rooms.map((room) => (
            <li key={room.roomId} className="flex items-center gap-3 border-b px-3 py-2 last:border-b-0">
              <Hash aria-hidden className="text-muted-foreground" />
              <div className="min-w-0 flex-1">
                <p className="truncate font-medium" title={room.name}>
                  {room.name}
                </p>
                <p className="truncate text-xs text-muted-foreground">
                  {t("members", { count: room.memberCount })}
                  {room.topic === "" ? null : <> · {room.topic}</>}
                </p>
              </div>
              {room.joined ? (
                <span className="flex items-center gap-1 text-xs text-muted-foreground">
                  <Check aria-hidden className="size-3.5!" />
                  {t("joined")}
                </span>
              ) : null}
              <Button
                variant="outline"
                size="sm"
                aria-label={t(room.joined ? "openNamed" : "joinNamed", { name: room.name })}
                onClick={() => void enter(room)}
              >
                {t(room.joined ? "open" : "join")}
              </Button>
            </li>
          ))}
          {loading && rooms.length === 0
            ? [0, 1, 2, 3].map((at) => (
                <li key={at} className="flex flex-col gap-2 border-b px-3 py-2.5">
                  <Skeleton className="h-3.5 w-40" />
                  <Skeleton className="h-3 w-24" />
                </li>
              ))
            : null}
          {!loading && rooms.length === 0 && !fault ? (
            <li className="p-4 text-sm text-muted-foreground">
              {query === "" ? t("none") : t("noneFound", { query })}
            </li>
          ) : null}
          {next === null ? null : (
            <li className="p-2 text-center">
              <Button variant="ghost" size="sm" pending={loading} onClick={more}>
                {t("more")}
              </Button>
            </li>
          )}
        </ul>
      </DialogContent>
    </Dialog>
  );
}

/** The channels that match, page by page. The newest question counts, whatever order the answers come in. */
function usePublicRooms(query: string) {
  const { api } = useRooms();
  const faultOf = useFaultOf();
  const [list, setList] = useState<{ rooms: PublicRoom[]; next: string | null }>({ rooms: [], next: null });
  const [loading, setLoading] = useState(true);
  const [fault, setFault] = useState<Fault | null>(null);
  const asked = useRef(0);

  const read = useCallback(
    async (cursor: string | null) => {
      const question = ++asked.current;
      setLoading(true);
      setFault(null);
      try {
        const page = await api.browse(query.trim(), cursor);
        if (question !== asked.current) return;
        setList(({ rooms }) => ({
          rooms: cursor === null ? page.rooms : [...rooms, ...page.rooms],
          next: page.nextCursor,
        }));
      } catch (error) {
        if (question === asked.current) setFault(faultOf(error));
      } finally {
        if (question === asked.current) setLoading(false);
      }
    },
    [api, query, faultOf],
  );
  useEffect(() => {
    const timer = setTimeout(() => void read(null), query === "" ? 0 : TYPING_MS);
    return () => clearTimeout(timer);
  }, [read, query]);
  return { ...list, loading, fault, more: () => void read(list.next) };
}
