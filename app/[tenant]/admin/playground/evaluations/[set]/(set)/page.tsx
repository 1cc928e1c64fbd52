import type { Metadata } from "next";
import { SetScreen } from "@/components/evaluations/set-screen";
import { showPrompt } from "@/lib/playground/server/read-prompts";
import { modelChoice } from "@/lib/playground/server/show-bench";
import { loadSet } from "../load-set";

interface Props {
  params: Promise<{ tenant: string; set: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { tenant, set: id } = await params;
  return { title: (await loadSet(tenant, id)).set.name };
}

/** For administrators; a foreign or missing set is no page. */
export default async function EvaluationSetPage({ params }: Props) {
  const { tenant, set: id } = await params;
  const { ctx, set } = await loadSet(tenant, id);
  const [{ models }, { versions }] = await Promise.all([
    modelChoice(ctx),
    showPrompt(ctx, set.projectId, { from: null, until: null }),
  ]);
  return <SetScreen slug={tenant} set={set} models={models ?? []} versions={versions} />;
}
