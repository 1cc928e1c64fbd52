import { expect, it } from "vitest";
import { conversationMessage, conversationRow } from "@/db/testing/conversation-rows";
import { newId } from "@/lib/platform/ids";
import { transcriptText } from "./transcript-text";

it("writes who said what, with sources, outcomes and votes", () => {
  const conversation = conversationRow(newId(), "Ada");
  const citation = {
    n: 1,
    title: "Returns",
    url: "https://docs.example/r",
    headings: [],
    quote: "30 days",
    documentId: "d",
    start: 0,
    end: 7,
  };
  const text = transcriptText(conversation, "Shop", [
    conversationMessage(1, "Write to [email-1]"),
    conversationMessage(2, "Within 30 days [1].", { citations: [citation], vote: "down", comment: "too short" }),
    conversationMessage(4, "I do not know.", { outcome: "abstained" }),
    conversationMessage(6, "", { state: "failed", error: { code: "provider_unavailable", message: "away" } }),
  ]);
  expect(text).toContain("Assistant: Shop\nVisitor: Ada (");
  expect(text).toContain("] visitor:\nWrite to [email-1]\n\n");
  expect(text).toContain(
    'Within 30 days [1].\n  [1] Returns <https://docs.example/r>: "30 days"\n  Vote: down, "too short"',
  );
  expect(text).toContain("assistant (abstained):\nI do not know.");
  expect(text).toContain("assistant (failed, provider_unavailable):");
});
