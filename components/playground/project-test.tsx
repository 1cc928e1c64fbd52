"use client";

import { useTranslations } from "next-intl";
import type { BenchView } from "@/lib/playground/protocol";
import { PlaygroundNotices } from "./playground-notices";
import { TrialBench } from "./trial-bench";

/** The bench of one assistant, among its own pages. */
export function ProjectTest({ slug, bench }: { slug: string; bench: BenchView }) {
  const t = useTranslations("playground");
  return (
    <div className="flex flex-col gap-4">
      <p className="max-w-3xl text-sm text-muted-foreground">{t("about")}</p>
      <PlaygroundNotices slug={slug} project={bench.project} />
      <TrialBench slug={slug} {...bench} />
    </div>
  );
}
