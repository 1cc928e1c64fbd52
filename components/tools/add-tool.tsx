"use client";

import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";

/** What can be added to the tools there are. */
export function AddTool({ onAdd }: { onAdd(what: "http" | "mcp"): void }) {
  const t = useTranslations("tools");
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button>
          <Plus aria-hidden />
          {t("add")}
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        <DropdownMenuItem onSelect={() => onAdd("http")}>{t("addHttp")}</DropdownMenuItem>
        <DropdownMenuItem onSelect={() => onAdd("mcp")}>{t("addMcp")}</DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
