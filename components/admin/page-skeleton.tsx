import { AdminHeader } from "@/components/admin/admin-page";
import { Main } from "@/components/frame/place";
import { Skeleton } from "@/components/ui/skeleton";

/** The shape of a place of the administrators while it loads: its head, a line of words, rows. */
export function PageSkeleton({ title, label }: { title: string; label: string }) {
  return (
    <Main aria-busy>
      <AdminHeader title={title} />
      <div className="flex max-w-5xl flex-col gap-4 p-4 max-md:p-3">
        <p role="status" className="sr-only">
          {label}
        </p>
        <Skeleton className="h-5 w-2/3" />
        {Array.from({ length: 6 }, (_, row) => (
          <Skeleton key={row} className="h-10 w-full" />
        ))}
      </div>
    </Main>
  );
}
