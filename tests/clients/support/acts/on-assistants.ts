/** What is done to assistants: their settings, knowledge, prompts, tests, and what was said to them. */
import { newId } from "@/lib/platform/ids";
import { parlor } from "../installation";
import type { Place } from "../places";
import { type Acts, fresh } from "./act";

const MANAGE = ["project", "manage"] as const;
/** The built-in model: no provider is asked. */
const MODEL = "parlor/extract";
const PROJECT = "/api/t/[tenant]/projects/[project]";
const SET = "/api/t/[tenant]/evaluations/[set]";
const question = () => ({ question: fresh("What is "), expects: { kind: "answer", source: "", words: [] } });

async function makeProject(place: Place) {
  const wish = { name: fresh("Shop"), origin: "https://shop.example" };
  const { project } = await place.ask<{ project: { id: string } }>("owner", "POST", "projects", wish);
  return { project: project.id };
}
export const project = (place: Place) => place.once("project", () => makeProject(place));

async function makeSet(place: Place) {
  const wish = { ...(await project(place)), name: fresh("Set") };
  const { set } = await place.ask<{ set: { id: string } }>("owner", "POST", "evaluations", wish);
  return { set: set.id };
}
export const set = (place: Place) => place.once("set", () => makeSet(place));

async function makeSetWithCase(place: Place) {
  const ids = await makeSet(place);
  await place.ask("owner", "POST", `evaluations/${ids.set}/cases`, question());
  return ids;
}

const newRun = () => ({ model: MODEL, version: null, budget: 1_000_000 });
async function makeRun(place: Place) {
  const { set: id } = await makeSetWithCase(place);
  const made = await place.ask<{ run: { id: string } }>("owner", "POST", `evaluations/${id}/runs`, newRun());
  return { run: made.run.id };
}
export const run = (place: Place) => place.once("run", () => makeRun(place));

/** By its row: the door tells no ids. */
async function makeCase(place: Place) {
  const ids = { ...(await set(place)), case: newId() };
  await place.sql(
    `insert into evaluation_cases (tenant_id, id, set_id, position, question, expects)
     values ($1, $2, $3, 1, 'What?', '{"kind":"answer","source":"","words":[]}')`,
    [ids.case, ids.set],
  );
  return ids;
}

async function makeDocument(place: Place) {
  const ids = await project(place);
  const body = new TextEncoder().encode(`# ${fresh()}`);
  const wish = { name: `${fresh()}.md`, size: body.byteLength };
  const path = `projects/${ids.project}/knowledge`;
  const { url } = await place.ask<{ url: string }>("owner", "POST", path, wish);
  const sent = await fetch(new URL(url, parlor.url), { method: "PUT", headers: { origin: parlor.url }, body });
  if (!sent.ok) throw new Error(`The document was answered ${sent.status}: ${await sent.text()}`);
  const { document } = (await sent.json()) as { document: { id: string } };
  return { ...ids, document: document.id };
}

/** By its row: what visitors say reaches Postgres in its own time. */
export async function conversation(place: Place) {
  const id = newId();
  await place.sql(
    `insert into conversations (tenant_id, id, project_id, visitor_id, anonymous, language, version, state, last_seq,
       turns, preview, ups, downs, created_at, updated_at)
     values ($1, $2, $3, $4, true, 'en', 1, 'open', 1, 1, 'Hello', 0, 0, now(), now())`,
    [id, (await project(place)).project, newId()],
  );
  return { conversation: id };
}

