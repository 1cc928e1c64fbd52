"use client";

import { Columns3 } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuCheckboxItem,
  DropdownMenuContent,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";

/** Which columns of a table are shown. */
export function ColumnChoice({
  columns,
  hidden,
  onHide,
}: {
  columns: readonly { id: string; label: string; optional?: boolean }[];
  hidden: ReadonlySet<string>;
  onHide(id: string, away: boolean): void;
}) {
  const t = useTranslations("admin.table");
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="outline" size="sm">
          <Columns3 aria-hidden />
          {t("columns")}
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        {columns
          .filter(({ optional }) => optional)
          .map(({ id, label }) => (
            <DropdownMenuCheckboxItem
              key={id}
              checked={!hidden.has(id)}
              onCheckedChange={(on) => onHide(id, !on)}
              onSelect={(event) => event.preventDefault()}
            >
              {label}
            </DropdownMenuCheckboxItem>
          ))}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
