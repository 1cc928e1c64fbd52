import { authDb, tenantDb } from "@/db/client";
import { listDueTenants, listTenantIds } from "@/db/queries/auth";
import { INSTALLATION } from "@/lib/audit/core/installation";
import { appendAudit } from "@/lib/audit/server/append-audit";
import { sweepFiles } from "@/lib/files/server/sweep-files";
import { parseEnv } from "@/lib/platform/env";
import { errorFacts, log } from "@/lib/platform/log";
import { newId, type SessionId, type TenantId } from "@/lib/platform/ids";
import { mailerOf, type Mailer } from "@/lib/mail/mailer";
import { refreshReports } from "@/lib/reporting/server/refresh";
import { sendReportMails } from "@/lib/reporting/server/send-report-mails";
import { objectsOf } from "@/lib/rooms/server/objects";
import { conversationOf } from "@/lib/sessions/server/objects";
import { sweepSessions } from "@/lib/sessions/server/sweep-sessions";
import { eraseTenant } from "@/lib/tenants/server/erase-tenant";
import type { Round } from "@/lib/observe/protocol";
import { installationOf } from "@/lib/observe/server/objects";
import { registryOf } from "./outbox-registry";

const TENANTS_AT_ONCE = 6;

/** Files nobody can reach are removed in this minute of each hour. */
const FILES_MINUTE = 20;

/** Sessions that are older than their tenant keeps them are deleted in this one. */
const SESSIONS_MINUTE = 40;

/** Every so many minutes the days of reports are computed, of which something changed, and reports go out by mail. */
const REPORTS_EVERY = 5;
/** Of one round, for all tenants together: what is left waits for the next one, or for whoever asks. */
const REPORTS_MS = 60_000;

/** Deleted tenants that are erased in one minute: the rest waits for the next one. */
const ERASED_AT_ONCE = 2;

/**
 * The minute cron: every tenant's registry asks its marked rooms to push, tenants whose grace is over are erased, reports are kept
 * up to date and mailed, and once an hour files and sessions are tidied. What fails waits for the next time.
 */
export async function sweep(env: RealtimeEnv, atMs: number): Promise<void> {
  const round: Round = { at: atMs, tookMs: 0, tenants: null, pulses: [], failed: 0, dirty: 0 };
  const begunMs = Date.now();
  try {
    const tenants = await listTenantIds(authDb(parseEnv(env)));
    round.tenants = tenants;
    await askTenants(env, tenants, round);
    const minute = new Date(atMs).getUTCMinutes();
    const files = minute === FILES_MINUTE ? await tidyFiles(env, tenants, atMs) : 0;
    const sessions = minute === SESSIONS_MINUTE ? await tidySessions(env, tenants, atMs) : 0;
    const erased = await eraseDue(env, atMs);
    const mails = minute % REPORTS_EVERY === 0 ? await tendReports(env, tenants, atMs) : 0;
    const { dirty, failed } = round;
    log({ event: "sweep.done", tenants: tenants.length, failed, dirty, files, sessions, erased, mails });
  } catch (error) {
    log({ event: "sweep.done", level: "warn", ...errorFacts(error) });
  }
  round.tookMs = Date.now() - begunMs;
  await installationOf(env)
    .note(round)
    .catch((error: unknown) => log({ event: "sweep.note_failed", level: "warn", ...errorFacts(error) }));
}

/** Every tenant's registry, some at a time. One that does not answer keeps none from its turn. */
async function askTenants(env: RealtimeEnv, tenants: readonly TenantId[], round: Round): Promise<void> {
  for (let at = 0; at < tenants.length; at += TENANTS_AT_ONCE) {
    const asked = tenants.slice(at, at + TENANTS_AT_ONCE).map((tenant) => registryOf(env, tenant).sweep(tenant));
    for (const answer of await Promise.allSettled(asked)) {
      if (answer.status === "rejected") {
        round.failed++;
        log({ event: "sweep.tenant_failed", level: "warn", ...errorFacts(answer.reason) });
        continue;
      }
      round.dirty += answer.value.dirty;
      if (answer.value.pulse) round.pulses.push(answer.value.pulse);
    }
  }
}

async function tidyFiles(env: RealtimeEnv, tenants: readonly TenantId[], nowMs: number): Promise<number> {
  const deps = { bucket: env.FILES, objects: objectsOf(env), nowMs };
  let gone = 0;
  for (const tenant of tenants) gone += await sweepFiles({ ...deps, db: tenantDb(parseEnv(env), tenant) });
  return gone;
}

async function tidySessions(env: RealtimeEnv, tenants: readonly TenantId[], nowMs: number): Promise<number> {
  let gone = 0;
  for (const tenant of tenants) {
    const conversation = (id: SessionId) => conversationOf(env, tenant, id);
    gone += await sweepSessions({ db: tenantDb(parseEnv(env), tenant), conversation, nowMs });
  }
  return gone;
}

async function tendReports(env: RealtimeEnv, tenants: readonly TenantId[], nowMs: number): Promise<number> {
  const vars = parseEnv(env);
  const endMs = Date.now() + REPORTS_MS;
  // Looked for when there is a mail: an installation without a mail service has reports all the same.
  const mailer: Mailer = { send: (to, mail) => mailerOf(env).send(to, mail) };
  let mails = 0;
  for (const tenantId of tenants) {
    const db = tenantDb(vars, tenantId);
    try {
      mails += await sendReportMails({ db, env: vars, mailer, nowMs });
      await refreshReports(db, () => Date.now() > endMs);
    } catch (error) {
      log({ event: "report.refresh_failed", level: "warn", tenantId, ...errorFacts(error) });
    }
  }
  return mails;
}

async function eraseDue(env: RealtimeEnv, nowMs: number): Promise<number> {
  const vars = parseEnv(env);
  let erased = 0;
  for (const { tenantId, slug, name } of await listDueTenants(authDb(vars), new Date(nowMs), ERASED_AT_ONCE)) {
    try {
      const whole = await eraseTenant({ db: tenantDb(vars, tenantId), objects: objectsOf(env), bucket: env.FILES });
      if (!whole) continue;
      erased++;
      log({ event: "tenant.erased", tenantId });
      await appendAudit(tenantDb(vars, INSTALLATION), {
        actor: { kind: "system" },
        action: "tenant.erased",
        target: tenantId,
        data: { slug, name },
        requestId: newId(),
      });
    } catch (error) {
      log({ event: "tenant.erase_failed", level: "error", tenantId, ...errorFacts(error) });
    }
  }
  return erased;
}
