import { WorkflowEntrypoint, type WorkflowEvent, type WorkflowStep, type WorkflowStepConfig } from "cloudflare:workers";
import type { CrawlParams } from "@/lib/knowledge/server/deps";
import { fetchPage } from "@/lib/knowledge/server/fetch-page";
import { failDocument } from "@/lib/knowledge/server/ingest";
import { errorFacts, log } from "@/lib/platform/log";
import { readingDeps } from "./reading-deps";

const AGAIN: WorkflowStepConfig = {
  retries: { limit: 3, delay: "5 seconds", backoff: "exponential" },
  timeout: "1 minute",
};

/** Fetches the pages of a site one after the other, with a rest between them, and has each read. */
export class CrawlSite extends WorkflowEntrypoint<RealtimeEnv, CrawlParams> {
  override async run({ payload }: WorkflowEvent<CrawlParams>, step: WorkflowStep): Promise<void> {
    const { tenant, project, pages, waitSeconds } = payload;
    for (const [at, page] of pages.entries()) {
      if (at > 0) await step.sleep(`rest ${at}`, `${waitSeconds} seconds`);
      try {
        await step.do(`page ${at + 1}`, AGAIN, () => fetchPage(readingDeps(this.env, tenant), payload, page));
      } catch (error) {
        log({ event: "knowledge.crawl_failed", level: "warn", document: page.document, ...errorFacts(error) });
        const { document, version } = page;
        const params = { tenant, project, document, version };
        await step.do(`give up ${at + 1}`, AGAIN, () =>
          failDocument(readingDeps(this.env, tenant), params, "unreachable"),
        );
      }
    }
  }
}
