"use client";

import type { Overview } from "@/lib/overview/protocol";
import { AttentionList } from "./attention-list";
import { NewestConversations } from "./newest-conversations";
import { OverviewFigures } from "./overview-figures";
import { SetUp } from "./set-up";

/** What an administrator sees first. */
export function OverviewScreen({ slug, overview, nowMs }: { slug: string; overview: Overview; nowMs: number }) {
  const setting = overview.steps.some(({ done }) => !done);
  return (
    <>
      <OverviewFigures slug={slug} overview={overview} />
      <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-2">
        <div className="flex min-w-0 flex-col gap-4">
          <AttentionList slug={slug} attention={overview.attention} />
          {setting ? <SetUp slug={slug} overview={overview} /> : null}
        </div>
        <NewestConversations slug={slug} conversations={overview.conversations} nowMs={nowMs} />
      </div>
    </>
  );
}
