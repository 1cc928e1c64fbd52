"use client";

import { Link } from "@/components/ui/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { cn } from "@/lib/ui/cn";

/** Asking by hand, and asking whole sets. */
export function PlaygroundTabs({ slug }: { slug: string }) {
  const t = useTranslations("playground.tabs");
  const pathname = usePathname();
  const home = `/${slug}/admin/playground`;
  const tabs = [
    { href: home, name: t("test"), here: pathname === home },
    { href: `${home}/evaluations`, name: t("evaluations"), here: pathname.startsWith(`${home}/evaluations`) },
  ];
  return (
    <nav aria-label={t("label")} className="scroll-quiet flex gap-4 overflow-x-auto border-b">
      {tabs.map(({ href, name, here }) => (
        <Link
          key={href}
          href={href}
          aria-current={here ? "page" : undefined}
          className={cn(
            "-mb-px inline-flex h-8 items-center border-b-2 text-sm font-medium whitespace-nowrap -outline-offset-2 pointer-coarse:h-10",
            here ? "border-primary text-foreground" : "border-transparent text-muted-foreground hover:text-foreground",
          )}
        >
          {name}
        </Link>
      ))}
    </nav>
  );
}
