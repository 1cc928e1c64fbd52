"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { AdminNav } from "./admin-nav";
import { Sidebar } from "./sidebar";

/** Administration: its places in the sidebar, and beside them the one that is open. A phone has them in a menu of the page's head. */
export function AdminFrame({ children }: { children: ReactNode }) {
  const t = useTranslations("admin.nav");
  return (
    <div data-slot="place" className="flex min-h-0 min-w-0 flex-1">
      <div className="contents max-md:hidden">
        <Sidebar
          label={t("label")}
          alone={false}
          header={<p className="min-w-0 flex-1 truncate text-base font-semibold text-foreground">{t("label")}</p>}
        >
          <div className="scroll-quiet min-h-0 flex-1 overflow-y-auto overscroll-contain px-2 pt-3 pb-4">
            <AdminNav />
          </div>
        </Sidebar>
      </div>
      {children}
    </div>
  );
}
