/** While Postgres is away, every door says `unavailable` and when to come back; nothing of a query is said or logged. */
import { expect, it, vi } from "vitest";
import { createRoute } from "@/lib/http/route";
import * as z from "zod/mini";
import { listMyTenants } from "@/lib/tenants/server/list-my-tenants";
import { accountCtx, type AccountCtx } from "./server/account-ctx";
import { handleAuth } from "./server/handle-auth";
import { sessionCtx } from "./server/session-ctx";
import { Browser, makeTenant, newcomer, ORIGIN, refusal, site, withSite } from "./testing/site";

withSite();

/** The same installation, whose Postgres is gone: nothing listens where its endpoint was. */
function away() {
  return { ...site.runtime, env: { ...site.runtime.env, SQL_ENDPOINT: "http://127.0.0.1:9/sql" } };
}

const tenants = createRoute<AccountCtx, ReturnType<typeof z.strictObject<object>>, object>(
  { appOrigins: () => [ORIGIN], admit: (request) => accountCtx(request, away()) },
  { input: z.strictObject({}), run: listMyTenants },
);

it("is said to who is signed in and to who is not, at routes and at sign-in", async () => {
  const browser = await newcomer("ada@away.example");
  await makeTenant("away", browser);
  const lines: string[] = [];
  for (const level of ["info", "warn", "error"] as const)
    vi.spyOn(console, level).mockImplementation((text) => void lines.push(String(text)));

  const get = (request: Request) => tenants(request, { params: Promise.resolve({}) });
  const post = (path: string, body: object) =>
    handleAuth(
      new Browser().request(`/api/auth${path}`, {
        method: "POST",
        body: JSON.stringify(body),
        headers: { "content-type": "application/json" },
      }),
      away(),
    );
  for (const response of [
    await get(browser.request("/api/tenants")),
    await post("/sign-in/email", { email: "ada@away.example", password: "a long enough password" }),
    await post("/sign-up/email", { email: "new@away.example", name: "New", password: "a long enough password" }),
    await post("/request-password-reset", { email: "ada@away.example" }),
  ]) {
    expect(response.status).toBe(503);
    expect(response.headers.get("retry-after")).toBe("2");
    expect(await response.json()).toMatchObject({ error: { code: "unavailable", retryable: true } });
  }
  expect(await refusal(accountCtx(browser.request("/"), away()))).toBe("unavailable");
  expect((await get(new Browser().request("/api/tenants"))).status).toBe(401);
  await expect(sessionCtx(new Browser().request("/"), "away", away())).rejects.toThrow();

  expect(lines.length).toBeGreaterThan(0);
  expect(lines.join("\n")).not.toMatch(/away\.example|long enough/);
});
