import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Main, MainHeader } from "@/components/frame/place";
import { SearchScreen } from "@/components/search/search-screen";
import { requirePage } from "@/lib/access/server/session-ctx";
import { listVocabulary } from "@/lib/search/server/list-vocabulary";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("search");
  return { title: t("title") };
}

/** Search over the rooms one is in. The hits are asked for by the page itself: a search must not wait for a page. */
export default async function SearchPage({ params }: { params: Promise<{ tenant: string }> }) {
  const { tenant } = await params;
  const ctx = await requirePage(tenant);
  const [vocabulary, t] = await Promise.all([listVocabulary(ctx), getTranslations("search")]);
  return (
    <Main>
      <MainHeader>
        <h1 className="text-sm font-semibold">{t("title")}</h1>
      </MainHeader>
      <SearchScreen vocabulary={vocabulary} />
    </Main>
  );
}
