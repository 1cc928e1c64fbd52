import { runInDurableObject } from "cloudflare:test";
import { expect, vi } from "vitest";
import type { TestSession } from "./session-client";

export const call = (id: string, name = "look", args = "{}") => ({
  id,
  type: "function" as const,
  function: { name, arguments: args },
});
export const shape = (messages: Awaited<ReturnType<TestSession["messages"]>>) =>
  messages.map(({ seq, role, content, status }) => [seq, role, content, status]);
export const eventsOf = (text: string) =>
  text
    .split("\n\n")
    .filter((block) => block.startsWith("data: {"))
    .map((block) => JSON.parse(block.slice(6)) as { choices?: { delta: { content?: string } }[]; error?: object });
/** Ends the object at once, whatever it is doing. */
export const kill = (dying: TestSession) =>
  runInDurableObject(dying.stub, (_instance, state) => state.abort("killed by the test")).catch(() => undefined);
export const textOf = (text: string) =>
  eventsOf(text)
    .map(({ choices }) => choices?.[0]?.delta.content ?? "")
    .join("");
/** Until somebody has seen this much of the running answer. */
export const written = (session: TestSession, content: string) =>
  vi.waitFor(async () => {
    await runInDurableObject(session.stub, () => undefined);
    expect(session.asked.length).toBeGreaterThan(0);
    expect(await session.rpc.read(session.tenantId)).toMatchObject({ session: { status: "running" } });
    return content;
  });
