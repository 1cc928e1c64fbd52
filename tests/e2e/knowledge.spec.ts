/** What an assistant knows, as an administrator teaches it (KNO-01, KNO-03). */
import { expect, test as base, type Page } from "@playwright/test";
import { docxOf, pdfOf } from "../support/documents";
import { ask, expectAccessible, personAt, unique, type Person } from "./support/people";

const test = base.extend<{ open: (options?: { width?: number; dark?: boolean }) => Promise<Person> }>({
  open: async ({ browser, baseURL }, use) => {
    const opened: Person[] = [];
    await use(async ({ width = 1440, dark = false } = {}) => {
      const person = await personAt(browser, "ada", {
        ...(baseURL ? { baseURL } : {}),
        viewport: { width, height: 900 },
        colorScheme: dark ? "dark" : "light",
      });
      opened.push(person);
      return person;
    });
    for (const { context } of opened) await context.close();
  },
});

const LIST = "/demo-company/admin/projects";
const TEXT = "# Returns\n\nZebras may be sent back within 30 days of their delivery.\n";

async function openKnowledge(person: Person): Promise<string> {
  await person.page.goto(LIST);
  const { project } = await ask<{ project: { id: string } }>(person, "POST", "projects", {
    name: unique("Shop"),
    origin: "https://shop.example",
  });
  await person.page.goto(`${LIST}/${project.id}/knowledge`);
  return project.id;
}

const rows = (page: Page) => page.locator("[data-slot=document]");
const row = (page: Page, title: string) => rows(page).filter({ hasText: title });
const choose = (page: Page, files: { name: string; mimeType: string; buffer: Buffer }[]) =>
  page.locator('input[type="file"]').setInputFiles(files);
const file = (name: string, mimeType: string, content: string | Uint8Array) => ({
  ...{ name, mimeType, buffer: Buffer.from(content) },
});
const tryQuestion = async (page: Page, question: string) => {
  await page.getByRole("textbox", { name: "Question" }).fill(question);
  await page.getByRole("button", { name: "Find passages" }).click();
};

test("files of every kind are read, found by a question, and forgotten", async ({ open }) => {
  const { page } = await open().then(async (person) => {
    await openKnowledge(person);
    return person;
  });
  await expect(page.getByText("Teach the assistant")).toBeVisible();
  await expectAccessible(page);

  await choose(page, [
    file("returns.md", "text/markdown", TEXT),
    file("hours.pdf", "application/pdf", pdfOf([["Opening hours", "Giraffes are fed from nine to five."]])),
    file("sizes.docx", "application/octet-stream", docxOf(["# Sizes", "Elephants come in three sizes."])),
  ]);
  await expect(rows(page)).toHaveCount(3);
  await expect(page.getByText("3 of 3 ready")).toBeVisible({ timeout: 120_000 });
  for (const title of ["Returns", "hours.pdf", "Sizes"])
    await expect(row(page, title)).toHaveAttribute("data-row-state", "ready");
  await expect(row(page, "hours.pdf")).toContainText("PDF");
  await expectAccessible(page);

  await tryQuestion(page, "When may zebras be sent back?");
  await expect(page.locator("[data-slot=passage]").first()).toContainText("Zebras may be sent back within 30 days");
  await expect(page.getByText("The assistant would answer from these passages.")).toBeVisible();
  await expectAccessible(page);
  for (const [question, words] of [
    ["When are giraffes fed?", "Giraffes are fed"],
    ["Which sizes do elephants come in?", "three sizes"],
  ] as const) {
    await tryQuestion(page, question);
    await expect(page.locator("[data-slot=passage]").first()).toContainText(words);
  }
  await tryQuestion(page, "Who won the football match yesterday?");
  await expect(page.getByText(/The assistant would say that it does not know/)).toBeVisible();

  await row(page, "Returns").getByRole("button", { name: "Delete Returns" }).click();
  const warning = page.getByRole("alertdialog");
  await expect(warning).toContainText("Delete Returns?");
  await expectAccessible(page);
  await warning.getByRole("button", { name: "Delete document" }).click();
  await expect(row(page, "Returns")).toHaveCount(0);
  await tryQuestion(page, "When may zebras be sent back?");
  await expect(page.locator("[data-slot=passage]").filter({ hasText: "Zebras" })).toHaveCount(0);
});

