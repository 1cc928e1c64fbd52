import { afterAll, afterEach, beforeAll, beforeEach, expect, inject } from "vitest";
import { type FakeProvider, startFakeProvider } from "../../support/fake-provider/start-fake-provider";
import { judgingFetch } from "./conformance";

export const parlor = inject("parlor");
export const baseURL = `${parlor.url}/v1`;

/** The two providers of the installation, played by this test file. */
export function playProviders(): { main: FakeProvider; second: FakeProvider } {
  const played = {} as { main: FakeProvider; second: FakeProvider };
  beforeAll(async () => {
    const { main, second } = parlor.providerPorts;
    played.main = await startFakeProvider({ port: main });
    played.second = await startFakeProvider({ port: second });
  });
  beforeEach(() => {
    played.main.reset();
    played.second.reset();
  });
  afterAll(() => Promise.all([played.main.close(), played.second.close()]));
  return played;
}

/** A `fetch` whose every answer must be as OpenAI publishes it, else the test of the moment fails. */
export function judgedFetch(): typeof fetch {
  const problems: Error[] = [];
  beforeEach(() => problems.splice(0));
  afterEach(() => expect(problems).toEqual([]));
  return judgingFetch((problem) => problems.push(problem));
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
