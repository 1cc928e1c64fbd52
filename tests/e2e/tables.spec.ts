/** Tables of the dashboard: found, sorted, chosen and verified the same way everywhere (REP-01). */
import { expect, test as base, type Page } from "@playwright/test";
import { ask, expectAccessible, personAt, unique, type Person } from "./support/people";

const test = base.extend<{ open: (who?: string, width?: number) => Promise<Person> }>({
  open: async ({ browser, baseURL }, use) => {
    const opened: Person[] = [];
    await use(async (who = "ada", width = 1440) => {
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

const ADMIN = "/demo-company/admin";
const head = (page: Page, name: string) => page.getByRole("columnheader", { name, exact: true });

test("models are found and sorted, the address keeps how, and the file has what is shown", async ({ open }) => {
  const { page } = await open();
  await page.goto(`${ADMIN}/models`);
  const rows = page.locator("[data-slot=model-row]");
  await expect(head(page, "Model")).toHaveAttribute("aria-sort", "ascending");
  await head(page, "Model").getByRole("button").click();
  await expect(head(page, "Model")).toHaveAttribute("aria-sort", "descending");
  await expect(page).toHaveURL(/dir=down/);
  const find = page.getByRole("searchbox", { name: "Find by name" });
  await find.fill("extract");
  await expect(rows).toHaveCount(1);
  await page.reload();
  await expect(find).toHaveValue("extract");
  await expect(rows).toHaveCount(1);
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Export as CSV" }).click(),
  ]);
  expect(file.suggestedFilename()).toBe("demo-company-models.csv");
  await find.fill("no such model");
  await expect(page.getByText("No model matches.")).toBeVisible();
  await expectAccessible(page);
});

test("usage is two tables, each with an order of its own, and says which calls no month counts", async ({ open }) => {
  const { page } = await open();
  await page.goto(`${ADMIN}/usage`);
  const [keys, models] = [page.getByRole("region", { name: "By key" }), page.getByRole("region", { name: "By model" })];
  const name = (table: typeof keys, text: string) => table.getByRole("columnheader", { name: text, exact: true });
  await expect(name(models, "Money")).toHaveAttribute("aria-sort", "descending");
  await name(models, "Model").getByRole("button").click();
  await expect(name(models, "Model")).toHaveAttribute("aria-sort", "ascending");
  await expect(name(keys, "Money")).toHaveAttribute("aria-sort", "descending");
  await expect(page).toHaveURL(/model\.sort=name/);
  await expect(page.locator("[data-slot=usage-made-up]")).toContainText("They were never made");
  await expectAccessible(page);
});

test("several assistants are paused and several words removed at once", async ({ open }) => {
  const person = await open();
  const { page } = person;
  const name = unique("Bulk");
  await page.goto(`${ADMIN}/projects`);
  for (const nth of ["one", "two"])
    await ask(person, "POST", "projects", { name: `${name} ${nth}`, origin: "https://shop.example" });
  await page.goto(`${ADMIN}/projects?q=${encodeURIComponent(name)}`);
  const projects = page.locator("[data-slot=project-row]");
  await expect(projects).toHaveCount(2);
  await page.getByRole("checkbox", { name: "Choose all rows of this page" }).check();
  await page.getByRole("button", { name: "Pause assistants" }).click();
  await expectAccessible(page);
  await page.getByRole("alertdialog").getByRole("button", { name: "Pause assistants" }).click();
  await expect(projects.filter({ hasText: "Paused" })).toHaveCount(2);

  const words = [unique("plum"), unique("pear")];
  for (const text of words) await ask(person, "POST", "moderation/words", { text, action: "report" });
  await page.goto(`${ADMIN}/moderation?tab=words`);
  for (const word of words) await page.getByRole("checkbox", { name: `Choose ${word}` }).check();
  await page.getByRole("button", { name: "Remove words" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Remove words" }).click();
  for (const word of words) await expect(page.getByRole("checkbox", { name: `Choose ${word}` })).toHaveCount(0);
});

for (const width of [1440, 390]) {
  test(`the audit log is verified from its page at ${width} px`, async ({ open }) => {
    const { page } = await open("ada", width);
    await page.goto(`${ADMIN}/audit`);
    await expect(head(page, "When")).toHaveAttribute("aria-sort", "descending");
    await page.getByRole("button", { name: "Verify log" }).click();
    await expect(page.getByText(/entr(?:y|ies), chain whole/)).toBeVisible();
    await expect(page.getByText(/[0-9a-f]{64}/)).toBeVisible();
    await expectAccessible(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    // When it does not answer, that is said, and it can be asked again.
    await page.route("**/audit/verify*", (route) => route.abort());
    await page.getByRole("button", { name: "Verify log" }).click();
    await expect(page.getByText("The log could not be verified")).toBeVisible();
    await expectAccessible(page);
    await page.unroute("**/audit/verify*");
    await page.getByRole("button", { name: "Verify log" }).click();
    await expect(page.getByText(/chain whole/)).toBeVisible();
  });
}
