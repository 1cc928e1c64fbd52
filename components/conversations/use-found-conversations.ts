"use client";

import { useEffect, useState } from "react";
import { useFrame } from "@/components/frame/frame-context";
import { send } from "@/lib/access/client/send";
import { CONVERSATION_BOUNDS, type FoundConversation } from "@/lib/conversations/protocol";

/** Nobody asks for every letter. */
const PAUSE_MS = 200;
const NONE: readonly FoundConversation[] = [];

/**
 * Conversations by what was typed, asked of the server once there was a pause. Until the answer is here those of before
 * stay; none for who may not read them, after `>`, and when the server does not answer.
 */
export function useFoundConversations(typed: string): readonly FoundConversation[] {
  const { tenant, adminPlaces } = useFrame();
  const { slug } = tenant;
  const [found, setFound] = useState(NONE);
  const query = typed.trim();
  const asks =
    adminPlaces.includes("conversations") &&
    query.length >= CONVERSATION_BOUNDS.findCharsMin &&
    query.length <= CONVERSATION_BOUNDS.textCharsMax &&
    !query.startsWith(">");
  useEffect(() => {
    if (!asks) return setFound(NONE);
    let gone = false;
    const timer = setTimeout(async () => {
      const path = `/api/t/${slug}/conversations?${new URLSearchParams({ find: query })}`;
      const sent = await send<{ conversations: FoundConversation[] }>("GET", path);
      if (!gone) setFound(sent.ok ? sent.data.conversations : NONE);
    }, PAUSE_MS);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [asks, query, slug]);
  return asks ? found : NONE;
}
