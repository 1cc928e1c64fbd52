/**
 * Every route of the pages' own API, for everybody: who may by the permission table, who may not, who is outside,
 * and what is one's own, another organisation's and nobody's. A route that no table names fails the run.
 *
 * The body is parsed before the right is looked at, so every call here has a good one: only the right can refuse it.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { TENANT_ROLES } from "@/lib/access/core/permissions";
import { fillIn, routesBelow } from "../e2e/support/routes";
import { type Act, type Acts, type Ids, mayAct, NOBODYS, refusalOf } from "./support/acts/act";
import { ACTS_IN_ROOMS } from "./support/acts/in-rooms";
import { ACTS_ON_ASSISTANTS } from "./support/acts/on-assistants";
import { ACTS_ON_THE_TENANT } from "./support/acts/on-the-tenant";
import { READING } from "./support/acts/reading";
import { ACTS_OUTSIDE_TENANTS, newTenantByOperator, type OutsideAct } from "./support/acts/outside-tenants";
import { type Answer, makeWorld, type Who, type World } from "./support/places";

const ACTS: Acts = { ...ACTS_IN_ROOMS, ...ACTS_ON_ASSISTANTS, ...ACTS_ON_THE_TENANT, ...READING };
/** Ends what the other tests need, so it is the last one. */
const LEAVE = "POST /api/t/[tenant]/leave";
const NOWHERE = "no-such-place";
const OUTSIDE = ["stranger", "operator"] as const;
const SIGNED_IN: readonly Who[] = [...TENANT_ROLES, ...OUTSIDE];

let world: World;
beforeAll(async () => {
  world = await makeWorld();
}, 120_000);
afterAll(() => world.end());

it("names every route in its tables, and no other", () => {
  const routes = routesBelow("api").map(({ method, path }) => `${method} ${path}`);
  // better-auth's own doors: lib/access/core/auth-paths.test.ts.
  const ours = routes.filter((route) => !route.includes(" /api/auth/"));
  const named = [...Object.keys(ACTS), ...Object.keys(ACTS_OUTSIDE_TENANTS), LEAVE].map(routeOf);
  expect([...new Set(named)].toSorted()).toEqual(ours.toSorted());
});

describe.each(Object.entries(ACTS))("%s", (name, act) => {
  const call = (who: Who, ids: Ids, slug = world.ours.slug) => send(who, name, act, { ...ids, tenant: slug });
  /** Made for all who may do nothing to it. */
  let ids: Ids = {};
  beforeAll(async () => {
    ids = (await act.own?.(world.ours, "owner")) ?? {};
  });

  it("is closed to those outside, as where nothing is, and to a suspended organisation", async () => {
    const [here, nowhere, shut] = await Promise.all([
      call("nobody", ids),
      call("nobody", ids, NOWHERE),
      call("owner", ids, world.shut),
    ]);
    expect([here.status, nowhere.status, shut.status]).toEqual([401, 401, 403]);
    await Promise.all(
      OUTSIDE.map(async (who) => {
        const [answer, missing] = await Promise.all([call(who, ids), call(who, ids, NOWHERE)]);
        expect(answer.status, `${who}: ${answer.text}`).toBe(404);
        expect(plain(answer), who).toBe(plain(missing));
      }),
    );
  });

  it("is open to whoever may, and tells everybody else nothing", async () => {
    const refused = TENANT_ROLES.filter((role) => !mayAct(act, role));
    const none = noneOf(ids, act.known);
    await Promise.all(
      refused.map(async (role) => {
        const [answer, missing] = await Promise.all([call(role, ids), call(role, none)]);
        expect(answer.status, `${role}: ${answer.text}`).toBe(refusalOf(act, role));
        expect(plain(answer), role).toBe(plain(missing));
      }),
    );
    for (const role of TENANT_ROLES.filter((one) => mayAct(act, one))) {
      // What nobody of the others could do anything to is there for the owner.
      const own = role === "owner" ? ids : ((await act.own?.(world.ours, role)) ?? {});
      expectGood(act, role, await call(role, own));
    }
  });

  if (!act.own || name !== routeOf(name)) return;
  it("answers for a foreign thing as for a missing one", async () => {
    const { own, idle = [] } = act;
    const foreign = (await own?.(world.theirs, "owner")) ?? {};
    const who = mayAct(act, "owner") ? "owner" : "admin";
    const names = Object.keys(foreign);
    const mine = names.length > 1 ? ((await own?.(world.ours, who)) ?? {}) : {};
    for (const one of names) {
      const missing = await call(who, { ...mine, [one]: noneOf(foreign)[one] ?? "" });
      if (idle.includes(one)) expectGood(act, `no ${one}`, missing);
      else expect(missing.status, `no ${one}: ${missing.text}`).toBe(404);
      const theirs = foreign[one] ?? "";
      if (theirs !== mine[one]) expect(plain(await call(who, { ...mine, [one]: theirs })), one).toBe(plain(missing));
    }
    // It was there all the time, and nothing was done to it.
    expectGood(act, "stranger", await call("stranger", foreign, world.theirs.slug));
  });
});

