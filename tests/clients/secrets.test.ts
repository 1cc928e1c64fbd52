/**
 * The secret of a key is in the one answer that tells it and nowhere else: keys made on every way and used in good ways and
 * in bad ones, and then a search of everything the installation has kept, said and logged.
 */
import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { KEY_SCOPES } from "@/lib/quotas/protocol";
import { SecretSearch } from "../support/secret-search";
import { parlor, playProviders, until } from "./support/installation";
import { type MadeKey, signIn } from "./support/keys";
import { newKey, newTenant } from "./support/samples";

playProviders();
const { url, dataDir, operator } = parlor;
const OURS = parlor.people[0]?.tenant ?? "";
/** Before it stand the prefix, the seal and the ids; after it the checksum, whose end is shown. */
const SECRET_AT = { from: 62, to: 93 };
const secretOf = (text: string) => text.slice(SECRET_AT.from, SECRET_AT.to);

const client = new pg.Client({ connectionString: parlor.sqlUrl });
beforeAll(() => client.connect());
afterAll(() => client.end());

/** Every answer, with its headers; of one that tells a new key, all but the key. */
const answers: { place: string; said: string }[] = [];
const heard: typeof fetch = async (input, init) => {
  const answer = await fetch(input, init);
  const { pathname } = new URL(input instanceof Request ? input.url : input);
  const place = `the answer ${answer.status} of ${init?.method ?? "GET"} ${pathname.replaceAll(/pk_live_\w+/g, "KEY")}`;
  const body = await answer.text().catch(() => "");
  const told = /"text":"(pk_live_[0-9A-Za-z]+)"/.exec(body)?.[1];
  const said = `${JSON.stringify([...answer.headers])}\n${told === undefined ? body : body.replace(told, "")}`;
  answers.push({ place: told === undefined ? place : `${place}, beside the key it tells,`, said });
  return new Response(body === "" ? null : body, { status: answer.status, headers: answer.headers });
};

const bearer = (key: string) => ({ authorization: `Bearer ${key}` });
const json = { "content-type": "application/json" };
const ask = (content: string, more: object = {}) => ({
  ...{ model: "main/small", messages: [{ role: "user", content }] },
  ...more,
});

