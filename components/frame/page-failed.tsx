"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";

/** What happened, what is safe, what to do, and the id under which the failure is in the log. */
export function PageFailed({ error, retry }: { error: Error & { digest?: string }; retry: () => void }) {
  const t = useTranslations("errors.page");
  return (
    <div
      data-slot="page-failed"
      role="alert"
      className="mx-auto flex w-full max-w-lg flex-col items-start gap-2 px-6 py-16"
    >
      <h1 className="text-lg font-semibold">{t("title")}</h1>
      <p className="text-sm">{t("what")}</p>
      <p className="text-sm text-muted-foreground">{t("safe")}</p>
      <p className="text-sm text-muted-foreground">{t(error.digest ? "nextWithId" : "next")}</p>
      <div className="mt-3 flex flex-wrap gap-2">
        <Button onClick={retry}>{t("retry")}</Button>
        <Button asChild variant="outline">
          {/* oxlint-disable-next-line nextjs/no-html-link-for-pages -- a new page load on purpose: nothing of this page is kept */}
          <a href="/">{t("home")}</a>
        </Button>
      </div>
      {error.digest ? (
        <p className="mt-3 flex items-center gap-1 text-xs text-muted-foreground">
          {t("requestId")} <code className="select-all">{error.digest}</code>
          <CopyButton value={error.digest} label={t("copy")} />
        </p>
      ) : null}
    </div>
  );
}
