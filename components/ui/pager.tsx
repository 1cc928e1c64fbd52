"use client";

import { useTranslations } from "next-intl";
import { Button } from "./button";

/** Which page of a table is shown, and the way to its neighbours. Nothing where there is one page only. */
export function Pager({ page, pages, onPage }: { page: number; pages: number; onPage(page: number): void }) {
  const t = useTranslations("frame.ui");
  if (pages <= 1) return null;
  return (
    <nav aria-label={t("pages")} className="flex items-center justify-end gap-2">
      <span className="text-xs text-muted-foreground">{t("page", { page, pages })}</span>
      <Button variant="outline" size="sm" disabled={page === 1} onClick={() => onPage(page - 1)}>
        {t("previous")}
      </Button>
      <Button variant="outline" size="sm" disabled={page === pages} onClick={() => onPage(page + 1)}>
        {t("next")}
      </Button>
    </nav>
  );
}
