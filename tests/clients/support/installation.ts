import { afterAll, afterEach, beforeAll, beforeEach, expect, inject } from "vitest";
import {
  type FakeProvider,
  type LedgerEntry,
  startFakeProvider,
} from "../../support/fake-provider/start-fake-provider";
import { judgingFetch } from "./conformance";

export const parlor = inject("parlor");
export const baseURL = `${parlor.url}/v1`;

/** Chat models of the installation. */
const MODELS = ["main/small", "main/alone", "second/small"];

/** The two providers of the installation, played by this test file. */
export function playProviders(): { main: FakeProvider; second: FakeProvider } {
  const played = {} as { main: FakeProvider; second: FakeProvider };
  beforeAll(async () => {
    const { main, second } = parlor.providerPorts;
    played.main = await startFakeProvider({ port: main });
    played.second = await startFakeProvider({ port: second });
    // The file before may have left a breaker open; it closes by itself, seconds later.
    await Promise.all([...MODELS.map((model) => until(() => answers(model))), until(embeds)]);
  }, 120_000);
  beforeEach(() => {
    played.main.reset();
    played.second.reset();
  });
  afterAll(() => Promise.all([played.main.close(), played.second.close()]));
  return played;
}

function answers(model: string): Promise<boolean> {
  return isServed("/chat/completions", { model, messages: ask("[[tokens=1]]") });
}

/** Documents of the demo are embedded whenever their time has come, also while no file plays the provider. */
function embeds(): Promise<boolean> {
  return isServed("/embeddings", { model: "main/embed", input: "one" });
}

/** By the model that was asked, and no other. Waits a little when not. */
async function isServed(path: string, body: { model: string; [more: string]: unknown }): Promise<boolean> {
  const answer = await fetch(`${baseURL}${path}`, {
    method: "POST",
    headers: { authorization: `Bearer ${parlor.keys.all}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  await answer.arrayBuffer();
  if (answer.ok && answer.headers.get("x-parlor-model") === body.model) return true;
  await new Promise((done) => setTimeout(done, 500));
  return false;
}

/** A `fetch` whose every answer must be as OpenAI publishes it, else the test of the moment fails. */
export function judgedFetch(): typeof fetch {
  const problems: Error[] = [];
  beforeEach(() => problems.splice(0));
  afterEach(() => expect(problems).toEqual([]));
  return judgingFetch((problem) => problems.push(problem));
}

/** Without the embeddings: the demo's documents may have theirs made at any moment. */
export function chats(ledger: readonly LedgerEntry[]): LedgerEntry[] {
  return ledger.filter(({ kind }) => kind === "chat");
}

export const ask = (content: string) => [{ role: "user" as const, content }];

export const TOOL_PARAMETERS = {
  type: "object" as const,
  properties: { city: { type: "string" as const } },
  required: ["city"],
  additionalProperties: false,
};

/** Calls until the condition holds: for what the other side notices in its own time. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((done) => setTimeout(done, 20));
}
