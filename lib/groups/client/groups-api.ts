/** The group routes as functions. Every failure is one ApiError with the server's own code and words. */
import type { GroupId, PersonId } from "../../platform/ids";
import { ApiError, toApiError } from "../../rooms/client/api";
import type { GroupList, PeopleGroup } from "../protocol";

export interface GroupFields {
  handle: string;
  name: string;
  people: readonly PersonId[];
}

export interface GroupsApi {
  list(): Promise<PeopleGroup[]>;
  create(fields: GroupFields): Promise<PeopleGroup>;
  change(id: GroupId, fields: GroupFields): Promise<PeopleGroup>;
  remove(id: GroupId): Promise<void>;
}

/** @param tenant the tenant's slug. */
export function createGroupsApi(tenant: string, doFetch: typeof fetch = fetch): GroupsApi {
  const base = `/api/t/${encodeURIComponent(tenant)}/groups`;
  async function call<T>(method: string, path: string, body?: object): Promise<T> {
    const response = await doFetch(path, {
      method,
      ...(body ? { body: JSON.stringify(body), headers: { "content-type": "application/json" } } : {}),
    }).catch(() => {
      throw new ApiError("network", "There was no answer. Check the connection.");
    });
    const answer: unknown = await response.json().catch(() => null);
    if (response.ok && answer !== null) return answer as T;
    throw toApiError(answer, response.status);
  }
  return {
    list: async () => (await call<GroupList>("GET", base)).groups,
    create: async (fields) => (await call<{ group: PeopleGroup }>("POST", base, fields)).group,
    change: async (id, fields) => (await call<{ group: PeopleGroup }>("PATCH", `${base}/${id}`, fields)).group,
    remove: async (id) => void (await call("DELETE", `${base}/${id}`)),
  };
}
