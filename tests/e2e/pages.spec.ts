/**
 * Every page below app/[tenant] and app/operator, for everybody, over the wire: a page that the table does not name fails
 * the run. And every route below app/api/t, for everybody from outside.
 */
import { expect, test, type APIRequestContext, type APIResponse } from "@playwright/test";
import { DEMO_PASSWORD } from "../../scripts/demo/people";
import { askSession, VisitorSocket } from "../support/assistant-site";
import { unique } from "./support/people";
import { fillIn, pagesBelow, routesBelow } from "./support/routes";

const INSIDE = ["owner", "admin", "agent", "member", "guest"] as const;
const OUTSIDE = ["stranger", "operator", "nobody"] as const;
type Who = (typeof INSIDE)[number] | (typeof OUTSIDE)[number];

const MAILS: Record<Exclude<Who, "nobody">, string> = {
  owner: "ada@demo.example",
  admin: "gus@demo.example",
  agent: "dev@demo.example",
  member: "cleo@demo.example",
  guest: "hana@demo.example",
  stranger: "zoe@acme.example",
  operator: "operator@parlor.example",
};

const ADMINS: readonly Who[] = ["owner", "admin"];
const READERS: readonly Who[] = [...ADMINS, "agent"];
const OPERATORS: readonly Who[] = ["operator"];
const NONE: readonly Who[] = [];

/** Who is shown each page; for everybody else it is a 404, and who is signed out goes to sign in. */
const PAGES: Record<string, readonly Who[]> = {
  "/[tenant]": INSIDE,
  "/[tenant]/[...rest]": NONE,
  "/[tenant]/admin/audit": ADMINS,
  "/[tenant]/admin/conversations": READERS,
  "/[tenant]/admin/conversations/[conversation]": READERS,
  "/[tenant]/admin/keys": ADMINS,
  "/[tenant]/admin/live": ADMINS,
  "/[tenant]/admin/members": ADMINS,
  "/[tenant]/admin/models": ADMINS,
  "/[tenant]/admin/moderation": ADMINS,
  "/[tenant]/admin/overview": ADMINS,
  "/[tenant]/admin/playground": ADMINS,
  "/[tenant]/admin/playground/evaluations": ADMINS,
  "/[tenant]/admin/playground/evaluations/[set]": ADMINS,
  "/[tenant]/admin/playground/evaluations/[set]/runs/[run]": ADMINS,
  "/[tenant]/admin/projects": ADMINS,
  "/[tenant]/admin/projects/[project]": ADMINS,
  "/[tenant]/admin/projects/[project]/identity": ADMINS,
  "/[tenant]/admin/projects/[project]/knowledge": ADMINS,
  "/[tenant]/admin/projects/[project]/look": ADMINS,
  "/[tenant]/admin/projects/[project]/safety": ADMINS,
  "/[tenant]/admin/projects/[project]/test": ADMINS,
  "/[tenant]/admin/projects/[project]/texts": ADMINS,
  "/[tenant]/admin/prompts": ADMINS,
  "/[tenant]/admin/prompts/[place]": ADMINS,
  "/[tenant]/admin/reports": ADMINS,
  "/[tenant]/admin/reports/[report]": ADMINS,
  "/[tenant]/admin/settings": ADMINS,
  "/[tenant]/admin/tools": ADMINS,
  "/[tenant]/admin/tools/calls": ADMINS,
  "/[tenant]/admin/usage": ADMINS,
  "/[tenant]/emoji": INSIDE,
  "/[tenant]/later": INSIDE,
  "/[tenant]/people": INSIDE,
  "/[tenant]/people/groups": INSIDE,
  "/[tenant]/rooms": INSIDE,
  "/[tenant]/rooms/[room]": INSIDE,
  "/[tenant]/rooms/threads": INSIDE,
  "/[tenant]/search": INSIDE,
  "/[tenant]/settings/notifications": INSIDE,
  "/operator": OPERATORS,
  "/operator/audit": OPERATORS,
  "/operator/health": OPERATORS,
  "/operator/tenants": OPERATORS,
  "/operator/tenants/[id]": OPERATORS,
  "/operator/usage": OPERATORS,
};

/** Pages that lead on to another one. */
const LEADS: Record<string, RegExp> = { "/[tenant]": /\/demo-company\/rooms$/ };

/** What a parameter stands for where nothing is there. */
const MISSING = "0192f0c0-0000-7000-8000-000000000000";

