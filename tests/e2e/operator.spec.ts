/** Operators: a tenant is suspended while somebody sits in a room of it, and comes back (TEN-04, TEN-08). */
import { expect, test as base, type Page } from "@playwright/test";
import { expectAccessible, personAt, type Person } from "./support/people";

const test = base.extend<{ open: (who: string, path: string) => Promise<Person> }>({
  open: async ({ browser, baseURL }, use) => {
    const opened: Person[] = [];
    await use(async (who, path) => {
      const person = await personAt(browser, who, {
        ...(baseURL ? { baseURL } : {}),
        viewport: { width: 1440, height: 900 },
      });
      await person.page.goto(path);
      opened.push(person);
      return person;
    });
    for (const { context } of opened) await context.close();
  },
});

const OPERATOR = "operator@parlor";

async function openTenant(page: Page, name: string): Promise<void> {
  await page.goto("/operator/tenants");
  await page.getByRole("searchbox", { name: "Name, address or id" }).fill(name);
  await page.getByRole("button", { name: "Search" }).click();
  await page.getByRole("link", { name, exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
}

async function act(page: Page, button: string, consequence: RegExp, confirm: string): Promise<void> {
  await page.getByRole("button", { name: button, exact: true }).click();
  const dialog = page.getByRole("alertdialog");
  await expect(dialog).toContainText(consequence);
  await expectAccessible(page);
  await dialog.getByRole("button", { name: confirm }).click();
  await expect(dialog).toBeHidden();
}

test("an operator suspends a tenant somebody sits in: out at once, everywhere; and brings it back", async ({
  open,
}) => {
  const { page: zoe } = await open("zoe@acme", "/acme/rooms");
  await zoe.locator("[data-slot=sidebar-room]").first().click();
  await expect(zoe.getByRole("main")).toHaveAttribute("data-connection", "live");
  const room = zoe.url();
  const { page } = await open(OPERATOR, "/operator/tenants");
  await expectAccessible(page);
  await openTenant(page, "Acme");
  await expectAccessible(page);

  await act(page, "Suspend", /Everybody in it is out at once/, "Suspend Acme");
  await expect(page.getByText("Nobody can read or write, and no key works.")).toBeVisible();
  // Without a reload: the sockets were closed, and the page followed.
  await expect(zoe).toHaveURL(/\/suspended$/);
  await expect(zoe.getByRole("heading", { name: "This tenant is suspended" })).toBeVisible();
  await zoe.goto(room);
  await expect(zoe).toHaveURL(/\/suspended$/);
  const refused = await zoe.request.get("/api/t/acme/rooms?scope=mine");
  expect(refused.status()).toBe(403);
  // Nobody of another tenant notices.
  const { page: ada } = await open("ada", "/demo-company/rooms");
  await ada.locator("[data-slot=sidebar-room]").first().click();
  await expect(ada.getByRole("main")).toHaveAttribute("data-connection", "live");

  await act(page, "Reactivate", /keys work again/, "Reactivate Acme");
  await expect(page.getByText("People can sign in, and keys work.")).toBeVisible();
  await zoe.goto(room);
  await expect(zoe.getByRole("main")).toHaveAttribute("data-connection", "live");

  await page.getByRole("link", { name: "Audit log" }).click();
  const rows = page.getByRole("row");
  await expect(rows.filter({ hasText: "Suspended the tenant" }).first()).toContainText("Olga Ferrer");
  await expectAccessible(page);
  await zoe.goto("/acme/admin/audit");
  await expect(zoe.getByRole("row").filter({ hasText: "Reactivated the tenant" }).first()).toContainText("Operator");
  await expectAccessible(zoe);
});

test("a deleted tenant is back when it is reactivated; a tier and quotas are kept", async ({ open }) => {
  const { page } = await open(OPERATOR, "/operator/tenants");
  const slug = `made-${crypto.randomUUID().slice(0, 8)}`;
  await page.getByRole("button", { name: "New tenant" }).click();
  const dialog = page.getByRole("dialog", { name: "New tenant" });
  await dialog.getByRole("textbox", { name: "Name" }).fill(slug);
  await dialog.getByRole("textbox", { name: "Address", exact: true }).fill("admin");
  await dialog.getByRole("textbox", { name: "Owner's e-mail address" }).fill(`boss@${slug}.example`);
  await dialog.getByRole("button", { name: "Make the tenant" }).click();
  await expect(dialog.getByText("This address is kept for the product.").first()).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole("textbox", { name: "Address", exact: true }).fill(slug);
  await dialog.getByRole("button", { name: "Make the tenant" }).click();
  await expect(page.getByRole("heading", { level: 1, name: slug })).toBeVisible();

  const tokens = page.getByRole("textbox", { name: "Tokens a month" });
  await tokens.fill("many");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("A whole number, or unlimited.").first()).toBeVisible();
  await tokens.fill("unlimited");
  await page.getByRole("textbox", { name: "US dollars a month" }).fill("12.50");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved. It counts from now on.")).toBeVisible();
  await page.reload();
  await expect(tokens).toHaveValue("unlimited");
  await expect(page.getByRole("textbox", { name: "US dollars a month" })).toHaveValue("12.50");

  await act(page, "Delete", /erased for good/, `Delete ${slug}`);
  await expect(page.getByText(/erased on .* unless it is reactivated/)).toBeVisible();
  await act(page, "Reactivate", /A deletion that waits is undone/, `Reactivate ${slug}`);
  await expect(page.getByText("People can sign in, and keys work.")).toBeVisible();
});

test("an operator verifies the installation's log from its page and saves it", async ({ open }) => {
  const { page } = await open(OPERATOR, "/operator/audit");
  await page.getByRole("button", { name: "Verify log" }).click();
  await expect(page.getByText(/chain whole/)).toBeVisible();
  await expectAccessible(page);
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Save as CSV" }).click();
  expect((await download).suggestedFilename()).toBe("installation-audit.csv");
  await page.reload();
  await expect(page.getByRole("row").nth(1)).toContainText("Exported the audit log");
});

test("for everybody else there are no operators' pages and routes", async ({ open, request }) => {
  const { page, context } = await open("ada", "/operator/tenants");
  await expect(page.locator("[data-slot=nothing-here]")).toBeVisible();
  const missing = await context.request.get("/operator/nothing-at-all");
  const answer = await context.request.get("/operator/audit");
  expect([answer.status(), missing.status()]).toEqual([404, 404]);
  const origin = new URL(page.url()).origin;
  const sent = await context.request.post("/api/operator/tenants", { headers: { origin }, data: {} });
  expect(sent.status()).toBe(404);
  for (const path of ["verify", "export?format=csv"])
    expect((await context.request.get(`/api/operator/audit/${path}`)).status(), path).toBe(404);
  const nobody = await request.post("/api/operator/tenants", { headers: { origin }, data: {} });
  expect(nobody.status()).toBe(401);
  for (const path of ["/admin/tenants", "/admin/tenants/x/usage"]) {
    expect((await context.request.get(path)).status(), path).toBe(401);
  }
});

test("administrators search the audit log and save it; members have no such page", async ({ open }) => {
  const { page, context } = await open("ada", "/demo-company/admin/audit");
  const name = `Demo Company ${crypto.randomUUID().slice(0, 8)}`;
  const origin = new URL(page.url()).origin;
  for (const wish of [name, "Demo Company"]) {
    const answer = await context.request.patch("/api/t/demo-company/settings", {
      headers: { origin },
      data: { name: wish },
    });
    expect(answer.ok(), await answer.text()).toBe(true);
  }
  await page.getByRole("textbox", { name: "About" }).fill(name);
  await page.getByRole("button", { name: "Search" }).click();
  await expect(page).toHaveURL(/target=Demo/);
  await expect(page.getByRole("row").filter({ hasText: name })).toHaveCount(2);
  await page.getByRole("textbox", { name: "About" }).fill("nothing has this");
  await page.getByRole("button", { name: "Search" }).click();
  await expect(page.getByText("Nothing matches")).toBeVisible();
  await page.getByRole("button", { name: "Clear" }).click();
  await expect(page).toHaveURL(/\/audit$/);
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Save as CSV" }).click();
  expect((await download).suggestedFilename()).toBe("demo-company-audit.csv");
  const { page: ben } = await open("ben", "/demo-company/admin/audit");
  await expect(ben.locator("[data-slot=nothing-here]")).toBeVisible();
});
