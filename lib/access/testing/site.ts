import { afterAll, beforeAll, expect, vi } from "vitest";
import { authDb } from "@/db/client";
import { listMails } from "@/db/queries/mail-outbox";
import { withDatabase, type TestDatabase } from "@/db/testing/database";
import { AppError } from "@/lib/platform/errors";
import { parseEnv } from "@/lib/platform/env";
import { acceptInvitation } from "@/lib/tenants/server/accept-invitation";
import { createTenant } from "@/lib/tenants/server/create-tenant";
import { inviteByMail } from "@/lib/tenants/server/invite-by-mail";
import { accountCtx } from "../server/account-ctx";
import { handleAuth } from "../server/handle-auth";
import { sessionCtx } from "../server/session-ctx";
import type { WebRuntime } from "../server/web-bindings";

export const ORIGIN = "https://parlor.test";
export const PASSWORD = "a long enough password";

/** One call that a live object received. */
interface Told {
  name: string;
  method: string;
  args: unknown[];
}

/** What the objects answer where a verb goes on with it. */
const ANSWERS: Record<string, unknown> = {
  rooms: [],
  conversations: [],
  shutProject: { unheard: 0 },
  suspend: { unheard: 0 },
  erase: { unheard: 0 },
};

/** The installation under test: a real database, and objects that only remember what they were told. */
export const site = {
  runtime: {} as WebRuntime,
  told: [] as Told[],
  background: [] as Promise<unknown>[],
  /** Waits for what goes on after the answers. */
  async settle(): Promise<void> {
    await Promise.all(site.background.splice(0));
  },
};

/** Gives the file a database and an installation on it. Call it at the top of the file. */
export function withSite(): TestDatabase {
  const database = withDatabase();
  beforeAll(() => {
    for (const level of ["info", "warn", "error"] as const) vi.spyOn(console, level).mockImplementation(() => {});
    const namespace = {
      getByName: (name: string) =>
        new Proxy(
          {},
          {
            get:
              (_, method: string) =>
              async (...args: unknown[]) => {
                site.told.push({ name, method, args });
                return ANSWERS[method];
              },
          },
        ),
    };
    const bindings = {
      ...database.env,
      BETTER_AUTH_SECRET: "test-secret-test-secret-test-secret-1",
      TICKET_SECRET: "test-secret-test-secret-test-secret-2",
      INTERNAL_SECRET: "test-secret-test-secret-test-secret-3",
      APP_ORIGINS: ORIGIN,
      MAIL_MODE: "outbox",
      CHAT_ROOM: namespace,
      INBOX: namespace,
      PRESENCE: namespace,
      METER: namespace,
      OUTBOX_REGISTRY: namespace,
      VISIT: namespace,
      TRIAL: namespace,
      EVALUATION_RUN: namespace,
      REALTIME: {
        fetch: async (request: Request) => {
          const { method, url } = request;
          site.told.push({ name: "realtime", method, args: [new URL(url).pathname] });
          return Response.json({});
        },
      },
    };
    site.runtime = { bindings, env: parseEnv(bindings), waitUntil: (work) => void site.background.push(work) };
  });
  afterAll(() => vi.restoreAllMocks());
  return database;
}

/** A browser: keeps cookies and talks to the auth door. */
export class Browser {
  static count = 0;
  readonly cookies = new Map<string, string>();
  /** Each browser its own address, so that one test's tries are not counted against another's. */
  readonly ip = `192.0.2.${++Browser.count}`;

  request(path: string, init: RequestInit = {}): Request {
    const headers = new Headers(init.headers);
    headers.set("cf-connecting-ip", this.ip);
    if (!headers.has("origin")) headers.set("origin", ORIGIN);
    if (this.cookies.size > 0)
      headers.set("cookie", [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; "));
    return new Request(`${ORIGIN}${path}`, { ...init, headers });
  }

  async auth(path: string, body?: object, headers: Record<string, string> = {}): Promise<Response> {
    const init = body
      ? { method: "POST", body: JSON.stringify(body), headers: { "content-type": "application/json", ...headers } }
      : { headers };
    const response = await handleAuth(this.request(`/api/auth${path}`, init), site.runtime);
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = "", ...attributes] = cookie.split("; ");
      const name = pair.slice(0, pair.indexOf("="));
      if (attributes.includes("Max-Age=0")) this.cookies.delete(name);
      else this.cookies.set(name, pair.slice(pair.indexOf("=") + 1));
    }
    await site.settle();
    return response;
  }

  account() {
    return accountCtx(this.request("/"), site.runtime);
  }

  in(slug: string) {
    return sessionCtx(this.request("/"), slug, site.runtime);
  }
}

export async function lastMail(to: string, kind: string) {
  const mails = await listMails(authDb(site.runtime.env), 200);
  const mail = mails.find((one) => one.to === to && one.kind === kind);
  if (!mail) throw new Error(`No ${kind} mail for ${to}.`);
  const link = /https?:\/\/\S+/.exec(mail.text)?.[0] ?? "";
  return { ...mail, link: new URL(link) };
}

export async function mailCount(): Promise<number> {
  return (await listMails(authDb(site.runtime.env), 1_000)).length;
}

/** Signs up, confirms by the mail's link, and is signed in. */
export async function newcomer(email: string, name = "Somebody"): Promise<Browser> {
  const browser = new Browser();
  await browser.auth("/sign-up/email", { email, name, password: PASSWORD, callbackURL: "/new" });
  const { link } = await lastMail(email, "verify");
  const response = await browser.auth(`/verify-email?token=${link.searchParams.get("token")}&callbackURL=/new`);
  expect(response.status).toBe(302);
  return browser;
}

export async function signIn(email: string, password = PASSWORD): Promise<{ browser: Browser; response: Response }> {
  const browser = new Browser();
  return { browser, response: await browser.auth("/sign-in/email", { email, password }) };
}

export async function refusal(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
  return "done";
}

export async function makeTenant(slug: string, owner: Browser): Promise<void> {
  await createTenant(await owner.account(), { name: `Company ${slug}`, slug });
}

export async function joinByMail(
  slug: string,
  by: Browser,
  email: string,
  role: "admin" | "member" | "guest" | "agent" | "owner" = "member",
): Promise<Browser> {
  await inviteByMail(await by.in(slug), { tenant: slug, email, role });
  await site.settle();
  const browser = await newcomer(email, email.split("@")[0]);
  const { link } = await lastMail(email, "invitation");
  await acceptInvitation(await browser.account(), { token: link.pathname.replace("/invite/", "") });
  return browser;
}
