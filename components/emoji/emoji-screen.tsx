"use client";

import { Plus, SmilePlus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useDeferredValue, useEffect, useMemo, useRef, useState } from "react";
import { Virtualizer } from "virtua";
import { useRooms } from "@/components/chat/rooms-provider";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";
import { toEmojiName } from "@/lib/emoji/core/emoji-name";
import { EMOJI_LIMITS, type CustomEmoji } from "@/lib/emoji/protocol";
import { AddEmojiDialog } from "./add-emoji-dialog";
import { DeleteEmojiDialog } from "./delete-emoji-dialog";
import { useOwnEmoji } from "./emoji-provider";
import { EmojiRow } from "./emoji-row";

const ROW_PX = 52;

/** The tenant's own emoji by name: to find, to add, and to delete those one may. */
export function EmojiScreen({ mayAdd, mayDeleteAll }: { mayAdd: boolean; mayDeleteAll: boolean }) {
  const t = useTranslations("emoji");
  const { tenantName, viewer } = useRooms();
  const { byName, freshen } = useOwnEmoji();
  const [query, setQuery] = useState("");
  const wanted = useDeferredValue(query);
  const [dialog, setDialog] = useState<"add" | CustomEmoji | null>(null);
  const scroller = useRef<HTMLDivElement>(null);
  useEffect(freshen, [freshen]);
  const all = useMemo(() => [...byName.values()], [byName]);
  const shown = useMemo(() => {
    const part = toEmojiName(wanted.trim());
    return all.filter(({ name }) => name.includes(part));
  }, [all, wanted]);
  const full = all.length >= EMOJI_LIMITS.perTenantMax;
  const add = (
    <Button onClick={() => setDialog("add")}>
      <Plus aria-hidden />
      {t("add")}
    </Button>
  );

  return (
    <div ref={scroller} className="scroll-quiet min-h-0 flex-1 overflow-y-auto px-4 max-md:px-3">
      {all.length === 0 ? (
        <EmptyState icon={SmilePlus} title={t("empty.title")} actions={mayAdd ? add : null} className="px-0">
          {mayAdd ? t("empty.body") : t("empty.guest", { tenant: tenantName })}
        </EmptyState>
      ) : (
        <>
          <div className="sticky top-0 z-10 flex max-w-3xl flex-col gap-2 bg-background py-3">
            <p className="text-sm text-muted-foreground">{t("about", { tenant: tenantName })}</p>
            <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
              <Label htmlFor="emoji-find" className="sr-only">
                {t("find")}
              </Label>
              <Input
                id="emoji-find"
                type="search"
                placeholder={t("find")}
                autoComplete="off"
                value={query}
                onChange={(event) => setQuery(event.target.value)}
                className="max-w-64"
              />
              <p role="status" className="text-xs text-muted-foreground">
                {shown.length === 0 ? t("noMatch", { query: wanted }) : t("count", { count: shown.length })}
              </p>
              {mayAdd && !full ? <div className="ms-auto">{add}</div> : null}
            </div>
            {mayAdd && full ? <p className="text-sm">{t("full", { count: all.length })}</p> : null}
          </div>
          <div role="list" aria-label={t("title")} className="max-w-3xl pb-4">
            <Virtualizer scrollRef={scroller} itemSize={ROW_PX} ssrCount={Math.min(shown.length, 40)} startMargin={96}>
              {shown.map((emoji, at) => (
                <EmojiRow
                  key={emoji.id}
                  emoji={emoji}
                  place={{ at, of: shown.length }}
                  {...(mayDeleteAll || (mayAdd && emoji.author === viewer.person)
                    ? { onDelete: () => setDialog(emoji) }
                    : {})}
                />
              ))}
            </Virtualizer>
          </div>
        </>
      )}
      {dialog === "add" ? <AddEmojiDialog onClose={() => setDialog(null)} /> : null}
      {dialog !== null && dialog !== "add" ? (
        <DeleteEmojiDialog emoji={dialog} onClose={() => setDialog(null)} />
      ) : null}
    </div>
  );
}
