"use client";

import { MessageSquareText } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { useCallback, useEffect, useState } from "react";
import { useNameOf, useRooms } from "@/components/chat/rooms-provider";
import { useFaultOf } from "@/components/chat/use-act";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import { Hint } from "@/components/ui/tooltip";
import type { RoomFile, RoomFilesPage } from "@/lib/files/protocol";
import type { PersonId, RoomId } from "@/lib/platform/ids";
import { FileCard } from "./file-card";
import { useFileSize } from "./use-file-size";

type Load = { state: "loading" | "ready" } | { state: "failed"; why: string };

/** Every file of a room, newest first, with the way to its message. */
export function RoomFiles({ room, onShow }: { room: RoomId; onShow(seq: number): void }) {
  const t = useTranslations("files.room");
  const { uploads } = useRooms();
  const faultOf = useFaultOf();
  const [files, setFiles] = useState<readonly RoomFile[]>([]);
  const [before, setBefore] = useState<string | null>(null);
  const [load, setLoad] = useState<Load>({ state: "loading" });

  const came = useCallback((page: RoomFilesPage, first: boolean) => {
    setFiles((known) => [...(first ? [] : known), ...page.files]);
    setBefore(page.nextBefore);
    setLoad({ state: "ready" });
  }, []);
  const failed = useCallback((error: unknown) => setLoad({ state: "failed", why: faultOf(error).message }), [faultOf]);
  useEffect(() => {
    let wanted = true;
    uploads.api.list(room, null).then(
      (page) => (wanted ? came(page, true) : undefined),
      (error: unknown) => (wanted ? failed(error) : undefined),
    );
    return () => {
      wanted = false;
    };
  }, [uploads, room, came, failed]);
  const again = () => {
    setLoad({ state: "loading" });
    uploads.api.list(room, before).then((page) => came(page, before === null), failed);
  };

  return (
    <div data-slot="room-files" className="flex min-w-0 flex-col gap-2">
      {files.length > 0 ? (
        <ul aria-label={t("title")} className="flex min-w-0 flex-col gap-1.5">
          {files.map((file) => (
            <li key={file.id} className="flex min-w-0 items-center gap-1">
              <Entry room={room} file={file} onShow={onShow} />
            </li>
          ))}
        </ul>
      ) : null}
      {load.state === "loading" ? (
        <div role="status" aria-label={t("loading")} className="flex flex-col gap-1.5">
          {[0, 1, 2].map((line) => (
            <Skeleton key={line} className="h-12" />
          ))}
        </div>
      ) : load.state === "failed" ? (
        <p role="alert" className="text-sm text-destructive">
          {t("failed")} {load.why}{" "}
          <Button variant="link" size="text" onClick={again}>
            {t("retry")}
          </Button>
        </p>
      ) : files.length === 0 ? (
        <p className="text-sm text-muted-foreground">{t("empty")}</p>
      ) : before !== null ? (
        <Button variant="outline" onClick={again}>
          {t("more")}
        </Button>
      ) : null}
    </div>
  );
}

function Entry({ room, file, onShow }: { room: RoomId; file: RoomFile; onShow(seq: number): void }) {
  const t = useTranslations("files.room");
  const { uploads } = useRooms();
  const nameOf = useNameOf();
  const format = useFormatter();
  const sizeOf = useFileSize();
  const when = format.dateTime(file.at, { dateStyle: "medium" });
  const note = `${sizeOf(file.size)} · ${t("by", { name: nameOf(file.uploader as PersonId), when })}`;
  const label = t("show", { name: file.name });
  return (
    <>
      <FileCard
        file={file}
        href={uploads.api.hrefOf(room, file.id, "download")}
        note={note}
        className="w-auto min-w-0 flex-1"
      />
      <Hint text={label}>
        <Button variant="ghost" size="icon-sm" aria-label={label} onClick={() => onShow(file.seq)}>
          <MessageSquareText aria-hidden />
        </Button>
      </Hint>
    </>
  );
}
