import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { TranscriptScreen } from "@/components/conversations/transcript-screen";
import { orNotFound } from "@/lib/access/server/or-not-found";
import { readTranscript } from "@/lib/conversations/server/read-transcript";
import { loadConversation } from "./load-conversation";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("conversations");
  return { title: t("title") };
}

/** For administrators and agents; a foreign, missing or erased one is no page, as for everybody else. */
export default async function ConversationPage({
  params,
}: {
  params: Promise<{ tenant: string; conversation: string }>;
}) {
  const { tenant, conversation: id } = await params;
  const { ctx, conversation } = await loadConversation(tenant, id);
  return <TranscriptScreen slug={tenant} transcript={await orNotFound(readTranscript(ctx, conversation.id))} />;
}
