"use client";

import { Link } from "@/components/ui/link";
import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { cn } from "@/lib/ui/cn";

/** The two views of this place: the tools, and their calls. */
export function ToolViews({ slug, here, waiting }: { slug: string; here: "list" | "calls"; waiting: number }) {
  const t = useTranslations("tools");
  const path = `/${slug}/admin/tools`;
  return (
    <nav aria-label={t("views")} className="flex gap-4 border-b">
      {(["list", "calls"] as const).map((view) => (
        <Link
          key={view}
          href={view === "list" ? path : `${path}/calls`}
          aria-current={view === here ? "page" : undefined}
          className={cn(
            "-mb-px inline-flex h-8 items-center gap-1.5 border-b-2 text-sm font-medium -outline-offset-2 pointer-coarse:h-10",
            view === here ? "border-primary" : "border-transparent text-muted-foreground hover:text-foreground",
          )}
        >
          {t(view)}
          {view === "calls" && waiting > 0 ? (
            <Badge variant="warning">{t("waitingShort", { count: waiting })}</Badge>
          ) : null}
        </Link>
      ))}
    </nav>
  );
}
