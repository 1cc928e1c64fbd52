import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { EmojiScreen } from "@/components/emoji/emoji-screen";
import { Main, MainHeader } from "@/components/frame/place";
import { allows } from "@/lib/access/server/require-permission";
import { requirePage } from "@/lib/access/server/session-ctx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("emoji");
  return { title: t("title") };
}

/** The tenant's own emoji, for everybody in it. The list is the one that the frame brought. */
export default async function EmojiPage({ params }: { params: Promise<{ tenant: string }> }) {
  const { tenant } = await params;
  const ctx = await requirePage(tenant, `/${tenant}/emoji`);
  const t = await getTranslations("emoji");
  return (
    <Main>
      <MainHeader>
        <h1 className="text-sm font-semibold">{t("title")}</h1>
      </MainHeader>
      <EmojiScreen mayAdd={allows(ctx, "emoji", "create")} mayDeleteAll={allows(ctx, "emoji", "delete")} />
    </Main>
  );
}
