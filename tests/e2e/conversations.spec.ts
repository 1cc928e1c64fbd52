/** Conversations of visitors as administrators and agents find, read, take away and erase them (BOT-01, BOT-05). */
import { readFile } from "node:fs/promises";
import { expect, test as base } from "@playwright/test";
import { askSession } from "../support/assistant-site";
import { ask, expectAccessible, personAt, personId, unique, type Person } from "./support/people";

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

const LIST = "/demo-company/admin/conversations";
const ADDRESS = "grace.hopper@navy.example";

/** An assistant that a visitor asked something; it knows nothing, and says so. */
async function asked(person: Person, question: string): Promise<{ project: string; conversation: string }> {
  await person.page.goto(LIST);
  const { origin } = new URL(person.page.url());
  const name = unique("Shop");
  const { project } = await ask<{ project: { publicKey: string } }>(person, "POST", "projects", {
    name,
    origin: "https://shop.example",
  });
  const { conversation, session } = await askSession(origin, project.publicKey);
  const sent = await person.context.request.post(`${origin}/embed/conversations/${conversation}/frames`, {
    headers: { authorization: `Bearer ${session}`, origin },
    data: { type: "message", id: crypto.randomUUID(), text: question },
  });
  expect(sent.status(), await sent.text()).toBe(202);
  return { project: name, conversation };
}

test("a conversation is found, read without personal data, taken away as files, and erased", async ({ open }) => {
  const owner = await open("ada");
  const { page } = owner;
  const word = unique("kumquat");
  const { project, conversation } = await asked(owner, `Do you sell a ${word}? Write to ${ADDRESS}`);

  const row = page.locator("[data-slot=conversation-row]").filter({ hasText: word });
  await expect(async () => {
    await page.goto(`${LIST}?text=${word}`);
    await expect(row).toBeVisible({ timeout: 2_000 });
    await expect(row).toContainText("Did not know", { timeout: 100 });
  }).toPass({ timeout: 60_000 });
  await expect(row).toContainText(project);
  await expect(
    page.getByRole("navigation", { name: "Administration" }).getByRole("link", { name: "Conversations" }),
  ).toHaveAttribute("aria-current", "page");
  await expectAccessible(page);

  // Filters are in the address, and a reload keeps them.
  await page.getByRole("combobox", { name: "Outcome" }).click();
  await page.getByRole("option", { name: "Answered" }).click();
  await page.getByRole("button", { name: "Search" }).click();
  await expect(page.getByText("No conversation matches")).toBeVisible();
  await page.reload();
  await expect(page).toHaveURL(/outcome=answered/);
  await page.getByRole("combobox", { name: "Outcome" }).click();
  await page.getByRole("option", { name: "Did not know" }).click();
  await page.getByRole("button", { name: "Search" }).click();
  await expect(row).toBeVisible();

  const [table] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Export CSV" }).click(),
  ]);
  const csv = await readFile(await table.path(), "utf8");
  expect(csv).toContain(word);
  expect(csv).not.toContain(ADDRESS);

  // The switcher finds it by what it began with, also far from here.
  await page.goto("/demo-company/rooms");
  await page.keyboard.press("ControlOrMeta+k");
  const switcher = page.getByRole("dialog", { name: "Find a room, person or command" });
  await switcher.getByRole("combobox").fill(word);
  await expect(switcher.getByRole("option").filter({ hasText: "Do you sell" })).toBeVisible();
  await expectAccessible(page);
  await switcher.getByRole("option").filter({ hasText: "Do you sell" }).click();
  await expect(page).toHaveURL(new RegExp(`${conversation}$`));
  const said = page.locator("[data-slot=transcript-message]");
  await expect(said).toHaveCount(2);
  await expect(said.first()).toContainText(`Do you sell a ${word}? Write to [email-1]`);
  await expect(said.first().locator("[data-slot=redaction]")).toContainText("Personal data (e-mail), taken out");
  expect(await page.content()).not.toContain(ADDRESS);
  await expectAccessible(page);
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Export text" }).click(),
  ]);
  expect(await readFile(await file.path(), "utf8")).toContain(`visitor:\nDo you sell a ${word}?`);

  await page.getByRole("button", { name: "Erase conversation" }).click();
  const dialog = page.getByRole("alertdialog");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Keep it" }).click();
  await expect(dialog).toHaveCount(0);
  await page.getByRole("button", { name: "Erase conversation" }).click();
  await dialog.getByRole("button", { name: "Erase conversation" }).click();
  await expect(page).toHaveURL(LIST);
  const gone = await page.goto(`${LIST}/${conversation}`);
  expect(gone?.status()).toBe(404);
  await page.goto("/demo-company/admin/audit?action=conversation.erased");
  await expect(page.getByText("Erased a visitor's conversation").last()).toBeVisible();
});

test("an agent reads and does not erase; a member and another tenant find nothing", async ({ open }) => {
  const owner = await open("ada");
  const word = unique("papaya");
  const { conversation } = await asked(owner, `Is there a ${word}?`);
  const [cleo, stranger] = [await open("cleo"), await open("zoe@acme")];
  const place = `${LIST}/${conversation}`;
  await expect(async () => expect((await owner.page.goto(place))?.status()).toBe(200)).toPass({ timeout: 60_000 });

  for (const path of [LIST, place]) expect((await cleo.page.goto(path))?.status()).toBe(404);
  await stranger.page.goto("/acme/admin/conversations");
  expect((await stranger.page.goto(`/acme/admin/conversations/${conversation}`))?.status()).toBe(404);
  const foreign = await stranger.context.request.delete(`/api/t/acme/conversations/${conversation}`, {
    headers: { origin: new URL(stranger.page.url()).origin },
  });
  expect(foreign.status()).toBe(404);
  const find = `conversations?find=${encodeURIComponent(word)}`;
  const found = await ask<{ conversations: { id: string }[] }>(owner, "GET", find);
  expect(found.conversations.map(({ id }) => id)).toEqual([conversation]);
  const elsewhere = await stranger.context.request.get(`/api/t/acme/${find}`);
  expect(await elsewhere.json()).toEqual({ conversations: [] });

  const person = await personId(owner, "Cleo");
  const role = (name: string) => ask(owner, "PATCH", `members/${person}`, { role: name });
  await role("agent");
  try {
    await cleo.page.goto("/demo-company/rooms");
    await cleo.page.getByRole("link", { name: "Conversations with visitors" }).click();
    await expect(cleo.page.getByRole("navigation", { name: "Administration" }).getByRole("link")).toHaveCount(1);
    await cleo.page.goto(place);
    await expect(cleo.page.locator("[data-slot=transcript-message]").first()).toContainText(word);
    await expect(cleo.page.getByRole("button", { name: "Erase conversation" })).toHaveCount(0);
    const refused = await cleo.context.request.delete(`/api/t/demo-company/conversations/${conversation}`, {
      headers: { origin: new URL(cleo.page.url()).origin },
    });
    expect(refused.status()).toBe(403);
  } finally {
    await role("member");
  }
});
