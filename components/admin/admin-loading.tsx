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

/** What comes below a head that is there already. */
export function PartLoading({ children }: { children: ReactNode }) {
  const t = useTranslations("admin");
  return (
    <div aria-busy className="flex flex-col gap-6">
      <span role="status" className="sr-only">
        {t("loading")}
      </span>
      {children}
    </div>
  );
}

/** Where a table comes: the field to find by, the heads, the rows. */
export function TableShape({ rows = 8, lines = 1 }: { rows?: number; /** Of a row. */ lines?: 1 | 2 }) {
  return (
    <div className="flex flex-col gap-3">
      <div className="flex items-end justify-between gap-3">
        <Skeleton className="h-8 w-56 max-w-full" />
        <Skeleton className="h-7 w-28 max-md:hidden" />
      </div>
      <div>
        <div className="flex h-8 items-center gap-6 border-b">
          <Skeleton className="h-3 w-16" />
          <Skeleton className="ms-auto h-3 w-16" />
        </div>
        {Array.from({ length: rows }, (_, row) => (
          <div
            key={row}
            className={cn("flex items-center gap-6 border-b last:border-0", lines === 1 ? "h-10" : "h-12")}
          >
            <Skeleton className="h-3.5 w-1/4" />
            <Skeleton className="h-3.5 w-1/3 max-md:hidden" />
            <Skeleton className="ms-auto h-3.5 w-24" />
          </div>
        ))}
      </div>
    </div>
  );
}

/** Where the views of a place come. */
export function ViewsShape({ views }: { views: number }) {
  return (
    <div className="flex gap-4 border-b">
      {Array.from({ length: views }, (_, view) => (
        <div key={view} className="flex h-8 items-center pointer-coarse:h-10">
          <Skeleton className="h-3.5 w-14" />
        </div>
      ))}
    </div>
  );
}

/** Where a sentence or two come. */
export function TextShape() {
  return (
    <div className="flex h-5 items-center">
      <Skeleton className="h-3.5 w-96 max-w-full" />
    </div>
  );
}

/** Where a heading comes. */
export function HeadShape() {
  return (
    <div className="flex h-6 items-center">
      <Skeleton className="h-4 w-40" />
    </div>
  );
}

/** Where buttons come. */
export function ActsShape({ acts }: { acts: number }) {
  return (
    <div className="flex flex-wrap gap-2">
      {Array.from({ length: acts }, (_, act) => (
        <Skeleton key={act} className="h-8 w-24" />
      ))}
    </div>
  );
}

/** Where names with values come, one below the other. */
export function FieldsShape({ fields }: { fields: number }) {
  return (
    <div className="flex flex-col gap-3">
      <Skeleton className="h-5 w-32" />
      {Array.from({ length: fields }, (_, field) => (
        <div key={field} className="flex gap-4">
          <Skeleton className="h-3.5 w-20" />
          <Skeleton className="h-3.5 w-40" />
        </div>
      ))}
    </div>
  );
}

/** Where what was said comes, one side and the other. */
export function TalkShape({ messages }: { messages: number }) {
  return (
    <div className="flex max-w-3xl flex-col gap-4">
      {Array.from({ length: messages }, (_, message) => (
        <div key={message} className="flex flex-col gap-2">
          <Skeleton className="h-3 w-28" />
          <Skeleton className={cn("w-full rounded-md", message % 2 === 0 ? "h-9 max-w-xs" : "h-20")} />
        </div>
      ))}
    </div>
  );
}

/** Where short facts come, side by side in one frame. */
export function FactsShape({ facts }: { facts: number }) {
  return (
    <div className="flex flex-wrap gap-px overflow-hidden rounded-md border bg-border">
      {Array.from({ length: facts }, (_, fact) => (
        <div key={fact} className="flex h-13 min-w-36 flex-1 flex-col justify-center gap-2 bg-card px-3">
          <Skeleton className="h-3 w-16" />
          <Skeleton className="h-3.5 w-12" />
        </div>
      ))}
    </div>
  );
}

/** Where figures come, each in a frame of its own. */
export function FrameShapes({ figures, columns }: { figures: number; columns: 3 | 4 }) {
  return (
    <div
      className={cn(
        "grid gap-3",
        columns === 4 ? "grid-cols-4 max-lg:grid-cols-2 max-[22rem]:grid-cols-1" : "grid-cols-3 max-md:grid-cols-1",
      )}
    >
      {Array.from({ length: figures }, (_, figure) => (
        <div key={figure} className="flex h-21 flex-col gap-2 rounded-md border bg-card px-3 py-3">
          <Skeleton className="h-3 w-24" />
          <Skeleton className="h-5 w-16" />
          <Skeleton className="h-3 w-28 max-w-full" />
        </div>
      ))}
    </div>
  );
}

/** Where a chart in a card comes. */
export function ChartShape() {
  return (
    <div className="flex h-66 flex-col gap-3 rounded-md border bg-card p-4">
      <Skeleton className="h-4 w-32" />
      <Skeleton className="h-3.5 w-56 max-w-full" />
      <Skeleton className="mt-auto h-36 w-full" />
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