/** Routes that tell who may not that there is nothing, by method and address, and who may. All of them only read. */
const READING: Record<string, readonly Who[]> = {
  "GET /api/t/[tenant]/audit/export?format=csv": ADMINS,
  "GET /api/t/[tenant]/audit/verify": ADMINS,
  "GET /api/t/[tenant]/config": ADMINS,
  "GET /api/t/[tenant]/conversations?find=pages": READERS,
  "GET /api/t/[tenant]/conversations/export": READERS,
  "GET /api/t/[tenant]/invitations": ADMINS,
  "GET /api/t/[tenant]/keys": ADMINS,
  "GET /api/t/[tenant]/members": ADMINS,
  "GET /api/t/[tenant]/moderation/reports": ADMINS,
  "GET /api/t/[tenant]/projects": ADMINS,
  "GET /api/t/[tenant]/reports/[report]": ADMINS,
  "GET /api/t/[tenant]/reports/[report]/export": ADMINS,
  "GET /api/t/[tenant]/reports/subscriptions": ADMINS,
};

const clients = new Map<Who, APIRequestContext>();
let ids: Record<string, string>;
let foreign: Record<string, string>;
/** Where Parlor is. */
let base: string;

test.beforeAll(async ({ playwright, baseURL }) => {
  const { origin } = new URL(baseURL ?? "");
  base = origin;
  const plain = { ...(baseURL ? { baseURL } : {}), extraHTTPHeaders: { origin } };
  clients.set("nobody", await playwright.request.newContext(plain));
  for (const who of [...INSIDE, "stranger", "operator"] as const) {
    const client = await playwright.request.newContext(plain);
    const answer = await client.post("/api/auth/sign-in/email", {
      data: { email: MAILS[who], password: DEMO_PASSWORD },
    });
    expect(answer.ok(), await answer.text()).toBe(true);
    clients.set(who, client);
  }
  ids = await make("owner", "demo-company");
  foreign = await make("stranger", "acme");
});

test.afterAll(async () => {
  for (const client of clients.values()) await client.dispose();
});

test("the table names every page, and no other", () => {
  expect(Object.keys(PAGES).toSorted()).toEqual(pagesBelow("[tenant]", "operator").toSorted());
});

for (const [page, may] of Object.entries(PAGES)) {
  test(`${page} is shown to ${may.length === 0 ? "nobody" : may.join(", ")}`, async () => {
    const path = fillIn(page, ids);
    for (const who of [...INSIDE, ...OUTSIDE]) {
      const answer = await ask(who, path);
      const leads = answer.headers().location ?? "";
      if (who === "nobody") {
        expect([302, 303, 307], `${who}: ${leads}`).toContain(answer.status());
        expect(leads, who).toMatch(/\/sign-in(\?|$)/);
      } else if (may.includes(who)) {
        expect(answer.status(), who).toBe(page in LEADS ? 307 : 200);
        if (page in LEADS) expect(leads, who).toMatch(LEADS[page] ?? /$^/);
      } else expect(answer.status(), who).toBe(404);
    }
  });
}

for (const page of Object.keys(PAGES).filter((one) => /\[(project|conversation|place|set|run|room|id)\]/.test(one))) {
  test(`${page} of another tenant is answered as a missing one`, async () => {
    const [name = ""] = /(?<=\[)(project|conversation|place|set|run|room|id)(?=\])/.exec(page) ?? [];
    const who = page.startsWith("/operator") ? "operator" : "owner";
    const missing = await ask(who, fillIn(page, { ...ids, [name]: MISSING }));
    expect(missing.status()).toBe(404);
    if (who === "operator") return;
    const other = await ask(who, fillIn(page, { ...ids, [name]: foreign[name] ?? "" }));
    expect(other.status()).toBe(404);
    expect(shownBy(await other.text())).toBe(shownBy(await missing.text()));
    // It was there all the time.
    expect((await ask("stranger", fillIn(page, { ...foreign, tenant: "acme" }))).status()).toBe(200);
  });
}

test("a report, a project's page and a place that there are not are 404s for those who may read the others", async () => {
  for (const path of ["admin/reports/none", `admin/projects/${MISSING}/none`, "admin/none", "admin"])
    expect((await ask("owner", `/demo-company/${path}`)).status(), path).toBe(404);
});

