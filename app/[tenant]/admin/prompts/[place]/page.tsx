import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { AdminPage } from "@/components/admin/admin-page";
import { PromptScreen } from "@/components/prompts/prompt-screen";
import { requireAdmin } from "@/lib/access/server/require-admin";
import type { PromptPlace } from "@/lib/playground/protocol";
import { showPrompt } from "@/lib/playground/server/read-prompts";
import { AppError } from "@/lib/platform/errors";
import { isUuid } from "@/lib/platform/ids";
import { PROJECT_BOUNDS } from "@/lib/projects/protocol";
import { CONFIG_BOUNDS } from "@/lib/tenants/protocol";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("prompts");
  return { title: t("title") };
}

/** For administrators; a foreign or missing assistant is no page. `?from=&to=` says which versions are compared. */
export default async function PromptPage({
  params,
  searchParams,
}: {
  params: Promise<{ tenant: string; place: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const [{ tenant, place }, query] = await Promise.all([params, searchParams]);
  const { ctx, openReports } = await requireAdmin(tenant, ["project", "manage"]);
  if (place !== "house" && !isUuid(place)) notFound();
  const wish = { from: numberOf(query.from), until: numberOf(query.to) };
  const page = await showPrompt(ctx, place as PromptPlace, wish).catch((error: unknown) => {
    if (error instanceof AppError && error.code === "not_found") notFound();
    throw error;
  });
  const t = await getTranslations("prompts");
  return (
    <AdminPage
      title={page.name ?? t("house")}
      parent={{ title: t("title"), href: `/${tenant}/admin/prompts` }}
      openReports={await openReports}
      width="6xl"
    >
      <PromptScreen
        slug={tenant}
        page={page}
        max={place === "house" ? CONFIG_BOUNDS.promptCharsMax : PROJECT_BOUNDS.instructionsCharsMax}
      />
    </AdminPage>
  );
}

function numberOf(value: string | string[] | undefined): number | null {
  return typeof value === "string" && /^\d{1,9}$/.test(value) ? Number(value) : null;
}
