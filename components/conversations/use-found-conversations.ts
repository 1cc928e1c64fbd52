"use client";

import { useEffect, useState } from "react";
import { useFrame } from "@/components/frame/frame-context";
import { send } from "@/lib/access/client/send";
import { CONVERSATION_BOUNDS, type FoundConversation } from "@/lib/conversations/protocol";

/** Nobody asks for every letter. */
const PAUSE_MS = 200;
const NONE: readonly FoundConversation[] = [];

/**
 * Conversations by what was typed, asked of the server once there was a pause. While somebody types on, those of before stay
 * until the answer is here; none for who may not read them, after `>`, and when the server does not answer.
 */
export function useFoundConversations(typed: string): readonly FoundConversation[] {
  const { tenant, adminPlaces } = useFrame();
  const { slug } = tenant;
  const [answer, setAnswer] = useState<{ query: string; found: readonly FoundConversation[] }>({
    query: "",
    found: NONE,
  });
  const query = typed.trim();
  const asks =
    adminPlaces.includes("conversations") &&
    query.length >= CONVERSATION_BOUNDS.findCharsMin &&
    query.length <= CONVERSATION_BOUNDS.textCharsMax &&
    !query.startsWith(">");
  useEffect(() => {
    if (!asks) return;
    let gone = false;
    const ask = async () => {
      const path = `/api/t/${slug}/conversations?${new URLSearchParams({ find: query })}`;
      const sent = await send<{ conversations: FoundConversation[] }>("GET", path);
      if (!gone) setAnswer({ query, found: sent.ok ? sent.data.conversations : NONE });
    };
    const timer = setTimeout(() => void ask(), PAUSE_MS);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [asks, query, slug]);
  // Of what somebody typed on; of other words there is nothing to show.
  return asks && query.startsWith(answer.query) ? answer.found : NONE;
}
