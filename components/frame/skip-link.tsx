import { getTranslations } from "next-intl/server";

export const CONTENT_ID = "content";

/** The first stop of the Tab key: past rail and sidebar. */
export async function SkipLink() {
  const t = await getTranslations("frame");
  return (
    <a
      href={`#${CONTENT_ID}`}
      className="fixed start-2 top-2 z-50 -translate-y-20 rounded-md bg-primary px-3 py-1.5 text-sm font-medium text-primary-foreground focus:translate-y-0"
    >
      {t("skip")}
    </a>
  );
}
