"use client";

import { useTranslations } from "next-intl";
import type { InstalledModel } from "@/lib/models/core/installed";
import type { TenantConfig } from "@/lib/tenants/protocol";
import { AwayNotice } from "./away-notice";
import { ModelsForm } from "./models-form";
import { ModelsTable } from "./models-table";

/** The models there are, which ones the tenant uses, and how one is chosen. */
export function ModelsScreen({
  slug,
  models,
  config,
}: {
  slug: string;
  /** Null: they could not be asked for. */
  models: readonly InstalledModel[] | null;
  config: Pick<TenantConfig, "tier" | "defaultModel" | "models" | "systemPrompt">;
}) {
  const t = useTranslations("models");
  return (
    <>
      {models === null ? (
        <AwayNotice title={t("away")} help={t("awayHelp")} retry={t("retry")} />
      ) : (
        <ModelsTable slug={slug} models={models} config={config} />
      )}
      <ModelsForm slug={slug} models={models ?? []} config={config} />
      <section aria-labelledby="models-routing" className="flex max-w-2xl flex-col gap-2 text-sm">
        <h2 id="models-routing" className="text-base font-semibold">
          {t("routing.title")}
        </h2>
        <p>{t("routing.named")}</p>
        <p>{t("routing.aliases")}</p>
        <p>{t("routing.auto")}</p>
        <p>{t("routing.fallback")}</p>
      </section>
    </>
  );
}
