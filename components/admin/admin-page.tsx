import type { ReactNode } from "react";
import { AdminNav } from "@/components/frame/admin-nav";
import { Main, MainHeader } from "@/components/frame/place";

/** A place of the administrators: their navigation over it, its content below. */
export function AdminPage({
  title,
  openReports,
  children,
}: {
  title: string;
  openReports: number;
  children: ReactNode;
}) {
  return (
    <Main>
      <MainHeader>
        <h1 className="sr-only">{title}</h1>
        <AdminNav openReports={openReports} />
      </MainHeader>
      <div className="scroll-quiet min-h-0 flex-1 overflow-y-auto">
        <div className="flex max-w-5xl flex-col gap-6 p-4 max-md:p-3">{children}</div>
      </div>
    </Main>
  );
}
