"use client";

import { useCallback, useEffect, useState } from "react";
import { send, type Fault, type Sent } from "@/lib/access/client/send";
import type { Subscription } from "@/lib/reporting/protocol";
import type { PersonId } from "@/lib/platform/ids";

export type SubscriptionsState =
  | { status: "loading" }
  | { status: "failed"; fault: Fault }
  | { status: "loaded"; list: readonly Subscription[] };

export interface NewSubscription extends Pick<Subscription, "report" | "rhythm"> {
  recipients: readonly PersonId[];
}

/** The reports that go by mail, read when they are wanted, and the ways to change them. */
export function useSubscriptions(slug: string) {
  const path = `/api/t/${slug}/reports/subscriptions`;
  const [state, setState] = useState<SubscriptionsState>({ status: "loading" });
  const load = useCallback(async () => {
    const sent = await send<{ subscriptions: Subscription[] }>("GET", path);
    setState(sent.ok ? { status: "loaded", list: sent.data.subscriptions } : { status: "failed", fault: sent.fault });
  }, [path]);
  useEffect(() => {
    void load();
  }, [load]);
  const after = async <T>(sent: Sent<T>): Promise<Sent<T>> => {
    if (sent.ok) await load();
    return sent;
  };
  return {
    state,
    retry: () => {
      setState({ status: "loading" });
      void load();
    },
    add: async (wish: NewSubscription) => after(await send("POST", path, wish)),
    remove: async (id: string) => after(await send("DELETE", `${path}/${id}`)),
  };
}

export type Subscriptions = ReturnType<typeof useSubscriptions>;
