import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { LaterPage } from "@/components/later/later-page";
import { requirePage } from "@/lib/access/server/session-ctx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("later");
  return { title: t("title") };
}

/** What the viewer keeps for later. The list itself is in the frame around: every page shows parts of it. */
export default async function Later({ params }: { params: Promise<{ tenant: string }> }) {
  const { tenant } = await params;
  await requirePage(tenant, `/${tenant}/later`);
  return <LaterPage />;
}