export const ACTS_ON_ASSISTANTS: Acts = {
  "POST /api/t/[tenant]/projects": { may: MANAGE, body: () => ({ name: fresh("Shop"), origin: null }) },
  [`PATCH ${PROJECT}`]: { may: MANAGE, own: makeProject, body: () => ({ version: 1, name: fresh("Named") }) },
  [`DELETE ${PROJECT}`]: { may: MANAGE, own: makeProject },
  [`POST ${PROJECT}/secrets`]: { may: MANAGE, own: makeProject, body: () => ({}) },
  [`DELETE ${PROJECT}/secrets/[kid]`]: {
    may: MANAGE,
    own: async (place) => {
      const ids = await makeProject(place);
      const { kid } = await place.ask<{ kid: string }>("owner", "POST", `projects/${ids.project}/secrets`, {});
      return { ...ids, kid };
    },
  },
  [`POST ${PROJECT}/knowledge`]: { may: MANAGE, own: project, body: () => ({ name: "a.md", size: 3 }) },
  [`POST ${PROJECT}/knowledge/search`]: { may: MANAGE, own: project, body: () => ({ query: "returns" }) },
  // Another site's sitemap: nothing is read.
  [`POST ${PROJECT}/knowledge/crawl`]: {
    may: MANAGE,
    own: project,
    body: () => ({ url: "https://other.example/sitemap.xml" }),
    good: [400],
  },
  [`DELETE ${PROJECT}/knowledge/[document]`]: { may: MANAGE, own: makeDocument },
  // It may be read by then.
  [`POST ${PROJECT}/knowledge/[document]/retry`]: {
    may: MANAGE,
    own: makeDocument,
    body: () => ({}),
    good: [202, 409],
  },
  [`POST ${PROJECT}/playground`]: {
    may: MANAGE,
    own: project,
    body: () => ({ conversation: newId(), id: newId(), text: "Hello?", model: MODEL }),
  },
  // One's own; one that is not there is forgotten already.
  [`DELETE ${PROJECT}/playground/[conversation]`]: {
    may: MANAGE,
    own: async (place) => ({ ...(await project(place)), conversation: newId() }),
    idle: ["project", "conversation"],
  },
  // An agent reads them; for those below there are none.
  "DELETE /api/t/[tenant]/conversations/[conversation]": {
    may: MANAGE,
    refused: (role) => (role === "agent" ? 403 : 404),
    own: conversation,
  },
  "POST /api/t/[tenant]/prompts/[place]": {
    may: MANAGE,
    own: async (place) => ({ place: (await makeProject(place)).project }),
    body: () => ({ text: "Be brief.", note: "", live: 0 }),
  },
  // Somebody has saved one before, or has not.
  "POST /api/t/[tenant]/prompts/[place] (the tenant's own)": {
    may: ["organization", "update"],
    own: async () => ({ place: "house" }),
    body: () => ({ text: "Be brief.", note: "", live: 0 }),
    good: [201, 409],
  },
  "POST /api/t/[tenant]/prompts/[place]/rollback": {
    may: MANAGE,
    own: async (place) => {
      const { project: id } = await makeProject(place);
      await place.ask("owner", "POST", `prompts/${id}`, { text: "Be brief.", note: "", live: 0 });
      return { place: id };
    },
    body: () => ({ version: 1, live: 1 }),
  },
  "POST /api/t/[tenant]/prompts/[place]/rollback (of the tenant's own)": {
    may: ["organization", "update"],
    own: async () => ({ place: "house" }),
    body: () => ({ version: 1, live: 0 }),
    good: [201, 404, 409],
  },
  "POST /api/t/[tenant]/evaluations": {
    may: MANAGE,
    own: project,
    body: (ids) => ({ project: ids.project, name: fresh("Set") }),
  },
  [`DELETE ${SET}`]: { may: MANAGE, own: makeSet },
  [`POST ${SET}/cases`]: { may: MANAGE, own: set, body: question },
  [`PATCH ${SET}/cases/[case]`]: { may: MANAGE, own: makeCase, body: question },
  [`DELETE ${SET}/cases/[case]`]: { may: MANAGE, own: makeCase },
  [`POST ${SET}/import`]: { may: MANAGE, own: set, body: () => ({ csv: "question,expects\nWho?,abstain\n" }) },
  [`POST ${SET}/runs`]: {
    may: MANAGE,
    own: makeSetWithCase,
    body: newRun,
  },
  "POST /api/t/[tenant]/evaluation-runs/[run]/cancel": {
    may: MANAGE,
    own: makeRun,
    body: () => ({}),
  },
};
