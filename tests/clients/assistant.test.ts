import { beforeAll, describe, expect, it, vi } from "vitest";
import type { ToolRunAnswer } from "@/lib/tools/protocol";
import type { ProjectView } from "@/lib/projects/protocol";
import { askSession, makeProject, signInOwner, teach, VisitorSocket } from "../support/assistant-site";
import { parlor, playProviders } from "./support/installation";

const RETURNS =
  "# Returns\n\nEvery order can be returned within 30 days of its delivery.\n\n# Shipping\n\nStandard parcels to Norway take four working days.\n";

let project: ProjectView;
let other: ProjectView;
let owner: Awaited<ReturnType<typeof signInOwner>>;
const info = parlor.demo;
const played = playProviders();

const change = async (wish: object) => {
  project = (
    await owner<{ project: ProjectView }>("PATCH", `projects/${project.id}`, { version: project.version, ...wish })
  ).project;
};

beforeAll(async () => {
  owner = await signInOwner(info);
  project = await makeProject(owner, "Shop");
  // The built-in model, so that what is quoted is known.
  await change({ model: "parlor/extract" });
  other = await makeProject(await signInOwner(info, 1), "Another company's");
  await teach(owner, info.url, project.id, "returns.md", RETURNS);
}, 180_000);

describe("the assistant over the wire, on the built Workers", () => {
  it("answers from the documents with its source, word for word", async () => {
    const panel = await VisitorSocket.open(info.url, await askSession(info.url, project.publicKey));
    const { message } = await panel.ask("How long do standard parcels to Norway take?");
    expect(message).toMatchObject({ state: "complete", outcome: "answered" });
    expect(message.citations.length).toBeGreaterThan(0);
    for (const { quote } of message.citations) expect(RETURNS).toContain(quote);
    panel.close();
  });

  it("says that it does not know, and keeps the conversation for one who comes back", async () => {
    const grant = await askSession(info.url, project.publicKey, { language: "de-DE" });
    const panel = await VisitorSocket.open(info.url, grant);
    const { message } = await panel.ask("Who painted the Mona Lisa and in which century?");
    expect(message).toMatchObject({ outcome: "abstained" });
    expect(message.text).toContain("Team");
    panel.close();
    const again = await askSession(info.url, project.publicKey, { session: grant.session });
    expect(again).toMatchObject({ conversation: grant.conversation, restored: true });
    const back = await VisitorSocket.open(info.url, again);
    expect([...back.messages.values()].map(({ seq, role }) => [seq, role])).toEqual([
      [1, "visitor"],
      [2, "assistant"],
    ]);
    back.close();
  });

  it("knows nothing of another company's documents, and takes no session of another project", async () => {
    const stranger = await VisitorSocket.open(info.url, await askSession(info.url, other.publicKey));
    const { message } = await stranger.ask("How long do standard parcels to Norway take?");
    expect(message).toMatchObject({ outcome: "abstained", citations: [] });
    stranger.close();
    const mine = await askSession(info.url, project.publicKey);
    const theirs = await askSession(info.url, other.publicKey, { session: mine.session });
    expect(theirs.restored).toBe(false);
    expect(theirs.conversation).not.toBe(mine.conversation);
    const tickets = await VisitorSocket.open(info.url, { ...mine, conversation: theirs.conversation });
    expect(tickets.closed).toBe(4001);
  });

  it("serves the panel's document to those who may embed it, and the same page for every key that is none", async () => {
    const page = await fetch(`${info.url}/embed/${project.publicKey}`);
    expect(page.status).toBe(200);
    expect(page.headers.get("content-security-policy")).toContain("frame-ancestors 'self' https://shop.example");
    const last = project.publicKey.at(-1) === "a" ? "b" : "a";
    const none = await Promise.all(
      [`${project.publicKey.slice(0, -1)}${last}`, "pa_none", "x"].map((key) => fetch(`${info.url}/embed/${key}`)),
    );
    expect(none.map(({ status }) => status)).toEqual([404, 404, 404]);
    expect(new Set(await Promise.all(none.map((answer) => answer.text()))).size).toBe(1);
  });

  it("speaks events and posts where sockets are blocked", async () => {
    const { conversation, session } = await askSession(info.url, project.publicKey);
    const place = `${info.url}/embed/conversations/${conversation}`;
    const authorization = `Bearer ${session}`;
    const events = await fetch(`${place}/events?v=1&since=0`, { headers: { authorization } });
    expect(events.status).toBe(200);
    const sent = await fetch(`${place}/frames`, {
      method: "POST",
      headers: { authorization, origin: info.url, "content-type": "application/json" },
      body: JSON.stringify({
        type: "message",
        id: crypto.randomUUID(),
        text: "How long do standard parcels to Norway take?",
      }),
    });
    expect(sent.status).toBe(202);
    let text = "";
    const reader = events.body?.pipeThrough(new TextDecoderStream()).getReader();
    while (reader && !text.includes('"state":"complete","outcome"') && !text.includes('"outcome":"answered"')) {
      const { done, value } = await reader.read();
      if (done) break;
      text += value;
    }
    expect(text).toContain("four working days");
    await reader?.cancel();
  });

  it("streams what a provider says, metered as every call, and quotes the documents when none answers", async () => {
    const shop = await makeProject(owner, "Shop with a model");
    await teach(owner, info.url, shop.id, "returns.md", RETURNS);
    played.main.script({ seed: 1, rules: [{ rate: 1, directive: "tokens=30 delay=60" }] });
    const panel = await VisitorSocket.open(info.url, await askSession(info.url, shop.publicKey));
    const { message } = await panel.ask("How long do standard parcels to Norway take?");
    expect(message).toMatchObject({ state: "complete", outcome: "answered" });
    expect(message.text.length).toBeGreaterThan(60);
    expect(panel.frames.filter(({ type }) => type === "delta").length).toBeGreaterThan(5);
    expect(JSON.stringify(played.main.requests())).toContain("Standard parcels to Norway take four working days.");
    const refusing = { seed: 1, rules: [{ rate: 1, directive: "status=500" }] };
    played.main.script(refusing);
    played.second.script(refusing);
    const { message: quoted } = await panel.ask("And how long do standard parcels to Norway take?");
    expect(quoted).toMatchObject({ state: "complete", outcome: "answered" });
    expect(quoted.text).toContain("Standard parcels to Norway take four working days.");
    played.main.script(null);
    played.second.script(null);
    panel.close();
  });

  it("is searched by keys of its company through knowledge_search, and is not there for others", async () => {
    const search = async (key: string, id: string) => {
      const answer = await fetch(`${parlor.url}/v1/tools/knowledge_search/run`, {
        method: "POST",
        headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
        body: JSON.stringify({ arguments: { project: id, query: "How long do standard parcels to Norway take?" } }),
      });
      expect(answer.status).toBe(200);
      return (await answer.json()) as ToolRunAnswer;
    };
    const { run, result } = await search(parlor.keys.all, project.id);
    expect(run.status).toBe("ok");
    const { answerable, passages } = result as { answerable: boolean; passages: { title: string; text: string }[] };
    expect(answerable).toBe(true);
    expect(passages[0]?.text).toContain("four working days");
    const none = { run: { status: "failed", reason: "not_found" } };
    const foreign = await search(parlor.keys.foreign, project.id);
    expect(foreign).toMatchObject(none);
    const missing = await search(parlor.keys.all, crypto.randomUUID());
    expect(missing).toMatchObject(none);
    expect(foreign.result).toEqual(missing.result);
  });

  it("tells every panel of a project that is paused, at once, and shows the notice", async () => {
    const panel = await VisitorSocket.open(info.url, await askSession(info.url, project.publicKey));
    await change({ paused: true });
    // Nobody asked anything: the pause itself closes it.
    await panel.until(() => panel.closed !== null);
    expect(panel.closed).toBe(4003);
    // What an isolate knows of a project may be five seconds old.
    await vi.waitFor(
      async () => {
        const page = await fetch(`${info.url}/embed/${project.publicKey}`);
        expect(await page.text()).toContain('"state":"paused"');
      },
      { timeout: 15_000, interval: 500 },
    );
    await expect(askSession(info.url, project.publicKey)).rejects.toThrow("503");
  });
});
