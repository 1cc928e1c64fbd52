import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getFormatter, getTranslations } from "next-intl/server";
import { AdminPage } from "@/components/admin/admin-page";
import { RunScreen } from "@/components/evaluations/run-screen";
import { showRun } from "@/lib/playground/server/evaluation-runs";
import { isUuid } from "@/lib/platform/ids";
import { loadSet, orNotFound } from "../../load-set";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("evaluations");
  return { title: t("title") };
}

/** For administrators; a foreign or missing run is no page. `?against=` says which other run it is compared with. */
export default async function EvaluationRunPage({
  params,
  searchParams,
}: {
  params: Promise<{ tenant: string; set: string; run: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const [{ tenant, set: id, run }, { against }] = await Promise.all([params, searchParams]);
  const { ctx, openReports, set } = await loadSet(tenant, id);
  if (!isUuid(run)) notFound();
  const view = await orNotFound(showRun(ctx, { run }));
  if (view.run.setId !== set.id) notFound();
  const other = set.runs.find((one) => one.id === against && one.id !== run);
  const [beside, t, format] = await Promise.all([
    other ? showRun(ctx, { run: other.id }) : null,
    getTranslations("evaluations.run"),
    getFormatter(),
  ]);
  const date = format.dateTime(view.run.createdAt, { dateStyle: "medium", timeStyle: "short" });
  return (
    <AdminPage
      title={t("title", { date })}
      parent={{ title: set.name, href: `/${tenant}/admin/playground/evaluations/${set.id}` }}
      openReports={await openReports}
      width="6xl"
    >
      <RunScreen
        key={`${run}-${view.run.state}`}
        slug={tenant}
        set={{ id: set.id, name: set.name, runs: set.runs }}
        first={view}
        against={other && beside ? { id: other.id, cases: beside.cases } : null}
      />
    </AdminPage>
  );
}