test("a text is pasted, replaced by another under its title, and what is missing is said", async ({ open }) => {
  const person = await open();
  const { page } = person;
  await openKnowledge(person);
  const paste = async (text: string) => {
    await page.getByRole("button", { name: "Paste text" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Title").fill("Terms");
    await dialog.getByLabel("Text").fill(text);
    await dialog.getByRole("button", { name: "Add text" }).click();
  };
  await page.getByRole("button", { name: "Paste text" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Add text" }).click();
  await expect(page.getByText("Paste the text.").first()).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Escape");

  await paste("Zebras stay for 30 days.");
  await expect(page.getByText("1 of 1 ready")).toBeVisible({ timeout: 60_000 });
  await paste("Zebras stay for 60 days.");
  await expect(row(page, "Terms")).toHaveCount(1);
  await expect(async () => {
    await tryQuestion(page, "How long do zebras stay?");
    await expect(page.locator("[data-slot=passage]").first()).toContainText("60 days", { timeout: 2_000 });
  }).toPass({ timeout: 60_000 });
});

test("what cannot be read says why, is read again when asked, and stands beside what can", async ({ open }) => {
  const person = await open();
  const { page } = person;
  const project = await openKnowledge(person);
  await choose(page, [file("empty.md", "text/markdown", ""), file("scan.pdf", "application/pdf", pdfOf([[], []]))]);
  await expect(page.getByText("empty.md is empty.")).toBeVisible();
  const scan = row(page, "scan.pdf");
  await expect(scan).toHaveAttribute("data-row-state", "failed", { timeout: 60_000 });
  await expect(scan).toContainText("it is probably a scan");
  await expect(page.getByText("0 of 1 ready, 1 could not be read")).toBeVisible();
  await expectAccessible(page);

  const again = scan.getByRole("button", { name: "Read scan.pdf again" });
  const asked = page.waitForResponse((answer) => answer.url().endsWith("/retry"));
  await again.click();
  expect((await asked).ok()).toBe(true);
  await expect(scan).toHaveAttribute("data-row-state", "failed", { timeout: 60_000 });
  const { documents } = await ask<{ documents: { version: number }[] }>(person, "GET", `projects/${project}/knowledge`);
  expect(documents).toMatchObject([{ version: 2 }]);

  // The same name with something to read in it mends it.
  await choose(page, [file("scan.pdf", "application/pdf", pdfOf([["Zebras have stripes."]]))]);
  await expect(scan).toHaveAttribute("data-row-state", "ready", { timeout: 60_000 });
  await page.getByRole("button", { name: "Read your site" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Address of the site or its sitemap").fill("https://elsewhere.example");
  await dialog.getByRole("button", { name: "Read pages" }).click();
  await expect(dialog.getByText(/Only the sites that this assistant may be embedded on/).first()).toBeVisible();
  await expectAccessible(page);
});

test("everything goes by keyboard", async ({ open }) => {
  const person = await open();
  const { page } = person;
  await openKnowledge(person);
  await page.getByRole("button", { name: "Paste text" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("Title")).toBeFocused();
  await page.keyboard.type("Terms");
  await page.keyboard.press("Tab");
  await page.keyboard.type("Zebras stay for 30 days.");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(page.getByText("1 of 1 ready")).toBeVisible({ timeout: 60_000 });
  await page.getByRole("textbox", { name: "Question" }).focus();
  await page.keyboard.type("How long do zebras stay?");
  await page.keyboard.press("Enter");
  await expect(page.locator("[data-slot=passage]")).toHaveCount(1);
  await page.getByRole("button", { name: "Delete Terms" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alertdialog")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Delete Terms" })).toBeFocused();
});

for (const { width, dark } of [
  { width: 390, dark: false },
  { width: 320, dark: true },
]) {
  test(`it fits into ${width} px${dark ? ", dark" : ""}`, async ({ open }) => {
    const person = await open({ width, dark });
    const { page } = person;
    await openKnowledge(person);
    const long = `${"Donaudampfschifffahrtsgesellschaft".repeat(3)}.md`;
    await choose(page, [file(long, "text/markdown", TEXT.replace("Returns", "R".repeat(120)))]);
    await expect(page.getByText("1 of 1 ready")).toBeVisible({ timeout: 60_000 });
    await tryQuestion(page, "When may zebras be sent back?");
    await expect(page.locator("[data-slot=passage]")).toHaveCount(1);
    await expectAccessible(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  });
}
