import pg from "pg";
import { addOperator, makeOperatorToken } from "@/db/operator-admin";
import { KEY_SCOPES, type KeyScope, type Tier } from "@/lib/quotas/protocol";
import type { ProductInfo } from "../../../scripts/local/product";

/** Keys of the two demo companies, one for each way in which a caller may be refused. */
export interface ClientKeys {
  all: string;
  foreign: string;
  expired: string;
  revoked: string;
  /** A key with this scope alone. */
  scoped: Record<KeyScope, string>;
}

export const NO_LIMITS = {
  requestsPerMinute: null,
  burst: null,
  tokensPerHour: null,
  concurrentStreams: null,
  costPerMonth: null,
};
const EXPIRY_MS = 2_000;

/** Makes them as an owner does, over the dashboard's own routes. */
export async function makeKeys({ url, people, tenants }: ProductInfo): Promise<ClientKeys> {
  const [ours, theirs] = tenants;
  if (!ours || !theirs) throw new Error("The demo has two companies.");
  const us = await signIn(url, ours.slug, people);
  const them = await signIn(url, theirs.slug, people);
  const scoped = Object.fromEntries(
    await Promise.all(
      KEY_SCOPES.map(async (scope) => [scope, (await us.create(`only ${scope}`, [scope])).text] as const),
    ),
  ) as Record<KeyScope, string>;
  const revoked = await us.create("revoked", KEY_SCOPES);
  await us.revoke(revoked.key.id);
  const expired = await us.create("expired", KEY_SCOPES, Date.now() + EXPIRY_MS);
  return {
    all: (await us.create("all", KEY_SCOPES)).text,
    foreign: (await them.create("foreign", KEY_SCOPES)).text,
    expired: expired.text,
    revoked: revoked.text,
    scoped,
  };
}

export interface MadeKey {
  key: { id: string };
  text: string;
}

/** The first of the demo people of a company: its owner. `call` is how its calls go out. */
export async function signIn(
  url: string,
  tenant: string,
  people: ProductInfo["people"],
  call: typeof fetch = (input, init) => fetch(input, init),
) {
  const person = people.find((one) => one.tenant === tenant);
  const headers: Record<string, string> = { "content-type": "application/json", origin: url };
  const signed = await fetch(`${url}/api/auth/sign-in/email`, {
    method: "POST",
    headers,
    body: JSON.stringify({ email: person?.email, password: person?.password }),
  });
  if (!signed.ok) throw new Error(`Sign-in answered ${signed.status}: ${await signed.text()}`);
  headers.cookie = signed.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";", 1)[0])
    .join("; ");
  const send = async (method: string, path: string, body?: object): Promise<unknown> => {
    const answer = await call(`${url}/api/t/${tenant}/keys${path}`, {
      method,
      headers,
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (!answer.ok) throw new Error(`${method} keys${path} answered ${answer.status}: ${await answer.text()}`);
    return answer.json();
  };
  return {
    create: (name: string, scopes: readonly KeyScope[], expiresAt: number | null = null) =>
      send("POST", "", { name, scopes, expiresAt, limits: NO_LIMITS, models: null, tools: null }) as Promise<MadeKey>,
    revoke: (id: string) => send("DELETE", `/${id}`),
    reroll: (id: string, graceHours: number) => send("POST", `/${id}/reroll`, { graceHours }) as Promise<MadeKey>,
    /** As this person, at any of the product's addresses. */
    as: (path: string, init: RequestInit = {}) =>
      call(`${url}${path}`, { ...init, headers: { ...headers, ...(init.headers as Record<string, string>) } }),
  };
}

/**
 * Sets the tier of companies as an operator does: their Meters may have been asked already, by the reading of the
 * demo's own documents, and go by what they know until they are told.
 */
export async function setTier(
  { url, tenants }: { url: string; tenants: readonly { id: string }[] },
  tier: Tier,
  operator: string,
): Promise<void> {
  for (const { id } of tenants) {
    const answer = await fetch(`${url}/admin/tenants/${id}`, {
      method: "PUT",
      headers: { authorization: `Bearer ${operator}`, "content-type": "application/json" },
      body: JSON.stringify({ tier }),
    });
    if (!answer.ok) throw new Error(`The tier was answered ${answer.status}: ${await answer.text()}`);
  }
}

/** Makes an operator of the first of the demo people, and a token for the admin API. */
export async function makeOperator({ sqlUrl, people }: ProductInfo): Promise<string> {
  const email = people[0]?.email ?? "";
  const client = new pg.Client({ connectionString: sqlUrl });
  await client.connect();
  try {
    await addOperator(client, email);
    const made = await makeOperatorToken(client, {
      email,
      name: "tests",
      expiresAt: new Date(Date.now() + 86_400_000),
    });
    if (!made) throw new Error(`${email} did not become an operator.`);
    return made.token;
  } finally {
    await client.end();
  }
}
