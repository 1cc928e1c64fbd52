import type { Metadata } from "next";
import { Link } from "@/components/ui/link";
import { getTranslations } from "next-intl/server";
import { PeopleList } from "@/components/frame/people-list";
import { Main, MainHeader } from "@/components/frame/place";
import { pagePeople } from "@/lib/access/server/page-people";
import { requirePage } from "@/lib/access/server/session-ctx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("frame.people");
  return { title: t("title") };
}

/** Everybody of the tenant (a guest sees those who share a room), to find and to write to. */
export default async function PeoplePage({ params }: { params: Promise<{ tenant: string }> }) {
  const { tenant } = await params;
  const ctx = await requirePage(tenant, `/${tenant}/people`);
  const [{ people }, t] = await Promise.all([pagePeople(ctx), getTranslations("frame.people")]);
  return (
    <Main>
      <MainHeader>
        <h1 className="text-sm font-semibold">{t("title")}</h1>
        <nav aria-label={t("more")} className="ms-auto flex gap-4 text-sm">
          <Link href={`/${tenant}/people/groups`} className="text-primary hover:underline">
            {t("groups")}
          </Link>
          <Link href={`/${tenant}/emoji`} className="text-primary hover:underline">
            {t("emoji")}
          </Link>
        </nav>
      </MainHeader>
      <PeopleList
        people={people.map(({ id, name, title, email, image, role, kind, deactivatedAt }) => ({
          id,
          name,
          title,
          email,
          image,
          role,
          state: deactivatedAt !== null ? "deactivated" : kind === "imported" ? "imported" : "active",
        }))}
      />
    </Main>
  );
}