/** Every way in which a caller may send a key, right and wrong. Whatever it is answered: none of them may keep it. */
async function useEverywhere(key: string): Promise<void> {
  const send = (method: string, path: string, body: unknown, headers: Record<string, string> = bearer(key)) =>
    heard(`${url}${path}`, {
      method,
      headers: { ...(body === null ? {} : json), ...headers },
      ...(body === null ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    }).catch(() => undefined);
  const chat = (body: unknown, headers?: Record<string, string>) => send("POST", "/v1/chat/completions", body, headers);

  // As it is meant.
  await chat(ask("[[tokens=3]]"));
  await chat(ask("[[tokens=3]]", { stream: true }));
  await send("POST", "/v1/embeddings", { model: "main/embed", input: "one" });
  for (const path of ["/v1/models", "/v1/usage", "/v1/sessions", "/v1/tools", "/v1/tools/runs"])
    await send("GET", path, null);
  const made = await send("POST", "/v1/sessions", { model: "main/small" });
  const { id } = ((await made?.json()) ?? {}) as { id?: string };
  if (id !== undefined) await send("POST", `/v1/sessions/${id}/messages`, { content: "[[tokens=2]]" });

  // When the provider fails.
  for (const fault of ["status=500", "html", "cut=2", "garbage=1 eof=1", "status=400"])
    await chat(ask(`[[tokens=4 ${fault}]]`, { model: "main/alone", stream: true }), {
      ...{ ...bearer(key), "x-parlor-tags": "no-fallback" },
    });

  // With a body that is none, or not the right one.
  await chat("{no json");
  await chat(ask("x", { temperature: 99 }));
  await chat(ask("x", { [key]: key, temperature: key }));
  await chat({ messages: key });
  await chat(ask(key, { user: key }));

  // As the name of something.
  await chat(ask("x", { model: key }));
  await chat(ask("x", { model: `main/${key}` }));
  await send("POST", "/v1/embeddings", { model: key, input: "one" });
  await send("POST", "/v1/sessions", { model: key });
  await send("POST", "/v1/sessions", { model: "main/small", user: key });
  await send("POST", "/v1/sessions", { model: "main/small", tools: [key] });
  await send("POST", "/v1/sessions", { [key]: 1 });
  await send("POST", `/v1/tools/${key}/run`, { arguments: {} });
  await send("POST", "/v1/tools/mcp", { name: key, url: `https://127.0.0.1/${key}` });

  // In the address.
  const paths = ["/v1/models/", "/v1/sessions/", "/v1/tools/runs/", "/v1/", "/admin/tenants/", "/ws/rooms/", "/files/"];
  for (const path of [...paths, "/api/auth/", `/api/t/${OURS}/keys/`, "/"]) await send("GET", path + key, null);
  for (const query of ["key", "api_key", "access_token", "cursor", "limit", key])
    for (const path of ["/v1/models", "/v1/sessions", `/api/t/${OURS}/keys`, "/sign-in"])
      await send("GET", `${path}?${query}=${key}`, null);

  // In another header, or not quite as it should be.
  for (const [name, value] of Object.entries({
    ...{ "x-api-key": key, "api-key": key, cookie: `key=${key}`, "idempotency-key": key, "x-parlor-tags": key },
    ...{ "x-request-id": key, "user-agent": key, referer: `${url}/${key}`, origin: `https://${key}.example` },
  })) {
    await chat(ask("x"), { [name]: value });
    await chat(ask("x"), { ...bearer(key), [name]: value });
    await send("POST", "/v1/sessions", { model: "main/small" }, { ...bearer(key), [name]: value });
  }
  for (const value of [
    key,
    `bearer ${key}`,
    `Basic ${btoa(`${key}:`)}`,
    `Bearer ${key}x`,
    `Bearer ${key.slice(0, -1)}`,
  ])
    await chat(ask("x"), { authorization: value });
  await send("GET", "/admin/tenants", null);
  await send("POST", "/admin/tenants", newTenant());
}

it("is nowhere but in the answer that tells it", async () => {
  const us = await signIn(url, OURS, parlor.people, heard);
  const admin = async (method: string, path: string, body: object | null, headers: Record<string, string> = {}) => {
    const answer = await heard(`${url}${path}`, {
      method,
      headers: { ...bearer(operator), ...json, ...headers },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    return (await answer.json()) as { id: string; key: { id: string }; text: string | null };
  };

  const whole = await us.create("whole", KEY_SCOPES);
  const narrow = await us.create("narrow", ["models"]);
  const revoked = await us.create("revoked", KEY_SCOPES);
  const expired = await us.create("expired", KEY_SCOPES, Date.now() + 1_500);
  const old = await us.create("old", KEY_SCOPES);
  const followed = await us.reroll(old.key.id, 24);
  const ended = await us.create("ended", KEY_SCOPES);
  const follower = await us.reroll(ended.key.id, 0);
  await us.revoke(revoked.key.id);
  const tenant = await admin("POST", "/admin/tenants", newTenant());
  const wish = { ...newKey(), scopes: KEY_SCOPES };
  const once = { "idempotency-key": `once-${Date.now()}` };
  const byOperator = await admin("POST", `/admin/tenants/${tenant.id}/keys`, wish, once);
  expect((await admin("POST", `/admin/tenants/${tenant.id}/keys`, wish, once)).text).toBeNull();
  const keys = [whole, narrow, revoked, expired, old, followed, ended, follower, byOperator as MadeKey];
  const texts = keys.map(({ text }) => text);
  expect(new Set(texts.map(secretOf)).size).toBe(keys.length);
  expect(texts.every((text) => text.startsWith("pk_live_") && secretOf(text).length === 31)).toBe(true);

  for (const text of texts) {
    await useEverywhere(text);
    // Where a person is signed in, too.
    await us.as(`/api/t/${OURS}/keys/${text}`, { method: "DELETE" });
    await us.as(`/api/t/${OURS}/keys?${text}=${text}`);
    await us.as(`/api/t/${OURS}/keys`, { method: "POST", body: JSON.stringify({ name: "x", [text]: text }) });
  }
  // What is said seconds later has been said, and what is kept seconds later is kept.
  await settled(parlor.tenants.ours, whole.text);
  await settled(tenant.id, byOperator.text ?? "");
  await admin("GET", `/admin/tenants/${tenant.id}/keys`, null);
  await admin("DELETE", `/admin/tenants/${tenant.id}/keys/${byOperator.key.id}`, null);
  for (const page of ["keys", "usage", "audit"]) await us.as(`/${OURS}/admin/${page}`);

  const search = new SecretSearch([...texts, operator].map((text) => (text === operator ? text : secretOf(text))));
  for (const { place, said } of answers) search.look(place, said);
  const tables = await search.lookAtPostgres(client);
  const files = search.lookAtFolder(dataDir);
  console.log(
    `${keys.length} keys: looked for in ${answers.length} answers, ${tables} tables, ${files} files, ${Math.round(search.bytes / 1_048_576)} MiB.`,
  );
  expect([...new Set(search.hits)]).toEqual([]);
  expect(answers.length).toBeGreaterThan(500);
  expect(tables).toBeGreaterThan(30);
}, 600_000);

it("would be seen in a table, whoever's row it is", async () => {
  await client.query("create table platform.planted (tenant_id uuid, note jsonb)");
  try {
    await client.query("alter table platform.planted enable row level security, force row level security");
    await client.query("alter table platform.planted no force row level security");
    await client.query("insert into platform.planted values (gen_random_uuid(), $1)", [
      { kept: ["planted-secret-0123456789"] },
    ]);
    await client.query("alter table platform.planted force row level security");
    const search = new SecretSearch(["planted-secret-0123456789"]);
    await search.lookAtPostgres(client);
    expect(search.hits).toEqual(["table platform.planted"]);
  } finally {
    await client.query("drop table platform.planted");
  }
});

/** Waits until nothing of this key's company is under way, and Postgres has all of its calls. The demo's past ones were never made. */
async function settled(tenant: string, key: string): Promise<void> {
  await until(async () => {
    const answer = await fetch(`${url}/v1/usage`, { headers: bearer(key) });
    const { requests, tokens, streams } = (await answer.json()) as {
      requests: { used: number };
      tokens: { reserved: number };
      streams: { open: number };
    };
    await client.query("begin");
    await client.query("select set_config('app.tenant_id', $1, true)", [tenant]);
    const { rows } = await client.query<{ calls: number }>(
      "select count(*)::int as calls from usage_events where price_version <> 'demo'",
    );
    await client.query("rollback");
    return tokens.reserved === 0 && streams.open === 0 && rows[0]?.calls === requests.used;
  });
}
