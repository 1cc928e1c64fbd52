import { WorkflowEntrypoint, type WorkflowEvent, type WorkflowStep, type WorkflowStepConfig } from "cloudflare:workers";
import { hasEmbeddings } from "@/lib/knowledge/server/embed";
import type { ReadingParams } from "@/lib/knowledge/server/deps";
import {
  extractDocument,
  failDocument,
  fillVectors,
  finishDocument,
  indexDocument,
} from "@/lib/knowledge/server/ingest";
import { shareDocument } from "@/lib/knowledge/server/ai-search-items";
import { errorFacts, log } from "@/lib/platform/log";
import { readingDeps } from "./reading-deps";

const AGAIN: WorkflowStepConfig = {
  retries: { limit: 5, delay: "2 seconds", backoff: "exponential" },
  timeout: "2 minutes",
};

/** Reads one version of a document: text, chunks, index, vectors. A step that fails is tried again; the row says how far it is. */
export class IngestDocument extends WorkflowEntrypoint<RealtimeEnv, ReadingParams> {
  override async run({ payload }: WorkflowEvent<ReadingParams>, step: WorkflowStep): Promise<void> {
    const deps = () => readingDeps(this.env, payload.tenant);
    try {
      const read = await step.do("read", AGAIN, () => extractDocument(deps(), payload));
      if (read.end === "over") return;
      if (read.end === "unreadable") {
        await step.do("say why not", AGAIN, () => failDocument(deps(), payload, read.code));
        return;
      }
      const { kind, title } = read;
      const { end, chunks } = await step.do("index", AGAIN, () => indexDocument(deps(), payload, title));
      if (end === "over") return;
      await this.share(payload, step);
      await this.fill(payload, step);
      await step.do("ready", AGAIN, () => finishDocument(deps(), payload, { kind, title, chunks }));
    } catch (error) {
      log({ event: "knowledge.read_failed", level: "error", document: payload.document, ...errorFacts(error) });
      await step.do("give up", AGAIN, () => failDocument(deps(), payload, "failed"));
    }
  }

  /** Without a place in AI Search a document is found by the project's own index. */
  private async share(payload: ReadingParams, step: WorkflowStep): Promise<void> {
    const { bindings } = readingDeps(this.env, payload.tenant);
    if (!bindings.AI_SEARCH) return;
    try {
      await step.do("ai search", AGAIN, () => shareDocument(readingDeps(this.env, payload.tenant), payload));
    } catch (error) {
      const { tenant: tenantId, project: projectId, document } = payload;
      const facts = { tenantId, projectId, document, reason: "upload", ...errorFacts(error) };
      log({ event: "knowledge.ai_search_failed", level: "warn", ...facts });
    }
  }

  /** Without vectors a document is found by its words. */
  private async fill(payload: ReadingParams, step: WorkflowStep): Promise<void> {
    if (!hasEmbeddings(this.env)) return;
    try {
      for (let part = 1, left = 1; left > 0; part++) {
        left = await step.do(`vectors ${part}`, AGAIN, () =>
          fillVectors(readingDeps(this.env, payload.tenant), payload),
        );
      }
    } catch (error) {
      log({ event: "knowledge.vectors_failed", level: "warn", document: payload.document, ...errorFacts(error) });
    }
  }
}
