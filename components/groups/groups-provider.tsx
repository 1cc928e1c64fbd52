"use client";

import { useTranslations } from "next-intl";
import { useFreshList } from "@/components/chat/use-fresh-list";
import { createContext, useCallback, useContext, useEffect, useMemo, type ReactNode } from "react";
import { createGroupsApi, type GroupsApi } from "@/lib/groups/client/groups-api";
import type { PeopleGroup } from "@/lib/groups/protocol";
import type { GroupId } from "@/lib/platform/ids";

interface GroupsContextValue {
  api: GroupsApi;
  /** The tenant's groups, deleted ones among them, by id. */
  groups: ReadonlyMap<GroupId, PeopleGroup>;
  /** The list may be old (an unknown id, somebody types an @): it is read again, at most once a minute. */
  freshen(): void;
  /** It has changed, and this browser knows how. */
  put(group: PeopleGroup): void;
}

const NOTHING: GroupsContextValue = {
  api: createGroupsApi(""),
  groups: new Map(),
  freshen: () => undefined,
  put: () => undefined,
};

/** Without a provider no group is known: they are former ones. */
const GroupsContext = createContext<GroupsContextValue>(NOTHING);

/** The tenant's groups for everything under it: they come with the page, and news of them is picked up. */
export function GroupsProvider({
  tenant,
  groups,
  children,
}: {
  tenant: string;
  groups: readonly PeopleGroup[];
  children: ReactNode;
}) {
  const api = useMemo(() => createGroupsApi(tenant), [tenant]);
  const read = useCallback(() => api.list(), [api]);
  const { list, setList, freshen } = useFreshList(groups, read);
  const value = useMemo(
    () => ({
      api,
      groups: new Map(list.map((one) => [one.id, one])),
      freshen,
      put: (saved: PeopleGroup) => setList((old) => [...old.filter(({ id }) => id !== saved.id), saved]),
    }),
    [api, list, setList, freshen],
  );
  return <GroupsContext value={value}>{children}</GroupsContext>;
}

/** The tenant's groups. */
export function useGroups(): GroupsContextValue {
  return useContext(GroupsContext);
}

/** The group of an id; undefined while none is known, and then the list is asked for anew. */
export function useGroup(id: GroupId): PeopleGroup | undefined {
  const { groups, freshen } = useGroups();
  const found = groups.get(id);
  const missing = found === undefined;
  useEffect(() => {
    if (missing) freshen();
  }, [missing, freshen]);
  return found;
}

/** Answers what groups are called after the @: the handle they have or last had. */
export function useHandleOf(): (id: GroupId) => string {
  const { groups } = useGroups();
  const t = useTranslations("groups.chip");
  return useCallback((id) => groups.get(id)?.handle ?? t("unknown"), [groups, t]);
}
