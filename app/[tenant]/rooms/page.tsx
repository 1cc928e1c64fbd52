import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { RoomsMain } from "@/components/chat/rooms-main";
import { requirePage } from "@/lib/access/server/session-ctx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("rooms");
  return { title: t("title") };
}

/** No room chosen yet; on a small screen the list itself. */
export default async function RoomsPage({ params }: { params: Promise<{ tenant: string }> }) {
  const { tenant } = await params;
  await requirePage(tenant, `/${tenant}/rooms`);
  return <RoomsMain />;
}
