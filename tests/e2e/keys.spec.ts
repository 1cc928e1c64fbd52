/** API keys as administrators make, replace and end them (TEN-07). */
import { expect, test as base, type Page } from "@playwright/test";
import { ask, expectAccessible, personAt, unique, type Person } from "./support/people";

const test = base.extend<{ open: (who: string) => Promise<Person> }>({
  open: async ({ browser, baseURL }, use) => {
    const opened: Person[] = [];
    await use(async (who) => {
      const person = await personAt(browser, who, {
        ...(baseURL ? { baseURL } : {}),
        viewport: { width: 1440, height: 900 },
      });
      opened.push(person);
      return person;
    });
    for (const { context } of opened) await context.close();
  },
});

const row = (page: Page, name: string) => page.locator('[data-slot="key-row"]').filter({ hasText: name });
const newKey = (page: Page) => page.locator('[data-slot="new-key"]');

async function act(page: Page, name: string, what: string): Promise<void> {
  await row(page, name)
    .getByRole("button", { name: `Act on ${name}` })
    .click();
  await page.getByRole("menuitem", { name: what }).click();
}

test("a key is made and seen once, replaced with a grace, changed and revoked", async ({ open }) => {
  const { page } = await open("ada");
  const name = unique("website");
  await page.goto("/demo-company/admin/keys");
  await page.getByRole("button", { name: "Create key" }).first().click();
  const dialog = page.getByRole("dialog");

  // What is wrong is said beside its field, and nothing is made.
  await dialog.getByRole("textbox", { name: "Requests per minute" }).fill("");
  await dialog.getByRole("textbox", { name: "Requests at once" }).fill("5");
  await dialog.getByRole("textbox", { name: "US dollars per month" }).fill("plenty");
  await dialog.getByRole("button", { name: "Create key" }).click();
  await expect(dialog.getByText("Give it a name.").first()).toBeVisible();
  await expect(dialog.getByText("This needs a limit of requests per minute.").first()).toBeVisible();
  await expectAccessible(page);

  await dialog.getByRole("textbox", { name: "Name" }).fill(name);
  await dialog.getByRole("textbox", { name: "Requests per minute" }).fill("60");
  await dialog.getByRole("textbox", { name: "US dollars per month" }).fill("12.50");
  await dialog.getByRole("checkbox", { name: "Read usage" }).check();
  await dialog.getByRole("checkbox", { name: "Tools" }).check();
  const tools = dialog.getByRole("group", { name: "Tools" });
  await tools.getByRole("radio", { name: "Only these" }).click();
  await dialog.getByRole("button", { name: "Create key" }).click();
  await expect(dialog.getByText("Choose at least one tool, or allow all of them.")).toBeVisible();
  await tools.getByRole("checkbox", { name: "sessions_list" }).check();
  await dialog.getByRole("combobox", { name: "Expires" }).click();
  await page.getByRole("option", { name: "In 30 days" }).click();
  await dialog.getByRole("button", { name: "Create key" }).click();

  await expect(dialog.getByText("This is the only time you see the key")).toBeVisible();
  const text = await newKey(page).inputValue();
  expect(text).toMatch(/^pk_live_[0-9A-Za-z]{91}$/);
  await expect(dialog.locator("pre")).toContainText(`Authorization: Bearer ${text}`);
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(newKey(page)).toBeVisible();
  await dialog.getByRole("button", { name: "Done" }).click();
  await expect(dialog).toBeHidden();

  await expect(row(page, name)).toContainText(text.slice(-4));
  await expect(row(page, name)).toContainText("Chat, List models, Tools, Read usage");
  await expect(row(page, name)).toContainText("1 tool");
  await expect(row(page, name)).toContainText("60 requests/min");
  await expect(row(page, name)).toContainText("$12.50 a month");
  await expect(row(page, name)).toContainText("Active");
  await page.reload();
  await expect(row(page, name)).toBeVisible();
  expect(await page.content()).not.toContain(text);
  await expectAccessible(page);

  await act(page, name, "Change key");
  await dialog.getByRole("textbox", { name: "Requests per minute" }).fill("");
  await dialog.getByRole("textbox", { name: "Requests at once" }).fill("");
  await dialog.getByRole("button", { name: "Save key" }).click();
  await expect(dialog).toBeHidden();
  await expect(row(page, name)).not.toContainText("requests/min");

  await act(page, name, "Reroll key");
  await dialog.getByRole("radio", { name: "After an hour" }).click();
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Reroll key" }).click();
  await expect(dialog.getByText(/^The old key goes on until/)).toBeVisible();
  const second = await newKey(page).inputValue();
  expect(second).not.toBe(text);
  await dialog.getByRole("button", { name: "Done" }).click();
  await expect(row(page, name)).toHaveCount(2);
  await expect(row(page, name).filter({ hasText: "Ending" })).toContainText(text.slice(-4));

  // Find the new one by what is shown of it, and end it.
  await page.getByRole("searchbox", { name: "Filter keys" }).fill(second.slice(-4));
  await expect(page).toHaveURL(new RegExp(`q=${second.slice(-4)}`));
  const fresh = row(page, name).filter({ hasText: second.slice(-4) });
  await fresh.getByRole("button", { name: `Act on ${name}` }).click();
  await page.getByRole("menuitem", { name: "Revoke key" }).click();
  const confirm = page.getByRole("alertdialog");
  await expect(confirm).toContainText("is refused at once");
  await expectAccessible(page);
  await confirm.getByRole("button", { name: "Revoke key" }).click();
  await expect(confirm).toBeHidden();
  await expect(fresh).toHaveCount(0);
  await page.getByRole("combobox", { name: "State" }).click();
  await page.getByRole("option", { name: "Ended" }).click();
  await expect(fresh).toContainText("Ended");
  await expect(fresh.getByRole("button")).toHaveCount(0);
});

