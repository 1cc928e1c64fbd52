import { listApiKeys } from "@/db/queries/api-keys";
import { countDocumentsByProject } from "@/db/queries/knowledge";
import { listProjects } from "@/db/queries/projects";
import { readTenantConfig } from "@/db/queries/tenant-config";
import { requirePermission } from "@/lib/access/server/require-permission";
import type { SessionCtx } from "@/lib/access/server/session-ctx";
import { listConversations } from "@/lib/conversations/server/list-conversations";
import { isLiving, keyStateOf } from "@/lib/keys/core/key-state";
import { KEY_BOUNDS } from "@/lib/keys/protocol";
import { errorFacts, log } from "@/lib/platform/log";
import { PROJECT_BOUNDS } from "@/lib/projects/protocol";
import type { MeterUsage, TenantQuotas } from "@/lib/quotas/protocol";
import { addDays, dayAt } from "@/lib/reporting/core/days";
import type { ReportId } from "@/lib/reporting/protocol";
import { showReport } from "@/lib/reporting/server/show-report";
import { quotasOf } from "@/lib/tenants/core/tiers";
import { listMembers } from "@/lib/tenants/server/list-members";
import { attentionOf, type AttentionFacts } from "../core/attention";
import { OVERVIEW_DAYS, type Overview } from "../protocol";

const CONVERSATIONS_SHOWN = 6;

/** How the tenant stands, for its administrators. Everything is asked at once, but for the day, which reports begin with. */
export async function showOverview(
  ctx: SessionCtx,
  asked: { days?: unknown },
  openReports: Promise<number>,
): Promise<Overview> {
  requirePermission(ctx, "report", "read");
  requirePermission(ctx, "key", "manage");
  const days = OVERVIEW_DAYS.find((one) => String(one) === asked.days) ?? OVERVIEW_DAYS[0];
  const nowMs = ctx.now();
  const config = readTenantConfig(ctx.db);
  const report = async (id: ReportId) => {
    const until = dayAt(nowMs, (await config).zone);
    const period = { from: addDays(until, 1 - days), until };
    return showReport(ctx, { tenant: ctx.tenantSlug, report: id, ...period, by: null, project: null });
  };
  const [chat, assistant, models, { tier, quotas }, month, projects, documents, keys, list, { members }, open] =
    await Promise.all([
      report("chat"),
      report("assistant"),
      report("models"),
      config,
      monthOf(ctx),
      listProjects(ctx.db, nowMs, PROJECT_BOUNDS.projectsMax),
      countDocumentsByProject(ctx.db),
      listApiKeys(ctx.db, KEY_BOUNDS.listedMax),
      listConversations(ctx, {}),
      listMembers(ctx),
      openReports,
    ]);
  const living = keys.map(({ view }) => view).filter((key) => isLiving(keyStateOf(key, nowMs)));
  return {
    days,
    reports: { chat, assistant, models },
    attention: attentionOf({
      openReports: open,
      quotas: usedOf(month, quotasOf(tier, quotas)),
      projects: projects.map(({ id, name, paused }) => ({ id, name, paused })),
      failedDocuments: documents,
      keys: living,
      nowMs,
    }),
    conversations: list.conversations.slice(0, CONVERSATIONS_SHOWN),
    steps: [
      { step: "people", done: members.length > 1 },
      { step: "assistant", done: projects.length > 0 },
      { step: "documents", done: documents.length > 0 },
      { step: "site", done: projects.some(({ settings }) => (settings.origins ?? []).length > 0) },
      { step: "key", done: living.length > 0 },
    ],
    firstProject: projects[0]?.id ?? null,
  };
}

/** Null while the Meter does not answer: the usage page says so, and nothing is guessed here. */
async function monthOf(ctx: SessionCtx): Promise<MeterUsage | null> {
  return ctx.objects
    .meter(ctx.tenantId)
    .usage(ctx.tenantId)
    .catch((error: unknown) => {
      log({ event: "meter.load_failed", level: "warn", ...errorFacts(error) });
      return null;
    });
}

function usedOf(month: MeterUsage | null, quotas: TenantQuotas): AttentionFacts["quotas"] {
  if (month === null) return [];
  return [
    { of: "requests", used: month.requests, quota: quotas.requestsPerMonth },
    { of: "tokens", used: month.tokens + month.reservedTokens, quota: quotas.tokensPerMonth },
    { of: "cost", used: month.cost + month.reservedCost, quota: quotas.costPerMonth },
  ];
}
