import type { Env } from "@/lib/platform/env";
import type { KeyId, ProjectId, TenantId } from "@/lib/platform/ids";
import type { KeyProof, KeyRecord } from "@/lib/quotas/protocol";
import { sha256Hex } from "@/lib/platform/sha256";

type ProofEnv = Pick<Env, "INTERNAL_SECRET">;

const PURPOSE = "parlor projects: meter";

/**
 * What a project's visitors call models with: the Meter of its tenant knows the project as it knows an API key. Nobody but
 * this installation can make the proof, and nothing that anybody may send is one.
 */
export async function projectProof(env: ProofEnv, tenantId: TenantId, projectId: ProjectId): Promise<KeyProof> {
  return { tenantId, keyId: keyIdOf(projectId), secretHash: await secretHashOf(env, tenantId, projectId) };
}

/** What the Meter is told of a project in this state. One that is paused or gone is a key that ended. */
export async function projectRecord(
  env: ProofEnv,
  tenantId: TenantId,
  { id, version, paused }: { id: ProjectId; version: number; paused: boolean },
): Promise<KeyRecord> {
  return {
    keyId: keyIdOf(id),
    secretHash: await secretHashOf(env, tenantId, id),
    scopes: ["chat", "embeddings"],
    limits: {
      requestsPerMinute: null,
      burst: null,
      tokensPerHour: null,
      concurrentStreams: null,
      costPerMonth: null,
    },
    models: null,
    tools: null,
    expiresAt: null,
    // Any moment that is over.
    endsAt: paused ? 0 : null,
    version,
  };
}

const keyIdOf = (id: ProjectId): KeyId => id as string as KeyId;

async function secretHashOf(env: ProofEnv, tenantId: TenantId, projectId: ProjectId): Promise<string> {
  const encode = (text: string) => new TextEncoder().encode(text);
  const key = await crypto.subtle.importKey(
    "raw",
    encode(env.INTERNAL_SECRET),
    { name: "HMAC", hash: "SHA-256" },
    false,
    ["sign"],
  );
  const mac = await crypto.subtle.sign("HMAC", key, encode(`${PURPOSE}|${tenantId}|${projectId}`));
  return sha256Hex(Array.from(new Uint8Array(mac), (byte) => byte.toString(16).padStart(2, "0")).join(""));
}
