"use client";

import { Link } from "@/components/ui/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { cn } from "@/lib/ui/cn";

const TABS = ["overview", "look", "texts", "knowledge", "test", "safety", "identity"] as const;

/** The pages of an assistant. */
export function ProjectTabs({ slug, project }: { slug: string; project: string }) {
  const t = useTranslations("projects");
  const pathname = usePathname();
  const home = `/${slug}/admin/projects/${project}`;
  return (
    <nav aria-label={t("tabs.label")} className="scroll-quiet flex gap-4 overflow-x-auto border-b">
      {TABS.map((tab) => {
        const href = tab === "overview" ? home : `${home}/${tab}`;
        const here = pathname === href;
        return (
          <Link
            key={tab}
            href={href}
            aria-current={here ? "page" : undefined}
            className={cn(
              "-mb-px inline-flex h-8 items-center border-b-2 text-sm font-medium whitespace-nowrap -outline-offset-2 pointer-coarse:h-10",
              here
                ? "border-primary text-foreground"
                : "border-transparent text-muted-foreground hover:text-foreground",
            )}
          >
            {t(`tabs.${tab}`)}
          </Link>
        );
      })}
    </nav>
  );
}
