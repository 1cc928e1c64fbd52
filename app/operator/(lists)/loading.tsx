import { Skeleton } from "@/components/ui/skeleton";

/** The shape of what comes: a title, figures, a table. */
export default function OperatorLoading() {
  return (
    <div aria-busy className="flex flex-col gap-5">
      <Skeleton className="h-6 w-40" />
      <div className="grid grid-cols-4 gap-3 max-lg:grid-cols-2">
        {Array.from({ length: 4 }, (_, at) => (
          <Skeleton key={at} className="h-20" />
        ))}
      </div>
      <Skeleton className="h-64" />
    </div>
  );
}
