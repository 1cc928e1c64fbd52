/** Tools as administrators add, try, allow and remove them, and decide about calls that wait (AIP-06, TEN-02, TEN-09). */
import { expect, test as base, type Page } from "@playwright/test";
import { ask, expectAccessible, personAt, unique, type Person } from "./support/people";

const test = base.extend<{ open: (who: string, width?: number) => Promise<Person> }>({
  open: async ({ browser, baseURL }, use) => {
    const opened: Person[] = [];
    await use(async (who, width = 1440) => {
      const person = await personAt(browser, who, {
        ...(baseURL ? { baseURL } : {}),
        viewport: { width, height: 900 },
      });
      opened.push(person);
      return person;
    });
    for (const { context } of opened) await context.close();
  },
});

const LIST = "/demo-company/admin/tools";
const CALLS = `${LIST}/calls`;
const SCHEMA = { type: "object", properties: { order: { type: "string" } }, required: ["order"] };
const row = (page: Page, name: string) => page.locator('[data-slot="tool-row"]').filter({ hasText: name });
const waiting = (page: Page, name: string) => page.locator('[data-slot="waiting-call"]').filter({ hasText: name });
const toolName = () =>
  unique("tool")
    .toLowerCase()
    .replaceAll(/[^a-z0-9_]/g, "_")
    .slice(0, 32);

/** A name inside an installation leads nowhere: what is called here fails, without leaving the machine. */
const tool = (name: string, more: object = {}) => ({
  id: crypto.randomUUID(),
  ...{ name, description: "Pays an order back.", method: "POST", url_template: "https://127.0.0.1/refund" },
  ...{ input_schema: SCHEMA, headers: { authorization: "Bearer s3cr3t" }, timeout_ms: 5_000, ...more },
});

async function act(page: Page, name: string, what: string): Promise<void> {
  await row(page, name)
    .getByRole("button", { name: `Act on ${name}` })
    .click();
  await page.getByRole("menuitem", { name: what }).click();
}

test("a tool is added by a form, shown, tried and removed", async ({ open }) => {
  const { page } = await open("ada");
  const name = toolName();
  await page.goto(LIST);
  await page.getByRole("button", { name: "Add tool" }).click();
  await page.getByRole("menuitem", { name: "HTTP tool" }).click();
  const dialog = page.getByRole("dialog");

  // What is wrong is said beside its field, here and by the server, and nothing is added.
  await dialog.getByRole("textbox", { name: "Address" }).fill("http://shop.example/");
  await dialog.getByRole("textbox", { name: "Input schema" }).fill("{");
  await dialog.getByRole("textbox", { name: "Headers" }).fill("nonsense");
  await dialog.getByRole("button", { name: "Add tool" }).click();
  await expect(dialog.getByText("The address begins with https://.").first()).toBeVisible();
  await expect(dialog.getByText(/This is not valid JSON/).first()).toBeVisible();
  await expect(dialog.getByText("Line 1 is not of the form Name: value.").first()).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole("textbox", { name: "Name", exact: true }).fill(name);
  await dialog.getByRole("textbox", { name: "Description" }).fill("Tells where an order is.");
  await dialog.getByRole("textbox", { name: "Address" }).fill("https://127.0.0.1/orders/{number}");
  await dialog.getByRole("textbox", { name: "Input schema" }).fill(JSON.stringify(SCHEMA));
  await dialog.getByRole("textbox", { name: "Headers" }).fill("Authorization: Bearer s3cr3t");
  await dialog.getByRole("button", { name: "Add tool" }).click();
  await expect(dialog.getByText('"number" is no property of the input schema.').first()).toBeVisible();
  await dialog.getByRole("textbox", { name: "Address" }).fill("https://127.0.0.1/orders/{order}");
  await dialog.getByRole("button", { name: "Add tool" }).click();
  await expect(dialog).toBeHidden();
  await expect(row(page, name)).toContainText("Not needed");
  expect(await page.content()).not.toContain("s3cr3t");

  await act(page, name, "Show details");
  await expect(dialog).toContainText("GET https://127.0.0.1/orders/{order}");
  await expect(dialog).toContainText("Authorization");
  await dialog.getByRole("button", { name: "Close" }).last().click();

  await act(page, name, "Try it");
  await dialog.getByRole("textbox", { name: "Arguments" }).fill("{}");
  await dialog.getByRole("button", { name: "Run" }).click();
  await expect(dialog.getByText(/order: Invalid input/).first()).toBeVisible();
  await dialog.getByRole("textbox", { name: "Arguments" }).fill('{"order":"4711"}');
  await dialog.getByRole("button", { name: "Run" }).click();
  await expect(dialog.getByRole("group", { name: "Result" })).toContainText("The service was not reached.");
  await expectAccessible(page);
  await page.keyboard.press("Escape");

  await act(page, name, "Remove tool");
  await page.getByRole("alertdialog").getByRole("button", { name: "Remove" }).click();
  await expect(row(page, name)).toHaveCount(0);
  await page.goto("/demo-company/admin/audit");
  await expect(page.getByRole("row").filter({ hasText: "Removed a tool" }).filter({ hasText: name })).toBeVisible();
  await page.goto(CALLS);
  await expect(page.locator('[data-slot="tool-call"]').filter({ hasText: name })).toContainText("not_reached");
});

