"use client";

import { Link } from "./link";
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

/** The way through rows that the server sends newest first, each page by its last row: back to the newest, on to older ones. */
export function CursorPager({
  label,
  newest,
  older,
}: {
  /** What these are pages of. */
  label: string;
  /** Addresses; null: one is there already, or there are none. */
  newest: string | null;
  older: string | null;
}) {
  const t = useTranslations("frame.ui");
  if (newest === null && older === null) return null;
  return (
    <nav aria-label={label} className="flex items-center justify-end gap-2">
      {newest === null ? null : (
        <Button asChild variant="outline" size="sm">
          <Link href={newest}>{t("newest")}</Link>
        </Button>
      )}
      {older === null ? null : (
        <Button asChild variant="outline" size="sm">
          <Link href={older}>{t("older")}</Link>
        </Button>
      )}
    </nav>
  );
}
