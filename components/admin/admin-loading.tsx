import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Main } from "@/components/frame/place";
import { Skeleton } from "@/components/ui/skeleton";
import { cn } from "@/lib/ui/cn";
import { ADMIN_WIDTHS, AdminHeader } from "./admin-page";

/** A place of the administrators while it loads: its name, and the shape of what comes. */
export function AdminLoading({
  title,
  width = "5xl",
  children,
}: {
  title: string;
  width?: keyof typeof ADMIN_WIDTHS;
  children: ReactNode;
}) {
  const t = useTranslations("admin");
  return (
    <Main aria-busy>
      <AdminHeader title={title} />
      <span role="status" className="sr-only">
        {t("loading")}
      </span>
      <div className={cn("flex flex-col gap-6 p-4 max-md:p-3", ADMIN_WIDTHS[width])}>{children}</div>
    </Main>
  );
}

/** Where a table comes. */
export function TableShape({ rows = 8 }: { rows?: number }) {
  return (
    <div className="flex flex-col gap-3">
      <Skeleton className="h-8 w-56 max-w-full" />
      <Skeleton className="h-4 w-full" />
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className="flex h-10 items-center gap-6 border-b">
          <Skeleton className="h-3.5 w-1/4" />
          <Skeleton className="h-3.5 w-1/3 max-md:hidden" />
          <Skeleton className="ms-auto h-3.5 w-24" />
        </div>
      ))}
    </div>
  );
}

/** Where cards with forms come. */
export function CardsShape({ cards = 2 }: { cards?: number }) {
  return Array.from({ length: cards }, (_, card) => (
    <div key={card} className="flex flex-col gap-4 rounded-md border bg-card p-4">
      <Skeleton className="h-4 w-40" />
      <Skeleton className="h-8 w-full" />
      <Skeleton className="h-8 w-2/3" />
    </div>
  ));
}

/** Where figures come. */
export function FiguresShape({ figures }: { figures: number }) {
  return (
    <div className="overflow-hidden rounded-md border bg-card">
      <div className="-me-px -mb-px grid grid-cols-4 max-lg:grid-cols-2">
        {Array.from({ length: figures }, (_, figure) => (
          <div key={figure} className="flex h-30 flex-col gap-2 border-e border-b p-3">
            <Skeleton className="h-3 w-24" />
            <Skeleton className="h-5 w-16" />
            <Skeleton className="mt-auto h-7 w-full" />
          </div>
        ))}
      </div>
    </div>
  );
}
