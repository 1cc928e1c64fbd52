/** What brings the pages of assistants into their states. */
import type { Page } from "playwright";
import { ask, settle, type Scene } from "./steps";

const LIST = "/demo-company/admin/projects";
const LONG = "Customer portal of the northern harbours, second attempt, staging and production";

interface Listed {
  projects: { id: string; name: string; version: number; secrets: object[] }[];
}

/** One with a long name, several sites and two secrets, paused. Made once, found again by its name. */
async function made(page: Page): Promise<string> {
  await settle(page);
  const { projects } = (await ask(page, "GET", "projects")) as Listed;
  const known = projects.find(({ name }) => name === LONG);
  if (known) return known.id;
  const origin = "https://portal.northern-harbours.example";
  const { project } = (await ask(page, "POST", "projects", { name: LONG, origin })) as {
    project: { id: string; version: number };
  };
  const origins = [origin, "https://tickets.example", "https://freight.example", "https://cafe.example"];
  await ask(page, "PATCH", `projects/${project.id}`, { version: project.version, origins, paused: true });
  for (let nth = 0; nth < 2; nth++) await ask(page, "POST", `projects/${project.id}/secrets`, {});
  return project.id;
}

const at =
  (tab: string, then?: (page: Page) => Promise<void>) =>
  async (page: Page): Promise<void> => {
    const id = await made(page);
    await page.goto(`${new URL(page.url()).origin}${LIST}/${id}${tab}`);
    await settle(page);
    await then?.(page);
  };

const scene = (name: string, prepare: (page: Page) => Promise<void>): Scene => ({
  name: `assistants-${name}`,
  path: LIST,
  as: "owner",
  prepare,
});

export const PROJECT_SCENES: readonly Scene[] = [
  { name: "assistants-none", path: "/acme/admin/projects", as: "stranger" },
  { name: "assistants-as-member", path: LIST, as: "member", status: 404 },
  scene("list", async (page) => {
    await made(page);
    await page.reload();
    await settle(page);
  }),
  scene("create-errors", async (page) => {
    await settle(page);
    await page.getByRole("button", { name: "Create assistant" }).click();
    await page.getByLabel("Address of the site").fill("http://shop.example");
    await page.getByRole("dialog").getByRole("button", { name: "Create assistant" }).click();
    await page.locator("[data-slot=field-error]").first().waitFor();
  }),
  scene("overview", at("")),
  scene(
    "delete",
    at("", async (page) => {
      await page.getByRole("button", { name: "Delete assistant" }).click();
      await page.locator("[data-slot=alert-dialog-content]").waitFor();
    }),
  ),
  scene("look", at("/look")),
  scene(
    "look-weak",
    at("/look", async (page) => {
      await page.getByLabel("Accent colour", { exact: true }).fill("#ffff66");
      await page.locator("[data-slot=accent-note] [data-slot=alert]").waitFor();
    }),
  ),
  scene(
    "leave",
    at("/look", async (page) => {
      await page.getByLabel("Accent colour", { exact: true }).fill("#8a1f4b");
      await page.getByRole("link", { name: "Texts" }).click();
      await page.locator("[data-slot=alert-dialog-content]").waitFor();
    }),
  ),
  scene("texts", at("/texts")),
  scene("safety", at("/safety")),
  scene(
    "safety-faults",
    at("/safety", async (page) => {
      await page.getByLabel("Least confidence, in percent").fill("lots");
      await page.getByRole("button", { name: "Save safety" }).click();
      await page.locator("[data-slot=field-error]").waitFor();
    }),
  ),
  scene("identity", at("/identity")),
];
