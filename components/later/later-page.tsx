"use client";

import { useSearchParams } from "next/navigation";
import { useTranslations } from "next-intl";
import { Main, MainHeader } from "@/components/frame/place";
import { useInbox, useRooms } from "@/components/chat/rooms-provider";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs";
import type { SavedItem, ScheduledItem } from "@/lib/later/protocol";
import { DraftList } from "./draft-list";
import { SavedList } from "./saved-list";
import { ScheduledList } from "./scheduled-list";
import { useDraftIds } from "./use-draft";

const SHOWS = ["todo", "done", "scheduled", "drafts"] as const;
type Show = (typeof SHOWS)[number];

/** Everything kept for later: saved messages, what is to be sent, what was begun. Which of them is part of the address. */
export function LaterPage() {
  const t = useTranslations("later");
  const { tenant } = useRooms();
  const asked = useSearchParams().get("show");
  const show: Show = SHOWS.find((one) => one === asked) ?? "todo";
  const later = useInbox(({ view }) => view.later);
  const items = [...later.values()];
  const saved = items.filter((item): item is SavedItem => item.kind === "saved");
  const scheduled = items.filter((item): item is ScheduledItem => item.kind === "scheduled");
  const todo = saved.filter(({ done }) => !done);
  const counts: Record<Show, number> = {
    todo: todo.length,
    done: saved.length - todo.length,
    scheduled: scheduled.length,
    drafts: useDraftIds().size,
  };
  const go = (next: string) => window.history.pushState(null, "", `/${tenant}/later?show=${next}`);
  return (
    <Main>
      <MainHeader>
        <h1 className="text-sm font-semibold">{t("title")}</h1>
      </MainHeader>
      <Tabs value={show} onValueChange={go} activationMode="manual" className="min-h-0 flex-1 gap-0">
        <TabsList className="shrink-0 px-4 pt-1" aria-label={t("title")}>
          {SHOWS.map((one) => (
            <TabsTrigger key={one} value={one}>
              {t(`page.${one}`)}
              {counts[one] > 0 ? <span className="text-xs tabular-nums">{counts[one]}</span> : null}
            </TabsTrigger>
          ))}
        </TabsList>
        <TabsContent value={show} className="scroll-quiet min-h-0 overflow-y-auto">
          {show === "todo" ? <SavedList items={todo} done={false} /> : null}
          {show === "done" ? <SavedList items={saved.filter(({ done }) => done)} done /> : null}
          {show === "scheduled" ? <ScheduledList items={scheduled} /> : null}
          {show === "drafts" ? <DraftList /> : null}
        </TabsContent>
      </Tabs>
    </Main>
  );
}
