import { toBase62 } from "@/lib/keys/core/base62";
import type { ProjectId, TenantId } from "@/lib/platform/ids";
import type { Env } from "@/lib/platform/env";
import { openSealed, sealText, type SealPlace } from "@/lib/platform/seal";

type SecretEnv = Pick<Env, "INTERNAL_SECRET">;

interface SecretPlace {
  tenantId: TenantId;
  projectId: ProjectId;
  kid: string;
}

/** A new secret and what is kept of it. `secret` goes to whoever asked for it, once, and nowhere else. */
export async function mintProjectSecret(
  env: SecretEnv,
  place: Omit<SecretPlace, "kid">,
): Promise<{ kid: string; secret: string; sealed: string }> {
  const kid = `k_${random(6, 9)}`;
  const secret = `ps_${random(32, 43)}`;
  return { kid, secret, sealed: await sealText(env.INTERNAL_SECRET, sealPlace({ ...place, kid }), secret) };
}

/** The secret itself; null when it was sealed under another installation's secret. */
export function openProjectSecret(env: SecretEnv, place: SecretPlace, sealed: string): Promise<string | null> {
  return openSealed(env.INTERNAL_SECRET, sealPlace(place), sealed);
}

function sealPlace({ tenantId, projectId, kid }: SecretPlace): SealPlace {
  return { tenantId, purpose: `project:${projectId}:${kid}` };
}

function random(bytes: number, chars: number): string {
  return toBase62(crypto.getRandomValues(new Uint8Array(bytes)), chars);
}
