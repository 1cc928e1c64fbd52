"use client";

import { ChevronDown } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuCheckboxItem,
  DropdownMenuContent,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { useEnterSends } from "./use-enter-sends";

/** What else can be done about sending. */
export function ComposerMenu() {
  const t = useTranslations("rooms.composer");
  const [enterSends, setEnterSends] = useEnterSends();
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button
          type="button"
          variant="ghost"
          size="icon"
          aria-label={t("sending")}
          className="w-5 text-muted-foreground pointer-coarse:w-8"
        >
          <ChevronDown aria-hidden />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end" side="top">
        <DropdownMenuCheckboxItem checked={enterSends} onCheckedChange={setEnterSends}>
          {t("enterSends")}
        </DropdownMenuCheckboxItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
