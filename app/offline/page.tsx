import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Logo } from "@/components/frame/logo";
import { OfflineReader } from "@/components/offline/offline-reader";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("offline.page");
  return { title: t("title") };
}

/** What the service worker shows when the server cannot be reached. The same for everybody: it holds nothing of a session. */
export default async function OfflinePage() {
  const t = await getTranslations("offline.page");
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-2xl flex-col gap-5 px-6 py-6">
      <header className="flex items-center gap-2">
        <Logo />
        <h1 className="text-base font-semibold">{t("title")}</h1>
      </header>
      <OfflineReader />
    </main>
  );
}
