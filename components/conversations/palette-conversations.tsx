"use client";

import { MessageSquareText } from "lucide-react";
import { useTranslations } from "next-intl";
import { useFrame } from "@/components/frame/frame-context";
import { useGo } from "@/components/frame/use-go";
import { CommandGroup, CommandItem } from "@/components/ui/command";
import { useFoundConversations } from "./use-found-conversations";

/** Conversations with visitors that have what was typed, in the switcher of those who read them. */
export function PaletteConversations({ typed, onClose }: { typed: string; onClose(): void }) {
  const t = useTranslations("conversations");
  const { tenant } = useFrame();
  const go = useGo();
  const found = useFoundConversations(typed);
  if (found.length === 0) return null;
  return (
    <CommandGroup heading={t("title")}>
      {found.map(({ id, visitorName, preview }) => (
        <CommandItem
          key={id}
          value={`conversation:${id}`}
          onSelect={() => {
            onClose();
            go(`/${tenant.slug}/admin/conversations/${id}`);
          }}
        >
          <MessageSquareText aria-hidden />
          <span className="max-w-1/2 shrink-0 truncate">{visitorName ?? t("anonymous")}</span>
          <span className="ms-auto truncate ps-4 text-xs text-muted-foreground">{preview}</span>
        </CommandItem>
      ))}
    </CommandGroup>
  );
}
