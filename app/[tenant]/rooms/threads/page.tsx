import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { RoomsMain } from "@/components/chat/rooms-main";
import { requirePage } from "@/lib/access/server/session-ctx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("threads.page");
  return { title: t("title") };
}

/** The threads one follows, in all rooms. */
export default async function ThreadsPage({ params }: { params: Promise<{ tenant: string }> }) {
  const { tenant } = await params;
  await requirePage(tenant, `/${tenant}/rooms/threads`);
  return <RoomsMain />;
}