test("there is no such page and no such route for others", async ({ open }) => {
  const { page, context } = await open("ben");
  expect((await page.goto("/demo-company/admin/keys"))?.status()).toBe(404);
  expect((await context.request.get("/api/t/demo-company/keys")).status()).toBe(403);
});

test("a key counts from its creation on until it is revoked, and what it was used for is shown", async ({ open }) => {
  const ada = await open("ada");
  const { page, context } = ada;
  const name = unique("nightly");
  await page.goto("/demo-company/admin/keys");
  const limits = {
    requestsPerMinute: null,
    burst: null,
    tokensPerHour: null,
    concurrentStreams: null,
    costPerMonth: null,
  };
  const choices = { name, scopes: ["chat", "models"], limits, models: null, tools: null, expiresAt: null };
  const { key, text } = await ask<{ key: { id: string }; text: string }>(ada, "POST", "keys", choices);
  const headers = { authorization: `Bearer ${text}` };
  const chat = () =>
    context.request.post("/v1/chat/completions", {
      headers,
      data: { messages: [{ role: "user", content: "Say hello." }] },
    });
  const answer = await chat();
  expect(answer.status(), await answer.text()).toBe(200);
  expect((await context.request.get("/v1/models", { headers })).status()).toBe(200);

  // The ledger has it some seconds later.
  await expect
    .poll(
      async () => {
        await page.goto("/demo-company/admin/usage");
        return page.locator('[data-slot="usage-sum"]').filter({ hasText: name }).count();
      },
      { timeout: 60_000 },
    )
    .toBe(1);
  await expectAccessible(page);
  // A month in figures is higher than its place, and then a stop of the Tab key.
  await page.getByRole("button", { name: "Show as table" }).first().click();
  await expect(page.locator("[data-slot=day-figure] td").first()).toBeVisible();
  await expectAccessible(page);

  await ask(ada, "DELETE", `keys/${key.id}`);
  expect((await chat()).status()).toBe(401);
  expect((await context.request.get("/v1/models", { headers })).status()).toBe(401);
});

test("administrators choose among the models of the installation", async ({ open }) => {
  const { page } = await open("ada");
  await page.goto("/demo-company/admin/models");
  await expect(page.locator('[data-slot="model-row"]').filter({ hasText: "parlor/extract" })).toContainText("Free");
  await expectAccessible(page);
  const form = page.getByRole("region", { name: "What your tenant uses" });
  await form.getByRole("radio", { name: "Only these" }).click();
  await form.getByRole("button", { name: "Save models" }).click();
  await expect(form.getByRole("alert")).toContainText("Choose at least one model");
  await form.getByRole("radio", { name: "All models of your tier" }).click();
  await form.getByRole("combobox", { name: "Default model" }).click();
  await page.getByRole("option", { name: "Always a small one" }).click();
  await form.getByRole("textbox", { name: "System prompt" }).fill("Be brief.");
  await form.getByRole("button", { name: "Save models" }).click();
  await expect(page.getByText("The models were saved.")).toBeVisible();
  await page.reload();
  await expect(form.getByRole("combobox", { name: "Default model" })).toContainText("Always a small one");
  await expect(form.getByRole("textbox", { name: "System prompt" })).toHaveValue("Be brief.");
  // As it was, for whoever comes next.
  await form.getByRole("combobox", { name: "Default model" }).click();
  await page.getByRole("option", { name: "Automatic" }).click();
  await form.getByRole("textbox", { name: "System prompt" }).fill("");
  await form.getByRole("button", { name: "Save models" }).click();
  await expect(page.getByText("The models were saved.").first()).toBeVisible();
});
