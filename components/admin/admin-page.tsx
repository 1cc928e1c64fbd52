import { ChevronRight } from "lucide-react";
import { Link } from "@/components/ui/link";
import type { ReactNode } from "react";
import { AdminMenu } from "@/components/frame/admin-menu";
import { Main, MainHeader } from "@/components/frame/place";
import { TellOpenReports } from "@/components/moderation/open-reports";
import { cn } from "@/lib/ui/cn";

export const ADMIN_WIDTHS = { "2xl": "max-w-2xl", "4xl": "max-w-4xl", "5xl": "max-w-5xl", "6xl": "max-w-6xl" };

/** A place of the administrators: its name and what can be done with the whole of it on top, its content below. */
export function AdminPage({
  title,
  parent,
  actions,
  openReports,
  width = "5xl",
  children,
}: {
  title: string;
  /** The list that this is one of. */
  parent?: { title: string; href: string };
  actions?: ReactNode;
  openReports: number;
  width?: keyof typeof ADMIN_WIDTHS;
  children: ReactNode;
}) {
  return (
    <Main>
      <TellOpenReports count={openReports} />
      <AdminHeader title={title} parent={parent} actions={actions} />
      <div className="scroll-quiet min-h-0 flex-1 overflow-y-auto">
        <div className={cn("flex flex-col gap-6 p-4 max-md:p-3", ADMIN_WIDTHS[width])}>{children}</div>
      </div>
    </Main>
  );
}

/** The head of a place of the administrators, also while it loads. */
export function AdminHeader({
  title,
  parent,
  actions,
}: {
  title: string;
  parent?: { title: string; href: string } | undefined;
  actions?: ReactNode;
}) {
  return (
    <MainHeader className="max-md:px-2">
      <AdminMenu />
      <div className="flex min-w-0 flex-1 items-center gap-1 text-base">
        {parent ? (
          <>
            <Link href={parent.href} className="shrink-0 text-muted-foreground underline-offset-2 hover:underline">
              {parent.title}
            </Link>
            <ChevronRight aria-hidden className="text-muted-foreground rtl:rotate-180" />
          </>
        ) : null}
        <h1 className="min-w-0 truncate font-semibold" title={title}>
          {title}
        </h1>
      </div>
      {actions}
    </MainHeader>
  );
}
