import { getTranslations } from "next-intl/server";
import { Main, MainHeader } from "@/components/frame/place";
import { Skeleton } from "@/components/ui/skeleton";

export default async function PeopleLoading() {
  const t = await getTranslations("frame.people");
  return (
    <Main aria-busy>
      <MainHeader>
        <h1 className="text-sm font-semibold">{t("title")}</h1>
        <span role="status" className="sr-only">
          {t("loading")}
        </span>
      </MainHeader>
      <div className="flex w-full max-w-3xl flex-col gap-1 p-4">
        <Skeleton className="mb-3 h-8 w-72 max-w-full" />
        {Array.from({ length: 8 }, (_, row) => (
          <div key={row} className="flex h-12 items-center gap-3">
            <Skeleton className="size-9 rounded-md" />
            <Skeleton className="h-3.5 w-40" />
          </div>
        ))}
      </div>
    </Main>
  );
}
