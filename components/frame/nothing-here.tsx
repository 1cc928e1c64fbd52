import { getTranslations } from "next-intl/server";
import { Button } from "@/components/ui/button";

/** The one answer for what is missing and what is somebody else's. A plain link: it leaves whatever state the page had. */
export async function NothingHere() {
  const t = await getTranslations("errors.notFound");
  return (
    <div data-slot="nothing-here" className="mx-auto flex w-full max-w-lg flex-col items-start gap-2 px-6 py-16">
      <h1 className="text-lg font-semibold">{t("title")}</h1>
      <p className="text-sm text-muted-foreground">{t("body")}</p>
      <Button asChild variant="outline" className="mt-3">
        {/* oxlint-disable-next-line nextjs/no-html-link-for-pages -- a new page load on purpose: nothing of this page is kept */}
        <a href="/">{t("home")}</a>
      </Button>
    </div>
  );
}
