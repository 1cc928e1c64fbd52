import type { Metadata } from "next";
import { Link } from "@/components/ui/link";
import { getTranslations } from "next-intl/server";
import { Main, MainHeader } from "@/components/frame/place";
import { GroupsScreen } from "@/components/groups/groups-screen";
import { allows } from "@/lib/access/server/require-permission";
import { requirePage } from "@/lib/access/server/session-ctx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("groups");
  return { title: t("title") };
}

/** The groups of people to mention, for everybody; administrators make and change them. */
export default async function GroupsPage({ params }: { params: Promise<{ tenant: string }> }) {
  const { tenant } = await params;
  const ctx = await requirePage(tenant, `/${tenant}/people/groups`);
  const t = await getTranslations("groups");
  return (
    <Main>
      <MainHeader>
        <h1 className="text-sm font-semibold">{t("title")}</h1>
        <Link href={`/${tenant}/people`} className="ms-auto text-sm text-primary hover:underline">
          {t("people")}
        </Link>
      </MainHeader>
      <GroupsScreen mayManage={allows(ctx, "group", "manage")} />
    </Main>
  );
}