for (const { method, path } of routesBelow("api/t/[tenant]")) {
  test(`${method} ${path} is closed to those outside, as a tenant that is not there`, async () => {
    const there = fillIn(path, { ...ids, tenant: "demo-company" });
    const nowhere = fillIn(path, { ...ids, tenant: "no-such-tenant" });
    expect((await ask("nobody", there, method)).status()).toBe(401);
    for (const who of ["stranger", "operator"] as const) {
      const answer = await ask(who, there, method);
      expect(answer.status(), who).toBe(404);
      expect(body(await answer.text()), who).toEqual(body(await (await ask(who, nowhere, method)).text()));
    }
  });
}

for (const [route, may] of Object.entries(READING)) {
  test(`${route} is open to ${may.join(", ")} alone`, async () => {
    const [method = "", path = ""] = route.split(" ");
    expect(routesBelow("api/t/[tenant]").map((one) => `${one.method} ${one.path}`)).toContain(
      route.replace(/\?.*$/, ""),
    );
    for (const who of INSIDE) {
      const status = (await ask(who, fillIn(path, ids), method)).status();
      if (may.includes(who)) expect(status, who).toBe(200);
      else expect([403, 404], who).toContain(status);
    }
  });
}

async function ask(who: Who, path: string, method = "GET"): Promise<APIResponse> {
  const client = clients.get(who);
  if (!client) throw new Error(`${who} is not signed in.`);
  const data = method === "GET" || method === "DELETE" ? {} : { data: {} };
  return client.fetch(path, { method, maxRedirects: 0, ...data });
}

/** One of everything that has an address, in the tenant of somebody. */
async function make(who: Who, tenant: string): Promise<Record<string, string>> {
  const api = async <T>(method: string, path: string, data?: object): Promise<T> => {
    const answer = await clients.get(who)?.fetch(`/api/t/${tenant}/${path}`, { method, ...(data ? { data } : {}) });
    expect(answer?.ok(), `${path}: ${await answer?.text()}`).toBe(true);
    return (await answer?.json()) as T;
  };
  const site = "https://pages.example";
  const { project } = await api<{ project: { id: string; publicKey: string } }>("POST", "projects", {
    ...{ name: unique("Pages"), origin: site },
  });
  const grant = await askSession(base, project.publicKey);
  const panel = await VisitorSocket.open(base, grant);
  await panel.ask("Is anybody here?");
  panel.close();
  const { set } = await api<{ set: { id: string } }>("POST", "evaluations", { project: project.id, name: "Pages" });
  await api("POST", `evaluations/${set.id}/cases`, {
    ...{ question: "Is anybody here?", expects: { kind: "abstain", source: "", words: [] } },
  });
  const { run } = await api<{ run: { id: string } }>("POST", `evaluations/${set.id}/runs`, {
    ...{ model: null, version: null, budget: 1_000_000 },
  });
  const { rooms } = await api<{ rooms: { roomId: string; kind: string; name: string }[] }>("GET", "rooms?scope=mine");
  const room = rooms.find(({ name }) => name === "general") ?? rooms.find(({ kind }) => kind === "channel");
  const found = { tenant, project: project.id, conversation: grant.conversation, room: room?.roomId ?? "" };
  const tested = { place: project.id, set: set.id, run: run.id, case: MISSING };
  const page = `/${tenant}/admin/conversations/${grant.conversation}`;
  // What was said reaches the archive in its own time.
  await expect.poll(async () => (await ask(who, page)).status(), { timeout: 60_000 }).toBe(200);
  const rest = { rest: "no-such-place", report: "models", person: MISSING, seq: "1", root: "1" };
  const none = [
    "emoji",
    "document",
    "message",
    "word",
    "file",
    "subscription",
    "link",
    "key",
    "invitation",
    "group",
    "kid",
  ];
  return {
    ...Object.fromEntries(none.map((name) => [name, MISSING])),
    ...rest,
    ...tested,
    ...found,
    id: await tenantId(),
  };
}

async function tenantId(): Promise<string> {
  const html = await (await ask("operator", "/operator/tenants")).text();
  return /\/operator\/tenants\/([0-9a-f-]{36})/.exec(html)?.[1] ?? "";
}

/** What a page says, without what is different in any two answers. */
function shownBy(html: string): string {
  return html
    .replace(/<script[\s\S]*?<\/script>/g, "")
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ");
}

function body(text: string): unknown {
  return JSON.parse(text.replace(/("(?:request_id|requestId)":)"[^"]*"/, '$1""')) as unknown;
}
