"use client";

import { useEffect, useState } from "react";
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
  const [asked, setAsked] = useState(0);
  useEffect(() => {
    let gone = false;
    void send<{ subscriptions: Subscription[] }>("GET", path).then((sent) => {
      if (!gone)
        setState(
          sent.ok ? { status: "loaded", list: sent.data.subscriptions } : { status: "failed", fault: sent.fault },
        );
    });
    return () => {
      gone = true;
    };
  }, [path, asked]);
  const after = async <T>(answer: Promise<Sent<T>>): Promise<Sent<T>> => {
    const sent = await answer;
    if (sent.ok) setAsked((times) => times + 1);
    return sent;
  };
  return {
    state,
    retry: () => {
      setState({ status: "loading" });
      setAsked((times) => times + 1);
    },
    add: (wish: NewSubscription) => after(send("POST", path, wish)),
    remove: (id: string) => after(send("DELETE", `${path}/${id}`)),
  };
}

export type Subscriptions = ReturnType<typeof useSubscriptions>;
