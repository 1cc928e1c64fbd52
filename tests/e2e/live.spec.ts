/** The live view moves with what people do, and operators see the installation (REP-04, OPS-03, TEN-08). */
import { expect, test as base, type Page } from "@playwright/test";
import { ask, expectAccessible, personAt, type Person } from "./support/people";

const SLOW = { timeout: 30_000 };
const KEY = {
  scopes: ["chat"],
  limits: { requestsPerMinute: null, burst: null, tokensPerHour: null, concurrentStreams: null, costPerMonth: null },
  models: null,
  tools: null,
  expiresAt: null,
};

const test = base.extend<{ open: (who: string, path: string) => Promise<Person> }>({
  open: async ({ browser, baseURL }, use) => {
    const opened: Person[] = [];
    await use(async (who, path) => {
      const person = await personAt(browser, who, {
        ...(baseURL ? { baseURL } : {}),
        viewport: { width: 1440, height: 900 },
      });
      opened.push(person);
      await person.page.goto(path);
      return person;
    });
    for (const { context } of opened) await context.close();
  },
});

/** A figure as it is read. */
async function figure(page: Page, name: string): Promise<number> {
  const text = await page
    .locator("[data-slot=live-figure]")
    .filter({ hasText: name })
    .locator("dd > span")
    .first()
    .innerText();
  return Number(text.replaceAll(/[^\d.]/g, ""));
}

test("moves without a reload when somebody comes and goes and when a call is made", async ({ open }) => {
  const ada = await open("ada", "/demo-company/admin/live");
  const { page, context } = ada;
  await expect(page.getByRole("heading", { level: 2, name: "Now" })).toBeVisible();
  await expectAccessible(page);
  // The page's own device is one of them.
  await expect.poll(() => figure(page, "Devices connected"), SLOW).toBeGreaterThan(0);
  const before = await figure(page, "Devices connected");
  const ben = await open("ben", "/demo-company/rooms");
  await expect.poll(() => figure(page, "Devices connected"), SLOW).toBeGreaterThan(before);
  const between = await figure(page, "Devices connected");
  await ben.context.close();
  await expect.poll(() => figure(page, "Devices connected"), SLOW).toBeLessThan(between);

  const { text } = await ask<{ text: string }>(ada, "POST", "keys", { ...KEY, name: `live ${Date.now()}` });
  const answer = await context.request.post("/v1/chat/completions", {
    headers: { authorization: `Bearer ${text}`, traceparent: `00-${"a".repeat(32)}-${"b".repeat(16)}-01` },
    data: { messages: [{ role: "user", content: "Say hello." }] },
  });
  expect(answer.status(), await answer.text()).toBe(200);
  const failed = page.locator("[data-slot=live-figure]").filter({ hasText: "Failed calls" });
  await expect(failed).toContainText(/of [1-9]\d* in the last 5 minutes/, SLOW);
  await page.getByText("Show the figures").first().click();
  await expect(page.getByRole("table", { name: "Calls of models" })).toBeVisible();
  await expectAccessible(page);
});

test("keeps what it last heard when the connection goes, says so, and goes on by itself", async ({ open }) => {
  const { page, context } = await open("ada", "/demo-company/admin/live");
  await expect(page.getByText("Live", { exact: true }).last()).toBeVisible();
  await context.setOffline(true);
  await expect(page.getByText(/^These figures are from/)).toBeVisible(SLOW);
  await expect(page.locator("[data-slot=live-figure]").first()).toBeVisible();
  await expectAccessible(page);
  await context.setOffline(false);
  await expect(page.getByText(/^These figures are from/)).toBeHidden(SLOW);
});

test("there is no such page and no such route for others", async ({ open }) => {
  const { page, context } = await open("ben", "/demo-company/rooms");
  expect((await page.goto("/demo-company/admin/live"))?.status()).toBe(404);
  expect((await context.request.get("/api/t/demo-company/live")).status()).toBe(403);
  for (const path of ["/operator", "/operator/usage", "/operator/health"]) {
    expect((await page.goto(path))?.status()).toBe(404);
  }
  expect((await context.request.get("/metrics")).status()).toBe(404);
  expect((await context.request.get("/internal/observe")).status()).toBe(401);
});

test("operators see the installation at a glance, tenants by what they used, and each part's health", async ({
  open,
}) => {
  const { page } = await open("operator@parlor", "/operator");
  await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("link", { name: "Usage", exact: true }).click();
  const table = page.getByRole("table");
  await expect(table.getByRole("row").filter({ hasText: "/demo-company" })).toBeVisible();
  await page.getByRole("searchbox", { name: "Name or address" }).fill("acme");
  await expect(table.getByRole("row").filter({ hasText: "/demo-company" })).toHaveCount(0);
  await expect(page).toHaveURL(/q=acme/);
  await expectAccessible(page);
  await page.getByRole("link", { name: "Health" }).click();
  await expect(page.locator("[data-slot=health-part]")).toHaveCount(7);
  await expect(page.getByRole("row", { name: /^Database Good/ })).toBeVisible();
  await expectAccessible(page);
});
