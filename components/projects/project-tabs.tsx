"use client";

import { ChevronRight } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { cn } from "@/lib/ui/cn";

const TABS = ["overview", "look", "texts", "knowledge", "safety", "identity"] as const;

/** Which assistant this is, and its pages. */
export function ProjectTabs({ slug, project }: { slug: string; project: { id: string; name: string } }) {
  const t = useTranslations("projects");
  const pathname = usePathname();
  const list = `/${slug}/admin/projects`;
  const home = `${list}/${project.id}`;
  return (
    <div className="flex flex-col gap-2">
      <div className="flex min-w-0 items-center gap-1 text-base">
        <Link href={list} className="shrink-0 text-muted-foreground hover:underline">
          {t("title")}
        </Link>
        <ChevronRight aria-hidden className="size-4 shrink-0 text-muted-foreground rtl:rotate-180" />
        <span className="min-w-0 truncate font-semibold" title={project.name}>
          {project.name}
        </span>
      </div>
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
    </div>
  );
}
