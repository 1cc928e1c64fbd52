import { tenantDb, type DatabaseEnv } from "@/db/client";
import { findProjectOfTenant, type ProjectRow } from "@/db/queries/projects";
import type { Env } from "@/lib/platform/env";
import { isUuid, type ProjectId, type TenantId } from "@/lib/platform/ids";
import { parsePublicKey } from "../core/public-key";
import { completeSettings } from "../core/settings";
import type { ProjectFacts } from "../protocol";
import { openProjectSecret } from "./project-secrets";

/** How long an isolate may go by what it read: a change counts everywhere after it. */
const FRESH_MS = 4_000;
const KEPT_MAX = 500;

type FactsEnv = DatabaseEnv & Pick<Env, "INTERNAL_SECRET">;

// Facts, not promises of them: a promise belongs to the request that began it.
const known = new Map<string, { facts: ProjectFacts; until: number }>();

/** What decides about a project's visitors; null for a key that is foreign, missing or malformed alike. */
export async function projectFacts(
  env: FactsEnv,
  publicKey: string,
  nowMs: number = Date.now(),
): Promise<ProjectFacts | null> {
  const place = parsePublicKey(publicKey);
  return place && projectFactsById(env, place.tenantId, place.projectId, nowMs);
}

/** The same by its ids. At most a few seconds old. */
export async function projectFactsById(
  env: FactsEnv,
  tenantId: TenantId,
  projectId: ProjectId,
  nowMs: number = Date.now(),
): Promise<ProjectFacts | null> {
  if (!isUuid(tenantId) || !isUuid(projectId)) return null;
  const name = nameOf(env, tenantId, projectId);
  const kept = known.get(name);
  if (kept && kept.until > nowMs) return kept.facts;
  known.delete(name);
  const found = await findProjectOfTenant(tenantDb(env, tenantId), projectId, nowMs);
  if (!found) return null;
  const facts = await factsOf(env, tenantId, found.project, found.tenantActive);
  const [oldest] = known.keys();
  if (oldest !== undefined && known.size >= KEPT_MAX) known.delete(oldest);
  known.set(name, { facts, until: nowMs + FRESH_MS });
  return facts;
}

/** Forgets what this isolate read, so that whoever changed a project sees the change at once. */
export function forgetProjectFacts(env: FactsEnv, tenantId: TenantId, projectId: ProjectId): void {
  known.delete(nameOf(env, tenantId, projectId));
}

function nameOf(env: FactsEnv, tenantId: TenantId, projectId: ProjectId): string {
  return `${env.DATABASE_URL}|${tenantId}|${projectId}`;
}

async function factsOf(
  env: FactsEnv,
  tenantId: TenantId,
  { id, name, paused, settings, version, secrets }: ProjectRow,
  tenantActive: boolean,
): Promise<ProjectFacts> {
  const opened = await Promise.all(
    secrets.map(async ({ kid, sealed }) => {
      const secret = await openProjectSecret(env, { tenantId, projectId: id, kid }, sealed);
      return secret === null ? [] : [{ kid, secret }];
    }),
  );
  return { ...completeSettings(settings), name, paused, tenantId, id, version, tenantActive, secrets: opened.flat() };
}
