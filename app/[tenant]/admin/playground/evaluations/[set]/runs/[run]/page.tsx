import type { Metadata } from "next";
import { RunScreen } from "@/components/evaluations/run-screen";
import { showRun } from "@/lib/playground/server/evaluation-runs";
import { loadRun } from "../../load-set";

interface Props {
  params: Promise<{ tenant: string; set: string; run: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { tenant, set: id, run } = await params;
  return { title: (await loadRun(tenant, id, run)).set.name };
}

/** For administrators; a foreign or missing run is no page. `?against=` says which other run it is compared with. */
export default async function EvaluationRunPage({ params, searchParams }: Props) {
  const [{ tenant, set: id, run }, { against }] = await Promise.all([params, searchParams]);
  const { ctx, set, view } = await loadRun(tenant, id, run);
  const other = set.runs.find((one) => one.id === against && one.id !== run);
  const beside = other ? await showRun(ctx, { run: other.id }) : null;
  return (
    <RunScreen
      key={`${run}-${view.run.state}`}
      slug={tenant}
      set={{ id: set.id, name: set.name, runs: set.runs }}
      first={view}
      against={other && beside ? { id: other.id, cases: beside.cases } : null}
    />
  );
}
