import type { Attention, QuotaName } from "../protocol";
import type { ProjectId } from "@/lib/platform/ids";

const QUOTA_PART = 0.8;
const KEY_SOON_MS = 14 * 86_400_000;

export interface AttentionFacts {
  openReports: number;
  quotas: readonly { of: QuotaName; used: number; quota: number | null }[];
  projects: readonly { id: ProjectId; name: string; paused: boolean }[];
  failedDocuments: readonly { projectId: ProjectId; failed: number }[];
  /** Keys that still open something. */
  keys: readonly { name: string; expiresAt: number | null; endsAt: number | null }[];
  nowMs: number;
}

/** What waits for somebody, the most urgent first: people, then what stops soon, then what does not work. */
export function attentionOf(facts: AttentionFacts): Attention[] {
  const { openReports, quotas, projects, failedDocuments, keys, nowMs } = facts;
  const named = new Map(projects.map(({ id, name }) => [id, { id, name }]));
  return [
    ...(openReports > 0 ? [{ kind: "reports" as const, count: openReports }] : []),
    ...quotas.flatMap(({ of, used, quota }): Attention[] =>
      quota !== null && quota > 0 && used >= quota * QUOTA_PART ? [{ kind: "quota", of, used, quota }] : [],
    ),
    ...keys
      .flatMap(({ name, expiresAt, endsAt }) => {
        const last = Math.min(expiresAt ?? Infinity, endsAt ?? Infinity);
        return last > nowMs && last <= nowMs + KEY_SOON_MS ? [{ kind: "key" as const, name, endsAt: last }] : [];
      })
      .toSorted((a, b) => a.endsAt - b.endsAt),
    ...failedDocuments.flatMap(({ projectId, failed }): Attention[] => {
      const project = named.get(projectId);
      return project && failed > 0 ? [{ kind: "documents", project, count: failed }] : [];
    }),
    ...projects.flatMap(({ id, name, paused }): Attention[] =>
      paused ? [{ kind: "paused", project: { id, name } }] : [],
    ),
  ];
}
