import type { ReactNode } from "react";
import { AdminNav } from "@/components/frame/admin-nav";
import { Main, MainHeader } from "@/components/frame/place";
import { cn } from "@/lib/ui/cn";

const WIDTHS = { "2xl": "max-w-2xl", "4xl": "max-w-4xl", "5xl": "max-w-5xl", "6xl": "max-w-6xl" };

/** A place of the administrators: their navigation over it, its content below. */
export function AdminPage({
  title,
  openReports,
  width = "5xl",
  children,
}: {
  title: string;
  openReports: number;
  width?: keyof typeof WIDTHS;
  children: ReactNode;
}) {
  return (
    <Main>
      <MainHeader>
        <h1 className="sr-only">{title}</h1>
        <AdminNav openReports={openReports} />
      </MainHeader>
      <div className="scroll-quiet min-h-0 flex-1 overflow-y-auto">
        <div className={cn("flex flex-col gap-6 p-4 max-md:p-3", WIDTHS[width])}>{children}</div>
      </div>
    </Main>
  );
}
