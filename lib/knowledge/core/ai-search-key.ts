import { type DocumentId, isUuid, type ProjectId, type TenantId } from "@/lib/platform/ids";

/** The folder of a project in an AI Search instance, as its filter compares it. */
export function aiSearchFolder(tenant: TenantId, project: ProjectId): string {
  return `${tenant}/${project}/`;
}

/** The name of a document in an AI Search instance. A version takes the place of the one before. */
export function aiSearchKey(tenant: TenantId, project: ProjectId, document: DocumentId): string {
  return `${aiSearchFolder(tenant, project)}${document}.txt`;
}

/** The document that a key names, when it is one of this very project. */
export function documentOfKey(key: string, tenant: TenantId, project: ProjectId): DocumentId | null {
  const folder = aiSearchFolder(tenant, project);
  if (!key.startsWith(folder) || !key.endsWith(".txt")) return null;
  const id = key.slice(folder.length, -".txt".length);
  return isUuid(id) ? (id as DocumentId) : null;
}
