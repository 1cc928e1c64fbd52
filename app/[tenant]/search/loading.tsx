import { getTranslations } from "next-intl/server";
import { Main, MainHeader } from "@/components/frame/place";
import { SearchSkeleton } from "@/components/search/search-notes";

export default async function SearchLoading() {
  const t = await getTranslations("search");
  return (
    <Main aria-busy>
      <MainHeader>
        <h1 className="text-sm font-semibold">{t("title")}</h1>
      </MainHeader>
      <SearchSkeleton />
    </Main>
  );
}
