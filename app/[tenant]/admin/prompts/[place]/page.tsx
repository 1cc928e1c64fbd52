import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PromptScreen } from "@/components/prompts/prompt-screen";
import { orNotFound } from "@/lib/access/server/or-not-found";
import { showPrompt } from "@/lib/playground/server/read-prompts";
import { PROJECT_BOUNDS } from "@/lib/projects/protocol";
import { CONFIG_BOUNDS } from "@/lib/tenants/protocol";
import { loadPlace } from "./load-place";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("prompts");
  return { title: t("title") };
}

/** For administrators; a foreign or missing assistant is no page. `?from=&to=` says which versions are compared. */
export default async function PromptOfPlacePage({
  params,
  searchParams,
}: {
  params: Promise<{ tenant: string; place: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const [{ tenant, place: wished }, query] = await Promise.all([params, searchParams]);
  const { ctx, place } = await loadPlace(tenant, wished);
  const page = await orNotFound(showPrompt(ctx, place, { from: numberOf(query.from), until: numberOf(query.to) }));
  return (
    <PromptScreen
      slug={tenant}
      page={page}
      max={place === "house" ? CONFIG_BOUNDS.promptCharsMax : PROJECT_BOUNDS.instructionsCharsMax}
    />
  );
}

function numberOf(value: string | string[] | undefined): number | null {
  return typeof value === "string" && /^\d{1,9}$/.test(value) ? Number(value) : null;
}
