import type { ProjectRow } from "@/db/queries/projects";
import type { TenantId } from "@/lib/platform/ids";
import { makePublicKey } from "../core/public-key";
import { completeSettings } from "../core/settings";
import type { ProjectView } from "../protocol";

/** A project as the dashboard shows it. Nothing of its secrets but their names. */
export function projectView(tenantId: TenantId, row: ProjectRow): ProjectView {
  const { id, name, paused, settings, version, createdAt, updatedAt, secrets } = row;
  return {
    ...completeSettings(settings),
    id,
    name,
    paused,
    version,
    createdAt,
    updatedAt,
    publicKey: makePublicKey({ tenantId, projectId: id }),
    secrets: secrets.map((secret) => ({ kid: secret.kid, createdAt: secret.createdAt, endsAt: secret.endsAt })),
  };
}
