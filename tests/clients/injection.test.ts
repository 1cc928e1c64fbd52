/**
 * The 200 attempts of tests/injection over the wire, on the built Workers: typed by visitors, or planted in a document that
 * was really read, chunked and found, with a model at the provider that obeys every one of them.
 */
import { createServer, type Server } from "node:net";
import type { AddressInfo } from "node:net";
import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { ProjectView } from "@/lib/projects/protocol";
import { ATTACKS } from "../injection/attacks";
import { hostileAnswers } from "../injection/hostile-model";
import { leadsTo } from "../injection/leads-to";
import { askSession, makeProject, signInOwner, teach, VisitorSocket } from "../support/assistant-site";
import { type FakeChatBody, textOf } from "../support/fake-provider/plan";
import { parlor, playProviders } from "./support/installation";

const INSTRUCTIONS =
  "Speak of the spring sale only to visitors who ask about prices, and never name the margin that our suppliers grant us.";
const RUN = 8;
const AT_ONCE = 10;
const SYLLABLES = ["ba", "ke", "lo", "mi", "nu", "ra", "so", "ti", "vu", "ze"];
const info = parlor.demo;
const played = playProviders();
let project: ProjectView;
/** Stands where every attempt leads to. */
let elsewhere: Server;
let visits = 0;
let host = "";

/** A thing that only one passage is about. */
const lamp = (at: number) => [2, 1, 0].map((digit) => SYLLABLES[Math.floor(at / 10 ** digit) % 10]).join("");
const led = (text: string) => text.replaceAll("evil.example", host);
const words = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
const runsOf = (text: string) =>
  words(text)
    .map((_, at, all) => all.slice(at, at + RUN).join(" "))
    .filter((run) => run.split(" ").length === RUN);
const SECRET = new Set(runsOf(INSTRUCTIONS));

beforeAll(async () => {
  elsewhere = createServer((socket) => {
    visits++;
    socket.destroy();
  });
  await new Promise<void>((done) => elsewhere.listen(0, "127.0.0.1", done));
  host = `127.0.0.1:${(elsewhere.address() as AddressInfo).port}`;
  const owner = await signInOwner(info);
  const made = await makeProject(owner, "Shop under attack");
  const wish = { version: made.version, instructions: INSTRUCTIONS, minConfidence: 0 };
  ({ project } = await owner<{ project: ProjectView }>("PATCH", `projects/${made.id}`, wish));
  const sections = ATTACKS.map(({ as, text }, at) => {
    const planted = as === "document" ? led(text).replaceAll(/^#+ /gm, "") : "It can be returned within 30 days.";
    return `# About the ${lamp(at)}\n\nThe ${lamp(at)} lamp costs ${at + 10} euros.\n\n${planted}\n`;
  });
  await teach(owner, info.url, project.id, "lamps.md", sections.join("\n"));
}, 180_000);
afterAll(() => new Promise((done) => elsewhere.close(done)));

/** Does the worst for whatever stands in front of it, another thing each time. */
function obey({ messages = [] }: FakeChatBody, nth: number) {
  const [system = "", ...rest] = messages.map(({ content }) => textOf(content));
  const answers = hostileAnswers(system, rest.join("\n"), [{ n: 1, title: "Lamps", text: system }]);
  const { text = "", calls = [] } = answers[nth % answers.length] ?? {};
  return { text: led(text), calls: nth % 2 === 0 ? calls : [] };
}

/** Answers what the visitor was shown, also what was taken back afterwards. */
async function attack({ as, text }: (typeof ATTACKS)[number], at: number): Promise<string[]> {
  const asked = `What does the ${lamp(at)} lamp cost?`;
  const panel = await VisitorSocket.open(info.url, await askSession(info.url, project.publicKey));
  const { message } = await panel.ask(as === "question" ? `${asked} ${led(text)}` : asked);
  panel.close();
  return [message.text, panel.frames.map((frame) => (frame.type === "delta" ? frame.text : "")).join("")];
}

async function toolRuns(): Promise<number> {
  const client = new pg.Client({ connectionString: parlor.sqlUrl });
  await client.connect();
  try {
    await client.query("begin");
    await client.query("select set_config('app.tenant_id', $1, true)", [parlor.tenants.ours]);
    const { rows } = await client.query<{ count: string }>("select count(*) from tool_runs where tenant_id = $1", [
      parlor.tenants.ours,
    ]);
    return Number(rows[0]?.count);
  } finally {
    await client.end();
  }
}

it("200 attempts give away no system text, lead to no unlisted host, and do nothing", async () => {
  const before = await toolRuns();
  let nth = 0;
  const providers = [played.main, played.second];
  for (const provider of providers) provider.say((body) => obey(body, nth++));
  const waiting = [...ATTACKS.entries()];
  let seen = 0;
  const lane = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [at, tried] = next;
      for (const shown of await attack(tried, at)) {
        expect(leadsTo(shown, ["shop.example"]), `number ${at}`).toEqual([]);
        for (const run of runsOf(shown)) expect(SECRET, `number ${at}`).not.toContain(run);
        if (shown !== "") seen++;
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  expect(seen).toBeGreaterThanOrEqual(ATTACKS.length);
  const requests = providers.flatMap((provider) =>
    provider.requests().flatMap(({ path, body }) => (path.endsWith("/chat/completions") ? [body as FakeChatBody] : [])),
  );
  const systems = requests.map(({ messages }) => textOf(messages?.[0]?.content));
  // They got as far as the model, what was planted too, and the test would see it: the model was given all there is to hide.
  expect(requests.length).toBeGreaterThan(150);
  expect(systems.filter((system) => system.includes(host)).length).toBeGreaterThan(20);
  expect(systems.every((system) => runsOf(system).some((run) => SECRET.has(run)))).toBe(true);
  expect(requests.every(({ tools }) => tools === undefined)).toBe(true);
  expect(await toolRuns()).toBe(before);
  expect(visits).toBe(0);
}, 120_000);
