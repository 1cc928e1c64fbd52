/** What brings the page of an assistant's knowledge into its states. */
import type { Page } from "playwright";
import { pdfOf } from "../../tests/support/documents";
import { ask, settle, type Scene } from "./steps";

const LIST = "/demo-company/admin/projects";
const NAME = "Harbour ferries";
const FERRIES = `# Ferries

## Tickets

A day ticket costs 12 euros and is good on every line until three in the morning. Children under six travel for nothing.

## Bicycles

Bicycles travel on the lower deck. There is room for twenty, first come, first served; on summer weekends book a place.
`;

/** An assistant of that name, made once. `filled`: it has documents that are ready, one that failed, and one of a long name. */
const at =
  (filled: boolean, then?: (page: Page) => Promise<void>) =>
  async (page: Page): Promise<void> => {
    await settle(page);
    const name = filled ? NAME : `${NAME}, next year`;
    const { projects } = (await ask(page, "GET", "projects")) as { projects: { id: string; name: string }[] };
    const id = projects.find((each) => each.name === name)?.id ?? (await made(page, name));
    await page.goto(`${new URL(page.url()).origin}${LIST}/${id}/knowledge`);
    await settle(page);
    if (filled && (await page.locator("[data-slot=document]").count()) === 0) await fill(page);
    await then?.(page);
  };

async function made(page: Page, name: string): Promise<string> {
  const made = await ask(page, "POST", "projects", { name, origin: "https://ferries.example" });
  return (made as { project: { id: string } }).project.id;
}

async function fill(page: Page): Promise<void> {
  const buffer = (content: string | Uint8Array) => Buffer.from(content);
  await page.locator('input[type="file"]').setInputFiles([
    { name: "ferries.md", mimeType: "text/markdown", buffer: buffer(FERRIES) },
    { name: "timetable-2026.pdf", mimeType: "application/pdf", buffer: buffer(pdfOf([["Line 1 leaves every hour."]])) },
    { name: "map-of-the-harbour.pdf", mimeType: "application/pdf", buffer: buffer(pdfOf([[]])) },
    {
      name: "terms-and-conditions-of-carriage-of-passengers-bicycles-and-freight-on-all-lines-of-the-northern-harbours.txt",
      ...{ mimeType: "text/plain", buffer: buffer("Whoever boards agrees to these terms.") },
    },
  ]);
  await page.getByText("3 of 4 ready, 1 could not be read").waitFor({ timeout: 120_000 });
}

const scene = (name: string, prepare: (page: Page) => Promise<void>): Scene => ({
  ...{ name: `knowledge-${name}`, path: LIST, as: "owner", prepare },
});

const search = (question: string) => async (page: Page) => {
  await page.getByRole("textbox", { name: "Question" }).fill(question);
  await page.getByRole("button", { name: "Find passages" }).click();
  await page.getByText(/^The assistant would/).waitFor();
};

export const KNOWLEDGE_SCENES: readonly Scene[] = [
  scene("none", at(false)),
  scene("documents", at(true)),
  scene("found", at(true, search("What does a day ticket cost?"))),
  scene("not-known", at(true, search("Who painted the ceiling of the chapel?"))),
  scene(
    "paste-errors",
    at(true, async (page) => {
      await page.getByRole("button", { name: "Paste text" }).click();
      await page.getByRole("dialog").getByRole("button", { name: "Add text" }).click();
      await page.locator("[data-slot=field-error]").first().waitFor();
    }),
  ),
  scene(
    "crawl",
    at(true, async (page) => {
      await page.getByRole("button", { name: "Read your site" }).click();
      await page.getByRole("dialog").waitFor();
    }),
  ),
  scene(
    "delete",
    at(true, async (page) => {
      await page.getByRole("button", { name: "Delete Ferries" }).click();
      await page.locator("[data-slot=alert-dialog-content]").waitFor();
    }),
  ),
];