describe.each(Object.entries(ACTS_OUTSIDE_TENANTS))("%s", (name, act) => {
  it(`is open to ${act.may}, and to nobody else`, async () => {
    const made = await world.send.operator("POST", "/api/operator/tenants", newTenantByOperator());
    const { id } = JSON.parse(made.text) as { id: string };
    const call = (who: Who, ids: Ids) => send(who, name, act, { ...act.ids, ...ids });
    const anonymous = await call("nobody", { id });
    if (act.may === "anybody") expectGood(act, "nobody", anonymous);
    else expect(anonymous.status, anonymous.text).toBe(401);
    for (const who of SIGNED_IN) {
      const answer = await call(who, { id });
      if (act.may !== "operator" || who === "operator") expectGood(act, who, answer);
      else expect(answer.status, who).toBe(404);
      if (act.may !== "operator" || !name.includes("[id]")) continue;
      const missing = await call(who, { id: NOBODYS });
      expect(missing.status, who).toBe(404);
      if (who !== "operator") expect(plain(answer), who).toBe(plain(missing));
    }
  });
});

it("somebody else's session is not there, and one's own is over when it was ended", async () => {
  const [first, second] = await Promise.all(["operator" as const, "stranger" as const].map(sessionOf));
  const path = (id = "") => `/api/account/sessions/${id}`;
  const missing = await world.send.operator("DELETE", path(NOBODYS));
  expect(missing.status).toBe(404);
  expect(plain(await world.send.operator("DELETE", path(second)))).toBe(plain(missing));
  expect((await world.send.stranger("GET", path().slice(0, -1))).status).toBe(200);
  expect((await world.send.operator("DELETE", path(first))).status).toBe(200);
  expect((await world.send.operator("GET", path().slice(0, -1))).status).toBe(401);
});

it(`${LEAVE} ends one's own membership, and leaves no organisation without an owner`, async () => {
  const call = (who: Who, tenant = world.ours.slug) => send(who, LEAVE, { body: () => ({}) }, { tenant });
  expect((await call("nobody")).status).toBe(401);
  expect(plain(await call("stranger"))).toBe(plain(await call("stranger", NOWHERE)));
  for (const role of TENANT_ROLES.toReversed()) {
    const answer = await call(role);
    expect(answer.status, `${role}: ${answer.text}`).toBe(200);
    expect(plain(await call(role)), role).toBe(plain(await call(role, NOWHERE)));
  }
  // Others of ours are owners; of theirs nobody else is.
  const last = await call("stranger", world.theirs.slug);
  expect([400, 403, 409], last.text).toContain(last.status);
});

function send(
  who: Who,
  name: string,
  { body, query }: Pick<Act, "query"> & { body?: Act["body"] | OutsideAct["body"] },
  ids: Ids,
): Promise<Answer> {
  const [method = "", path = ""] = name.split(" ");
  return world.send[who](method, `${fillIn(path, { report: "models", ...ids })}${query?.() ?? ""}`, body?.(ids));
}

async function sessionOf(who: Who): Promise<string> {
  const { text } = await world.send[who]("GET", "/api/account/sessions");
  const { sessions } = JSON.parse(text) as { sessions: { id: string }[] };
  return sessions[0]?.id ?? "";
}

function expectGood({ good }: Pick<Act, "good">, who: string, { status, text }: Answer): void {
  if (good) expect(good, `${who}: ${text}`).toContain(status);
  else expect(status, `${who}: ${text}`).toBeLessThan(300);
}

/** The same names, for what is nowhere; but what is known stays. */
function noneOf(ids: Ids, known: Act["known"] = []): Ids {
  if (known === true) return ids;
  const none: Ids = { seq: "999999", root: "999999", kid: "k_none", name: "none" };
  return Object.fromEntries(
    Object.entries(ids).map(([name, id]) => [name, known.includes(name) ? id : (none[name] ?? NOBODYS)]),
  );
}

/** A name in the table without its remark. */
function routeOf(name: string): string {
  return name.replace(/ \(.*$/, "");
}

/** An answer without what is different in any two answers. */
function plain({ status, text }: Answer): string {
  return `${status} ${text.replace(/"request_id":"[^"]*"/, "")}`;
}
