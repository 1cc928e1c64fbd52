"use client";

import { defaultFilter } from "cmdk";
import { Hash, Lock, TerminalSquare, Users } from "lucide-react";
import { useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import { PaletteConversations } from "@/components/conversations/palette-conversations";
import { PaletteSearch } from "@/components/search/palette-search";
import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import {
  Command as CommandMenu,
  CommandEmpty,
  CommandGroup,
  CommandInput,
  CommandItem,
  CommandList,
} from "@/components/ui/command";
import { Dialog, DialogContent, DialogTitle } from "@/components/ui/dialog";
import { cn } from "@/lib/ui/cn";
import { KeyHint } from "./key-hint";
import { rankEntries, type Score } from "./palette-rank";
import { usePaletteTargets, type PaletteTarget } from "./use-palette-targets";

const score: Score = (title, query, keywords) => defaultFilter?.(title, query, [...keywords]) ?? 0;

/** Finds a room, a person, a conversation or a command by typing; after `>` commands only. */
export function Palette({ onClose }: { onClose: () => void }) {
  const t = useTranslations("frame.palette");
  const targets = usePaletteTargets();
  const [typed, setTyped] = useState("");
  const groups = useMemo(
    () =>
      rankEntries(
        targets.map(({ entry }) => entry),
        typed,
        score,
      ),
    [targets, typed],
  );
  const byValue = useMemo(() => new Map(targets.map((target) => [target.entry.value, target])), [targets]);
  const choose = (target: PaletteTarget) => {
    onClose();
    // After the dialog gave the focus back, so that what the act opens can take it.
    setTimeout(target.run, 0);
  };
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent className="max-w-lg gap-0 overflow-hidden p-0 [&>button]:hidden" aria-describedby={undefined}>
        <DialogTitle className="sr-only">{t("label")}</DialogTitle>
        <CommandMenu label={t("label")} shouldFilter={false} loop>
          <CommandInput placeholder={t("placeholder")} value={typed} onValueChange={setTyped} />
          <CommandList label={t("label")}>
            <CommandEmpty>{t("empty")}</CommandEmpty>
            {groups.map(({ group, entries }) => (
              <CommandGroup key={group} heading={group === "found" ? undefined : t(group)}>
                {entries.map(({ value }) => {
                  const target = byValue.get(value);
                  return target ? <Row key={value} target={target} onSelect={() => choose(target)} /> : null;
                })}
              </CommandGroup>
            ))}
            <PaletteConversations typed={typed} onClose={onClose} />
            <PaletteSearch typed={typed} onClose={onClose} />
          </CommandList>
        </CommandMenu>
        <p className="border-t px-3 py-1.5 text-xs text-muted-foreground">{t("hint")}</p>
      </DialogContent>
    </Dialog>
  );
}

const GLYPHS = { public: Hash, private: Lock, group: Users, command: TerminalSquare };

function Row({ target, onSelect }: { target: PaletteTarget; onSelect(): void }) {
  const t = useTranslations("frame.palette");
  const { entry, look, detail, combo } = target;
  const Glyph = look.kind === "person" ? null : look.kind === "place" ? look.icon : GLYPHS[look.kind];
  const unread = entry.unread > 0;
  return (
    <CommandItem value={entry.value} onSelect={onSelect}>
      {look.kind === "person" ? (
        <Avatar name={entry.title} colorKey={look.person} size="xs" />
      ) : Glyph ? (
        <Glyph aria-hidden />
      ) : null}
      <span className={cn("truncate", unread && "font-semibold")}>{entry.title}</span>
      {unread ? (
        <>
          <Badge variant="count" aria-hidden>
            {entry.unread >= 100 ? "99+" : entry.unread}
          </Badge>
          <span className="sr-only">{t("unreadCount", { count: entry.unread })}</span>
        </>
      ) : null}
      {combo ? <KeyHint combo={combo} className="ms-auto ps-4" /> : null}
      {detail ? <span className="ms-auto truncate ps-4 text-xs text-muted-foreground">{detail}</span> : null}
    </CommandItem>
  );
}
