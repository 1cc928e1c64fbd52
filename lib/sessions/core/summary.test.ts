import { expect, it } from "vitest";
import type { SessionMessage } from "../protocol";
import { extractiveSummary, summaryRequest } from "./summary";
import { estimateTokens } from "./tokens";

const said = (role: SessionMessage["role"], content: string): SessionMessage => ({
  object: "session.message",
  session_id: "s",
  seq: 1,
  turn: 1,
  role,
  content,
  status: "complete",
  created_at: 0,
});

const TALK = [
  said("user", "Hello there! My order 48213 for Berlin has not arrived. I ordered it on 3 March."),
  said("assistant", "Thank you. Let me have a look at order 48213 for Berlin."),
  said("tool", "secret tool output 48213"),
  said("user", "Well, yes, of course, please do, thanks. Please send the refund to my Berlin account."),
];

it("keeps the sentences that say most, in their order, each with who said it, within the budget", () => {
  const summary = extractiveSummary("", TALK, 40);
  expect(estimateTokens(summary)).toBeLessThanOrEqual(40);
  expect(summary).toContain("User: My order 48213 for Berlin has not arrived.");
  expect(summary).not.toContain("tool output");
  expect(summary).not.toContain("Hello");
  const lines = summary.split("\n");
  expect(lines.length).toBeGreaterThan(1);
});

it("rolls on: what an earlier summary kept competes again", () => {
  const first = extractiveSummary("", TALK, 40);
  const second = extractiveSummary(first, [said("user", "It rains.")], 60);
  expect(second).toContain("48213");
  expect(second.split("\n").filter((line) => line.includes("has not arrived"))).toHaveLength(1);
});

it("answers nothing for nothing, and cuts scripts without spaces too", () => {
  expect(extractiveSummary("", [], 100)).toBe("");
  expect(extractiveSummary("", [said("user", "私の注文は東京です。まだ届いていません。")], 100)).toContain("東京");
});

it("asks a model with the transcript as data, the newest of it where not all fits", () => {
  const [system, user] = summaryRequest("Earlier.", TALK, 120);
  expect(system).toMatchObject({ role: "system" });
  expect(user?.content).toContain("Earlier.");
  expect(user?.content).toContain("refund to my Berlin account.");
  expect(user?.content).not.toContain("Hello");
});
