import type { Metadata } from "next";
import { Link } from "@/components/ui/link";
import { getTranslations } from "next-intl/server";
import { SignedOutPage } from "@/components/access/signed-out-page";
import { Button } from "@/components/ui/button";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("access.suspended");
  return { title: t("title") };
}

export default async function SuspendedPage() {
  const t = await getTranslations("access.suspended");
  return (
    <SignedOutPage title={t("title")} lead={t("body")}>
      <div>
        <Button asChild variant="outline">
          <Link href="/new">{t("other")}</Link>
        </Button>
      </div>
    </SignedOutPage>
  );
}
