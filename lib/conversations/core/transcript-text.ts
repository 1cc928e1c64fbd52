import type { KeptConversation, KeptMessage } from "@/lib/assistant/kept";

/** A transcript for people: who said what and when, with the sources of each answer. */
export function transcriptText(
  conversation: KeptConversation,
  projectName: string | null,
  messages: readonly KeptMessage[],
): string {
  const head = [
    `Assistant: ${projectName ?? conversation.projectId}`,
    `Visitor: ${conversation.visitorName ?? "anonymous"} (${conversation.visitorId})`,
    ...(conversation.pageUrl === null ? [] : [`Page: ${conversation.pageUrl}`]),
    `Begun: ${new Date(conversation.createdAt).toISOString()}`,
  ];
  return `${head.join("\n")}\n\n${messages.map(messageText).join("\n\n")}\n`;
}

function messageText({ role, name, text, at, citations, outcome, state, vote, comment, error }: KeptMessage): string {
  const facts = [
    ...(outcome && outcome !== "answered" ? [outcome] : []),
    ...(state === "complete" ? [] : [state]),
    ...(error ? [error.code] : []),
  ];
  return [
    `[${new Date(at).toISOString()}] ${name ?? role}${facts.length > 0 ? ` (${facts.join(", ")})` : ""}:`,
    text,
    ...citations.map(({ n, title, url, quote }) => `  [${n}] ${title}${url === null ? "" : ` <${url}>`}: "${quote}"`),
    ...(vote ? [`  Vote: ${vote}${comment ? `, "${comment}"` : ""}`] : []),
  ].join("\n");
}
