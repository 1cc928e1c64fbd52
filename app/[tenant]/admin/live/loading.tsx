import { Main, MainHeader } from "@/components/frame/place";
import { Skeleton } from "@/components/ui/skeleton";

/** The shape of what comes: figures, then charts. */
export default function LiveLoading() {
  return (
    <Main aria-busy>
      <MainHeader>
        <Skeleton className="h-5 w-72" />
      </MainHeader>
      <div className="flex max-w-5xl flex-col gap-6 p-4 max-md:p-3">
        <Skeleton className="h-5 w-56" />
        <div className="grid grid-cols-4 gap-3 max-lg:grid-cols-2">
          {Array.from({ length: 8 }, (_, at) => (
            <Skeleton key={at} className="h-20" />
          ))}
        </div>
        <div className="grid grid-cols-2 gap-4 max-lg:grid-cols-1">
          {Array.from({ length: 4 }, (_, at) => (
            <Skeleton key={at} className="h-56" />
          ))}
        </div>
      </div>
    </Main>
  );
}
