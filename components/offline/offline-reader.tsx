"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { listKept, type KeptRoom } from "@/lib/offline/client/kept-rooms";

/** What can be read without a connection: the rooms this device has shown, as they were then. Goes back online by itself. */
export function OfflineReader() {
  const t = useTranslations("offline.page");
  const [rooms, setRooms] = useState<KeptRoom[] | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  useEffect(() => {
    listKept().then((found) => {
      setRooms(found ?? []);
      setChosen(
        found?.find(({ tenant, room }) => `/${tenant}/rooms/${room}` === window.location.pathname)?.key ?? null,
      );
    }, ignore);
    window.addEventListener("online", goOn);
    // "online" says that there is a network, not that Parlor answers yet: it comes too early, and only once.
    const timer = setInterval(() => void goOnIfAnswered(), ASK_EVERY_MS);
    return () => {
      clearInterval(timer);
      window.removeEventListener("online", goOn);
    };
  }, []);
  const open = rooms?.find(({ key }) => key === chosen) ?? null;
  return (
    <>
      <div role="status" className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-md border bg-muted px-3 py-2">
        <p className="min-w-0 flex-1 text-sm">{t(rooms?.length === 0 ? "nothing" : "lead")}</p>
        <Button variant="outline" size="sm" onClick={goOn}>
          {t("retry")}
        </Button>
      </div>
      {open ? (
        <Room room={open} onBack={() => setChosen(null)} />
      ) : (
        <ul aria-label={t("rooms")} className="flex flex-col">
          {rooms?.map((room) => (
            <li key={room.key}>
              <button
                type="button"
                onClick={() => setChosen(room.key)}
                className="flex min-h-10 w-full cursor-pointer items-baseline gap-2 border-b px-2 py-2 text-start hover:bg-accent"
              >
                <span className="min-w-0 flex-1 truncate font-medium">{room.name}</span>
                <span className="shrink-0 text-xs text-muted-foreground">{room.tenantName}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function Room({ room, onBack }: { room: KeptRoom; onBack(): void }) {
  const t = useTranslations("offline.page");
  const format = useFormatter();
  const when = (at: number) => format.dateTime(at, { dateStyle: "medium", timeStyle: "short", timeZone: zone() });
  return (
    <section aria-label={room.name} className="flex min-h-0 flex-col gap-3">
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <Button variant="link" size="text" onClick={onBack}>
          {t("back")}
        </Button>
        <h2 className="min-w-0 truncate text-base font-semibold">{room.name}</h2>
        <p className="text-xs text-muted-foreground">{t("asOf", { when: when(room.keptAt) })}</p>
      </div>
      <ol className="flex flex-col gap-3">
        {room.messages.map((message) => (
          <li key={message.seq}>
            <p className="flex items-baseline gap-2">
              <span className="truncate font-semibold">{message.author}</span>
              <time dateTime={new Date(message.at).toISOString()} className="shrink-0 text-xs text-muted-foreground">
                {when(message.at)}
              </time>
            </p>
            {message.deleted ? (
              <p className="text-base text-muted-foreground italic">{t("deleted")}</p>
            ) : (
              <p className="text-base [overflow-wrap:anywhere] whitespace-pre-wrap">{message.body}</p>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}

const ASK_EVERY_MS = 3_000;

/** Looks whether Parlor can be reached, and leaves when it can. Whoever asked for this page itself stays. */
async function goOnIfAnswered(): Promise<void> {
  if (window.location.pathname === "/offline" || document.visibilityState === "hidden") return;
  const answer = await fetch("/health", { cache: "no-store" }).catch(() => null);
  if (answer?.ok) goOn();
}

/** To what was asked for; the address of this page itself leads to the start. */
function goOn(): void {
  if (window.location.pathname === "/offline") window.location.assign("/");
  else window.location.reload();
}

function zone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";
}

const ignore = () => undefined;
