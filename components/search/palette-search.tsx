"use client";

import { TextSearch } from "lucide-react";
import { useTranslations } from "next-intl";
import { useFrame } from "@/components/frame/frame-context";
import { useGo } from "@/components/frame/use-go";
import { CommandGroup, CommandItem } from "@/components/ui/command";

/** The last line of the switcher: what was typed, looked for in messages. */
export function PaletteSearch({ typed, onClose }: { typed: string; onClose(): void }) {
  const t = useTranslations("search");
  const { tenant } = useFrame();
  const go = useGo();
  const q = typed.trim();
  if (q === "" || q.startsWith(">")) return null;
  const search = () => {
    onClose();
    go(`/${tenant.slug}/search?${new URLSearchParams({ q })}`);
  };
  return (
    <CommandGroup>
      <CommandItem value="search-messages" onSelect={search}>
        <TextSearch aria-hidden />
        <span className="truncate">{t("forThis", { q })}</span>
      </CommandItem>
    </CommandGroup>
  );
}