test("a call that waits is seen with its arguments, and approved or denied by a person, by keyboard", async ({
  open,
}) => {
  const ada = await open("ada");
  const { page } = ada;
  const name = toolName();
  await page.goto(LIST);
  await ask(ada, "POST", "tools/http", tool(name));
  const run = (order: string) => ask(ada, "POST", "tools/run", { id: crypto.randomUUID(), name, arguments: { order } });
  await run("first");
  await run("second");
  await page.goto(LIST);
  await page.getByRole("link", { name: "Look at calls" }).click();
  await expect(waiting(page, name)).toHaveCount(2);
  await expect(waiting(page, "first")).toContainText("Asked by Ada");
  await expectAccessible(page);

  await waiting(page, "first")
    .getByRole("button", { name: `Approve and run ${name}` })
    .focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("alertdialog");
  await expect(dialog).toContainText('"order": "first"');
  await dialog.getByRole("button", { name: "Approve and run", exact: true }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByText(`${name} was called: Failed.`)).toBeVisible();
  await expect(waiting(page, "first")).toHaveCount(0);

  await waiting(page, "second")
    .getByRole("button", { name: `Deny ${name}` })
    .click();
  await dialog.getByRole("button", { name: "Deny" }).click();
  await expect(waiting(page, name)).toHaveCount(0);
  await page.goto(`${CALLS}?status=denied`);
  const denied = page.locator('[data-slot="tool-call"]').filter({ hasText: name });
  await expect(denied).toHaveCount(1);
  await expect(denied).toContainText("Ada");
  await page.goto("/demo-company/admin/audit");
  for (const what of ["Approved a call of a tool", "Denied a call of a tool"])
    await expect(page.getByRole("row").filter({ hasText: what }).filter({ hasText: name })).toBeVisible();
});

test("the tenant's list decides which tools can be used", async ({ open }) => {
  const ada = await open("ada");
  const { page } = ada;
  await page.goto(LIST);
  const card = page.getByRole("group", { name: "Allowed tools" });
  try {
    await card.getByRole("radio", { name: "Only these" }).click();
    await page.getByRole("button", { name: "Save tools" }).click();
    await expect(page.getByText("Choose at least one tool, or allow all of them.").first()).toBeVisible();
    await card.getByRole("checkbox", { name: "sessions_list" }).check();
    await page.getByRole("button", { name: "Save tools" }).click();
    await expect(row(page, "sessions_send")).toContainText("Not allowed here");
    await row(page, "sessions_send").getByRole("button").click();
    await expect(page.getByRole("menuitem", { name: "Try it" })).toHaveCount(0);
    await page.keyboard.press("Escape");
    await act(page, "sessions_list", "Try it");
    await page.getByRole("dialog").getByRole("button", { name: "Run" }).click();
    await expect(page.getByRole("dialog").getByRole("group", { name: "Result" })).toContainText('"sessions"');
  } finally {
    await ask(ada, "PATCH", "config", { tools: null });
  }
});

test("an MCP server that is not reached is not added, and the form says so", async ({ open }) => {
  const { page } = await open("ada");
  await page.goto(LIST);
  await page.getByRole("button", { name: "Add tool" }).click();
  await page.getByRole("menuitem", { name: "MCP server" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "Name", exact: true }).fill("crm");
  await dialog.getByRole("textbox", { name: "Address" }).fill("https://127.0.0.1/mcp");
  await dialog.getByRole("button", { name: "Read and add" }).click();
  await expect(dialog.getByText("The service was not reached.").first()).toBeVisible();
  await expectAccessible(page);
});

test("nobody but administrators has the place, and it fits a phone", async ({ open }) => {
  const member = await open("ben");
  for (const path of [LIST, CALLS]) expect((await member.page.goto(path))?.status()).toBe(404);
  const refused = await member.context.request.post("/api/t/demo-company/tools/http", {
    data: tool(toolName()),
    headers: { origin: new URL(member.page.url()).origin },
  });
  expect(refused.status()).toBe(403);
  const { page } = await open("ada", 390);
  for (const path of [LIST, CALLS]) {
    await page.goto(path);
    await expect(page.getByRole("navigation", { name: "Tools and their calls" })).toBeVisible();
    await expectAccessible(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  }
});
