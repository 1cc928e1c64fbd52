/** Three organisations of a test's own, with somebody of every role, everybody signed in. */
import pg from "pg";
import { TENANT_ROLES } from "@/lib/access/core/permissions";
import { newId } from "@/lib/platform/ids";
import type { TenantRole } from "@/lib/rooms/server/objects";
import { addOperator } from "@/db/operator-admin";
import { parlor } from "./installation";
import { setTier } from "./keys";

/** Those of our organisation by their role; the owner of another one; an operator of none; and nobody. */
export type Who = TenantRole | "stranger" | "operator" | "nobody";

export interface Answer {
  status: number;
  text: string;
}

export type Send = (method: string, path: string, body?: object) => Promise<Answer>;

/** One organisation, as what its tests need to make things in it. */
export interface Place {
  slug: string;
  /** Who is in it, by their role. */
  people: Record<TenantRole, string>;
  /** As one of them, below its address; throws where the answer is no success. */
  ask<T>(who: TenantRole, method: string, path: string, body?: object): Promise<T>;
  /** A statement as the owner of Postgres; the tenant is its first value. */
  sql(text: string, values?: readonly unknown[]): Promise<void>;
  /** Somebody more, who never signs in. */
  newcomer(role: TenantRole): Promise<string>;
  /** Makes something once, for all who do nothing to it. */
  once<T>(what: string, make: () => Promise<T>): Promise<T>;
}

export interface World {
  ours: Place;
  theirs: Place;
  /** The address of one that is suspended, whose owner is ours. */
  shut: string;
  send: Record<Who, Send>;
  end(): Promise<void>;
}

const PASSWORD = parlor.people[0]?.password ?? "";

/** Over Postgres: mails of invitations and confirmations have tests of their own. */
export async function makeWorld(): Promise<World> {
  const client = new pg.Client({ connectionString: parlor.sqlUrl });
  await client.connect();
  const mark = Date.now().toString(36);
  const here = await makePlace(client, `ours-${mark}`, TENANT_ROLES);
  const there = await makePlace(client, `theirs-${mark}`, ["owner", "member"]);
  const gone = await insertTenant(client, `shut-${mark}`);
  await join(client, gone, here.accounts.owner, "owner");
  await client.query("update auth.organization set suspended_at = now() where id = $1", [gone]);
  await setTier(
    { url: parlor.url, tenants: [{ id: here.tenant }, { id: there.tenant }] },
    "enterprise",
    parlor.operator,
  );
  const operator = `operator@${mark}.example`;
  await insertAccount(client, "Operator", operator);
  await addOperator(client, operator);
  const send = { stranger: there.send.owner, operator: await signIn(operator), nobody: sendAs({}) };
  return {
    ours: here.place,
    theirs: there.place,
    shut: `shut-${mark}`,
    send: { ...(here.send as Record<TenantRole, Send>), ...send } as Record<Who, Send>,
    end: () => client.end(),
  };
}

async function makePlace(client: pg.Client, slug: string, signedIn: readonly TenantRole[]) {
  const tenant = await insertTenant(client, slug);
  const people = {} as Record<TenantRole, string>;
  const accounts = {} as Record<TenantRole, string>;
  const send: Partial<Record<TenantRole, Send>> = {};
  for (const role of TENANT_ROLES) {
    const email = `${role}@${slug}.example`;
    accounts[role] = await insertAccount(client, role, email);
    people[role] = await join(client, tenant, accounts[role], role);
    if (signedIn.includes(role)) send[role] = await signIn(email);
  }
  const known = new Map<string, Promise<unknown>>();
  const place: Place = {
    slug,
    people,
    ask: async <T>(who: TenantRole, method: string, path: string, body?: object): Promise<T> => {
      const answer = await send[who]?.(method, `/api/t/${slug}/${path}`, body);
      if (answer && answer.status < 300) return JSON.parse(answer.text) as T;
      throw new Error(`${who}: ${method} ${path} answered ${answer?.status}: ${answer?.text}`);
    },
    sql: (text, values = []) => underTenant(client, tenant, text, values),
    newcomer: async (role) => {
      const account = await insertAccount(client, "Newcomer", `${newId()}@${slug}.example`);
      return join(client, tenant, account, role);
    },
    once: <T>(what: string, make: () => Promise<T>) => {
      if (!known.has(what)) known.set(what, make());
      return known.get(what) as Promise<T>;
    },
  };
  return { tenant, place, accounts, send };
}

async function signIn(email: string): Promise<Send> {
  const answer = await fetch(`${parlor.url}/api/auth/sign-in/email`, {
    ...{ method: "POST", headers: { "content-type": "application/json", origin: parlor.url } },
    body: JSON.stringify({ email, password: PASSWORD }),
  });
  if (!answer.ok) throw new Error(`Sign-in of ${email} answered ${answer.status}: ${await answer.text()}`);
  const cookies = answer.headers.getSetCookie().map((cookie) => cookie.split(";", 1)[0]);
  return sendAs({ cookie: cookies.join("; ") });
}

/** Goes out with the Origin that a browser would send. */
function sendAs(headers: Record<string, string>): Send {
  return async (method, path, body) => {
    const json: Record<string, string> = body === undefined ? {} : { "content-type": "application/json" };
    const answer = await fetch(`${parlor.url}${path}`, {
      ...{ method, redirect: "manual", headers: { origin: parlor.url, ...headers, ...json } },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: answer.status, text: await answer.text() };
  };
}

async function insertTenant(client: pg.Client, slug: string): Promise<string> {
  const id = newId();
  await client.query("insert into auth.organization (id, name, slug, created_at) values ($1, $2, $2, now())", [
    id,
    slug,
  ]);
  return id;
}

/** With the password that all demo people have. */
async function insertAccount(client: pg.Client, name: string, email: string): Promise<string> {
  const id = newId();
  await client.query(`insert into auth."user" (id, name, email, email_verified) values ($1, $2, $3, true)`, [
    id,
    name,
    email,
  ]);
  await client.query(
    `insert into auth.account (id, account_id, provider_id, user_id, password, updated_at)
     select $1::text, $1::text, 'credential', $1::text, a.password, now()
     from auth.account a join auth."user" u on u.id = a.user_id where u.email = $2 and a.provider_id = 'credential'`,
    [id, parlor.people[0]?.email],
  );
  return id;
}

async function join(client: pg.Client, tenant: string, account: string, role: TenantRole): Promise<string> {
  const person = newId();
  await client.query(
    "insert into auth.member (id, organization_id, user_id, role, created_at) values ($1, $2, $3, $4, now())",
    [newId(), tenant, account, role],
  );
  const row = [person, account, role];
  await underTenant(
    client,
    tenant,
    `insert into people (tenant_id, id, auth_account_id, name, email, role)
     select $1::uuid, $2::uuid, u.id, u.name, u.email, $4 from auth."user" u where u.id = $3`,
    row,
  );
  return person;
}

async function underTenant(client: pg.Client, tenant: string, text: string, values: readonly unknown[]) {
  await client.query("begin");
  await client.query("select set_config('app.tenant_id', $1, true)", [tenant]);
  await client.query(text, [tenant, ...values]);
  await client.query("commit");
}
