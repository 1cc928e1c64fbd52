"use client";

import { X } from "lucide-react";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import type { ComponentProps, ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Hint } from "@/components/ui/tooltip";
import { cn } from "@/lib/ui/cn";
import { Sidebar } from "./sidebar";

/**
 * One place of a tenant: its list beside what is chosen from it. Under 768 px one of the two is shown: the list at
 * `listPath`, what was chosen at every address below it, so that the browser's own back leads from one to the other.
 */
export function Place({
  listPath,
  title,
  actions,
  sidebar,
  children,
}: {
  listPath: string;
  /** Stands over the list, and is the page's heading while nothing is chosen. */
  title: string;
  /** What can be done with the list as a whole. */
  actions?: ReactNode;
  sidebar: ReactNode;
  children: ReactNode;
}) {
  const atList = usePathname() === listPath;
  const Heading = atList ? "h1" : "p";
  return (
    <div data-slot="place" data-mobile={atList ? "list" : "main"} className="flex min-h-0 min-w-0 flex-1">
      <Sidebar
        label={title}
        alone={atList}
        header={
          <>
            <Heading className="min-w-0 flex-1 truncate text-base font-semibold text-foreground">{title}</Heading>
            {actions}
          </>
        }
      >
        {sidebar}
      </Sidebar>
      {children}
    </div>
  );
}

/** The main pane; the skip link leads here. Beside a sidebar it leaves the small screen to the list. */
export function Main({ className, ...props }: ComponentProps<"main">) {
  return (
    <main
      id="content"
      tabIndex={-1}
      data-slot="main"
      className={cn(
        "flex min-h-0 min-w-0 flex-1 flex-col bg-background outline-none max-md:group-has-data-[mobile=list]/frame:hidden",
        className,
      )}
      {...props}
    />
  );
}

/** The line on top of a main pane: what this is, and what can be done with it. */
export function MainHeader({ className, ...props }: ComponentProps<"header">) {
  return (
    <header
      data-slot="main-header"
      className={cn("flex h-12 shrink-0 items-center gap-2 border-b px-4 max-md:px-3", className)}
      {...props}
    />
  );
}

/** The right panel: a thread, people, details. Under 1,024 px it lies over the main pane. Give it its own address where it can. */
export function Panel({
  label,
  title,
  onClose,
  className,
  children,
  ...props
}: Omit<ComponentProps<"aside">, "title"> & { label: string; title: ReactNode; onClose: () => void }) {
  const t = useTranslations("frame.ui");
  return (
    <aside
      data-slot="panel"
      aria-label={label}
      className={cn(
        "flex w-100 shrink-0 flex-col border-s bg-background max-lg:fixed max-lg:inset-y-0 max-lg:end-0 max-lg:z-30 max-lg:w-[min(25rem,100vw)] max-lg:shadow-float max-md:w-full",
        className,
      )}
      {...props}
    >
      <header className="flex h-12 shrink-0 items-center gap-2 border-b ps-4 pe-2">
        <div className="min-w-0 flex-1 truncate text-sm font-semibold">{title}</div>
        <Hint text={t("close")} keys="Esc">
          <Button variant="ghost" size="icon-sm" aria-label={t("close")} onClick={onClose}>
            <X aria-hidden />
          </Button>
        </Hint>
      </header>
      {children}
    </aside>
  );
}
