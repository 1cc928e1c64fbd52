/** Assistants as administrators make, dress, pause and delete them (EMB-08, EMB-09). */
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

interface Made {
  project: { id: string; version: number; publicKey: string };
}

const LIST = "/demo-company/admin/projects";
const tab = (page: Page, name: string) =>
  page.getByRole("navigation", { name: "Pages of this assistant" }).getByRole("link", { name });

async function make(person: Person, name: string): Promise<Made["project"]> {
  await person.page.goto(LIST);
  const { project } = await ask<Made>(person, "POST", "projects", { name, origin: "https://shop.example" });
  return project;
}

test("an assistant is made, found again, put on a page, paused and deleted", async ({ open }) => {
  const { page } = await open("ada");
  const name = unique("Shop");
  await page.goto(LIST);
  await expect(
    page.getByRole("navigation", { name: "Administration" }).getByRole("link", { name: "Assistants" }),
  ).toHaveAttribute("aria-current", "page");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Create assistant" }).click();
  const dialog = page.getByRole("dialog");

  // What is wrong is said beside its field, and nothing is made.
  await dialog.getByLabel("Address of the site").fill("http://shop.example");
  await dialog.getByRole("button", { name: "Create assistant" }).click();
  await expect(dialog.getByText("Give it a name.").first()).toBeVisible();
  await expect(dialog.getByText(/^An address such as/).first()).toBeVisible();
  await expectAccessible(page);

  await dialog.getByLabel("Name").fill(name);
  await dialog.getByLabel("Address of the site").fill("shop.example/prices");
  await dialog.getByRole("button", { name: "Create assistant" }).click();
  await expect(page).toHaveURL(/\/admin\/projects\/[0-9a-f-]{36}$/);
  await expect(page.getByRole("heading", { level: 1, name })).toBeAttached();
  await expect(page.locator("pre").first()).toContainText(/embed\.js" data-project="pa_[0-9A-Za-z]{49}"/);
  await expectAccessible(page);

  const state = page.getByRole("region", { name: "State" });
  await state.getByRole("button", { name: "Pause assistant" }).click();
  await expect(state.getByText("Paused")).toBeVisible();
  await page.reload();
  await expect(state.getByText("Visitors see a polite notice")).toBeVisible();
  await state.getByRole("button", { name: "Resume assistant" }).click();
  await expect(state.getByRole("button", { name: "Pause assistant" })).toBeVisible();

  await page.getByRole("link", { name: "Assistants" }).last().click();
  const row = page.locator("[data-slot=project-row]").filter({ hasText: name });
  await expect(row).toContainText("shop.example");
  await expect(row).toContainText("On");
  await row.getByRole("link").click();
  await page.getByRole("button", { name: "Delete assistant" }).click();
  const warning = page.getByRole("alertdialog");
  await expect(warning).toContainText(name);
  await expect(warning).toContainText("Its knowledge, its conversations and its secrets go with it");
  await expectAccessible(page);
  await warning.getByRole("button", { name: "Delete assistant" }).click();
  await expect(page).toHaveURL(new RegExp(`${LIST}$`));
  await expect(row).toHaveCount(0);
});

test("its look follows the form, says where a colour is hard to see, and is asked about before it is lost", async ({
  open,
}) => {
  const person = await open("ada");
  const { page } = person;
  const { id } = await make(person, unique("Look"));
  await page.goto(`${LIST}/${id}/look`);
  await expectAccessible(page);
  const accent = page.getByLabel("Accent colour", { exact: true });
  const note = page.locator("[data-slot=accent-note]");

  await accent.fill("#ffff66");
  await expect(note).toContainText("Text on it is black");
  await expect(note).toContainText("On the light panel this colour reaches only");
  await expectAccessible(page);
  await accent.fill("yellow");
  await page.getByRole("button", { name: "Save look" }).click();
  await expect(page.getByText("A colour such as #0b5c62.").first()).toBeVisible();

  // A link of ours is asked about; staying loses nothing.
  await accent.fill("#8a1f4b");
  await tab(page, "Texts").click();
  const question = page.getByRole("alertdialog");
  await expect(question).toContainText("Leave without saving?");
  await question.getByRole("button", { name: "Stay here" }).click();
  await expect(accent).toHaveValue("#8a1f4b");

  await page.getByRole("combobox", { name: "Corner", exact: true }).click();
  await page.getByRole("option", { name: "Bottom left" }).click();
  await page.getByRole("button", { name: "Save look" }).click();
  await expect(page.getByText("Not saved yet")).toBeHidden();
  await page.reload();
  await expect(accent).toHaveValue("#8a1f4b");
  await expect(page.getByRole("combobox", { name: "Corner", exact: true })).toContainText("Bottom left");

  // Nothing is unsaved, so nothing is asked.
  await tab(page, "Texts").click();
  await expect(page).toHaveURL(/\/texts$/);
});

test("its words are written language by language, and what it must not hear is kept", async ({ open }) => {
  const person = await open("ada");
  const { page } = person;
  const { id } = await make(person, unique("Words"));
  await page.goto(`${LIST}/${id}/texts`);
  await page.getByRole("combobox", { name: "Words in" }).click();
  await page.getByRole("option", { name: "German" }).click();
  await page.getByLabel("Greeting").fill("Moin. Was darf es sein?");
  await page.getByLabel("Suggestions").fill("a\nb\nc\nd\ne\nf\ng");
  await page.getByRole("button", { name: "Save texts" }).click();
  await expect(page.getByText("At most 6 suggestions.").first()).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel("Suggestions").fill("Preise\nLieferzeit");
  await page.getByRole("button", { name: "Save texts" }).click();
  await expect(page.getByText("Not saved yet")).toBeHidden();

  await tab(page, "Safety").click();
  await expect(page).toHaveURL(/\/safety$/);
  await expectAccessible(page);
  await page.getByLabel("Least confidence, in percent").fill("lots");
  await page.getByRole("button", { name: "Save safety" }).click();
  await expect(page.getByText("A whole number from 0 to 100, or nothing.").first()).toBeVisible();
  await page.getByLabel("Least confidence, in percent").fill("35");
  await page.getByLabel("Sites that answers may link to").fill("https://docs.example");
  await page.getByRole("button", { name: "Save safety" }).click();
  await expect(page.getByText(/Expected a host such as/).first()).toBeVisible();
  await page.getByLabel("Sites that answers may link to").fill("docs.example");
  await page.getByRole("checkbox", { name: "Names of people" }).check();
  await page.getByRole("button", { name: "Save safety" }).click();
  await expect(page.getByText("Not saved yet")).toBeHidden();

  const { project } = await ask<{ project: Record<string, unknown> }>(person, "GET", `projects/${id}`);
  expect(project).toMatchObject({
    texts: { de: { greeting: "Moin. Was darf es sein?", suggestions: ["Preise", "Lieferzeit"] } },
    minConfidence: 0.35,
    guard: { linkHosts: ["docs.example"] },
  });
  expect((project.guard as { redact: string[] }).redact).toContain("name");
});

test("a secret is seen once, two live side by side, and one is retired", async ({ open }) => {
  const person = await open("ada");
  const { page } = person;
  const { id } = await make(person, unique("Secrets"));
  await page.goto(`${LIST}/${id}/identity`);
  await page.getByRole("checkbox", { name: "Anybody may ask" }).uncheck();
  await expect(page.getByText("Nobody could use it")).toBeVisible();
  await expectAccessible(page);

  const secrets = page.locator("[data-slot=project-secret]");
  const shown = page.locator("[data-slot=new-secret]");
  await page.getByRole("button", { name: "Create secret" }).click();
  const first = await shown.inputValue();
  expect(first).toMatch(/^ps_[0-9A-Za-z]{43}$/);
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(shown).toBeVisible();
  await page.getByRole("button", { name: "Done" }).click();
  await expect(secrets).toHaveCount(1);
  // What was typed is still there, and the secret is nowhere.
  await expect(page.getByRole("checkbox", { name: "Anybody may ask" })).not.toBeChecked();
  expect(await page.content()).not.toContain(first);

  await page.getByRole("button", { name: "Rotate secret" }).click();
  expect(await shown.inputValue()).not.toBe(first);
  await page.getByRole("button", { name: "Done" }).click();
  await expect(secrets).toHaveCount(2);
  await expect(secrets.nth(1)).toContainText("Ending");
  await expect(page.getByText("Retire the older one before you make another.")).toBeVisible();
  await secrets
    .nth(1)
    .getByRole("button", { name: /^Retire/ })
    .click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Retire secret" }).click();
  await expect(secrets).toHaveCount(1);
  await expect(secrets).toContainText("Current");
});

test("two who change one assistant are told of each other", async ({ open }) => {
  const person = await open("ada");
  const { page } = person;
  const { id, version } = await make(person, unique("Both"));
  await page.goto(`${LIST}/${id}`);
  const name = page.getByRole("textbox", { name: "Name" });
  await name.fill("Mine");
  await ask(person, "PATCH", `projects/${id}`, { version, name: "Theirs" });
  await page.getByRole("button", { name: "Save name" }).click();
  await expect(page.getByText(/Somebody else changed this assistant meanwhile/)).toBeVisible();
  await expect(name).toHaveValue("Mine");
});

test("members, other tenants and missing ids find no such page", async ({ open }) => {
  const owner = await open("ada");
  const { id } = await make(owner, unique("Private"));
  const strangers = [
    [await open("ben"), LIST],
    [await open("ben"), `${LIST}/${id}/identity`],
    [await open("zoe@acme"), `/acme/admin/projects/${id}`],
    [owner, `${LIST}/00000000-0000-7000-8000-000000000000`],
    [owner, `${LIST}/nonsense`],
  ] as const;
  for (const [{ page }, path] of strangers) {
    const answer = await page.goto(path);
    expect(answer?.status(), path).toBe(404);
  }
});
