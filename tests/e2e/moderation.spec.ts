/** Reports and the word filter, from the message to the administrators' page (MSG-19). Ada owns the tenant, Ben and Cleo are members. */
import { expect, test as base, type Page } from "@playwright/test";
import {
  ask,
  composer,
  expectAccessible,
  makeChannel,
  message,
  openRoom,
  personAt,
  personId,
  say,
  type Person,
  unique,
} from "./support/people";

const test = base.extend<{ open: (who: string) => Promise<Person> }>({
  open: async ({ browser, baseURL }, use) => {
    const opened: Person[] = [];
    await use(async (who) => {
      const person = await personAt(browser, who, { ...(baseURL ? { baseURL } : {}) });
      await person.page.goto("/demo-company/rooms");
      opened.push(person);
      return person;
    });
    for (const { context } of opened) await context.close();
  },
});

/** A room of Ben's with Cleo in it, and both of them there; the owner of the tenant is not. */
async function benAndCleo(open: (who: string) => Promise<Person>, name: string) {
  const ben = await open("ben");
  const cleo = await open("cleo");
  const room = await makeChannel(ben, name, [await personId(ben, "Cleo")]);
  await openRoom(ben, room);
  await openRoom(cleo, room);
  return { ben, cleo, room };
}

async function more(page: Page, text: string, item: string) {
  const row = message(page, text);
  await row.hover();
  await row.getByRole("button", { name: "More" }).click();
  await page.getByRole("menuitem", { name: item }).click();
}

const report = (page: Page, text: string) => page.locator('[data-slot="report"]').filter({ hasText: text });

async function addWord(page: Page, word: string, action?: string) {
  await page.getByRole("textbox", { name: "Word or phrase" }).fill(word);
  if (action) {
    await page.getByRole("combobox", { name: "What happens", exact: true }).click();
    await page.getByRole("option", { name: action }).click();
  }
  await page.getByRole("button", { name: "Add word" }).click();
  await expect(page.getByRole("row").filter({ hasText: word })).toBeVisible();
}

async function removeWord(page: Page, word: string) {
  await page.goto("/demo-company/admin/moderation?tab=words");
  await page.getByRole("row").filter({ hasText: word }).getByRole("button").click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Remove word" }).click();
  await expect(page.getByRole("row").filter({ hasText: word })).toHaveCount(0);
}

test("a reported message reaches the administrator, who deletes it from a room she is not in", async ({ open }) => {
  const ada = await open("ada");
  const { ben, cleo } = await benAndCleo(open, "reports");
  const text = unique("buy cheap watches");
  await say(ben.page, text);
  await expect(message(cleo.page, text)).toBeVisible();

  await more(cleo.page, text, "Report message");
  const dialog = cleo.page.getByRole("dialog", { name: /^Report the message from Ben/ });
  // Before it is there nothing fades in yet.
  await expect(dialog).toBeVisible();
  await expectAccessible(cleo.page);
  await dialog.getByRole("button", { name: "Report message" }).click();
  await expect(dialog.getByRole("alert")).toHaveText("Choose a reason.");
  await dialog.getByRole("radio", { name: "Spam or advertising" }).click();
  await dialog.getByRole("textbox").fill("The third one today");
  await dialog.getByRole("button", { name: "Report message" }).click();
  await expect(dialog).toBeHidden();
  await expect(cleo.page.getByText("Thank you. The administrators will look at it.")).toBeVisible();

  // Once per person; and never of one's own.
  await more(cleo.page, text, "Report message");
  await dialog.getByRole("radio", { name: "Spam or advertising" }).click();
  await dialog.getByRole("button", { name: "Report message" }).click();
  await expect(cleo.page.getByText("You have reported this message before.")).toBeVisible();
  await message(ben.page, text).hover();
  await message(ben.page, text).getByRole("button", { name: "More" }).click();
  await expect(ben.page.getByRole("menuitem", { name: "Copy text" })).toBeVisible();
  await expect(ben.page.getByRole("menuitem", { name: "Report message" })).toHaveCount(0);
  await ben.page.keyboard.press("Escape");

  // The rail says that something waits: from the next place one goes to, and of course on a fresh page; to nobody else.
  const waiting = /^Administration \d+ open report/;
  await ada.page.getByRole("link", { name: "Later" }).click();
  await expect(ada.page.getByRole("link", { name: waiting })).toBeVisible();
  await expect(ben.page.getByText("open report")).toHaveCount(0);
  await ada.page.reload();
  await ada.page.getByRole("link", { name: waiting }).click();
  await ada.page.getByRole("link", { name: /^Moderation \d+ open report/ }).click();
  const row = report(ada.page, text);
  await expect(row).toContainText("Cleo");
  await expect(row).toContainText("Spam or advertising");
  await expect(row).toContainText("The third one today");
  await expectAccessible(ada.page);
  await row.getByRole("button", { name: "Delete message" }).click();
  await ada.page.getByRole("alertdialog").getByRole("button", { name: "Delete message" }).click();
  await expect(row).toHaveCount(0);
  await expect(message(ben.page, text)).toHaveCount(0);
  await expect(message(cleo.page, text)).toHaveCount(0);

  await ada.page.goto("/demo-company/admin/moderation?state=resolved");
  await expect(report(ada.page, text)).toContainText("Deleted by Ada");
  // A page for administrators alone.
  expect((await ben.page.goto("/demo-company/admin/moderation"))?.status()).toBe(404);
});

test("a dismissed report leaves the message where it is", async ({ open }) => {
  const { ben, cleo } = await benAndCleo(open, "dismiss");
  const text = unique("an honest offer");
  await say(ben.page, text);
  await more(cleo.page, text, "Report message");
  const dialog = cleo.page.getByRole("dialog");
  await dialog.getByRole("radio", { name: "Something else" }).click();
  await dialog.getByRole("button", { name: "Report message" }).click();
  await expect(dialog.getByText("Say in a few words what it is.").first()).toBeVisible();
  await dialog.getByRole("textbox").fill("Not sure about it");
  await dialog.getByRole("button", { name: "Report message" }).click();
  await expect(dialog).toBeHidden();

  const ada = await open("ada");
  await ada.page.goto("/demo-company/admin/moderation");
  await report(ada.page, text).getByRole("button", { name: "Dismiss" }).click();
  await ada.page.getByRole("alertdialog").getByRole("button", { name: "Dismiss report" }).click();
  await expect(report(ada.page, text)).toHaveCount(0);
  await expect(message(ben.page, text)).toBeVisible();
});

test("a word on the list is refused with a way to edit, and reported where that was chosen", async ({ open }) => {
  const word = `zq${crypto.randomUUID().slice(0, 8)}`;
  const quiet = `zr${crypto.randomUUID().slice(0, 8)}`;
  const { ben, cleo } = await benAndCleo(open, "words");
  await say(ben.page, `${word} is fine today`);
  await expect(message(cleo.page, word)).toHaveCount(1);

  const ada = await open("ada");
  await ada.page.goto("/demo-company/admin/moderation");
  await ada.page.getByRole("tab", { name: "Word filter" }).click();
  await addWord(ada.page, `${word}*`);
  await addWord(ada.page, quiet, "Send and report");
  await ada.page.getByRole("textbox", { name: "A message" }).fill(`${word.toUpperCase()}ish`);
  await expect(ada.page.getByText(`It would be refused, because of “${word}*”.`)).toBeVisible();
  await expectAccessible(ada.page);

  await say(ben.page, `a ${word.toUpperCase()}s here`);
  const failed = ben.page.locator('[data-slot="pending-message"][data-state="failed"]');
  await expect(failed).toContainText("Not sent. The text has a word or phrase that is not allowed here.");
  await failed.getByRole("button", { name: "Edit" }).click();
  await expect(failed).toHaveCount(0);
  await expect(composer(ben.page)).toHaveValue(`a ${word.toUpperCase()}s here`);

  // A refused message takes its files back into the composer, and they go along with what is sent instead.
  const attached = ben.page.getByRole("list", { name: "Files to send" });
  await ben.page
    .locator('[data-slot="file-input"]')
    .setInputFiles({ name: "plan.txt", mimeType: "text/plain", buffer: Buffer.from("the plan") });
  await expect(ben.page.locator('[data-slot="upload"][data-state="ready"]')).toContainText("plan.txt");
  await say(ben.page, `the ${word} plan`);
  await expect(failed).toContainText("plan.txt");
  await failed.getByRole("button", { name: "Edit" }).click();
  await expect(failed).toHaveCount(0);
  await expect(attached).toContainText("plan.txt");
  await expect(composer(ben.page)).toHaveValue(`the ${word} plan`);
  await say(ben.page, "the better plan");
  await expect(message(cleo.page, "the better plan")).toContainText("plan.txt");

  await say(ben.page, `a ${quiet} then`);
  await expect(message(cleo.page, `a ${quiet} then`)).toBeVisible();
  await expect(message(cleo.page, word)).toHaveCount(1);

  // An edit is judged the same, and what was written is kept.
  const row = message(ben.page, quiet);
  // Rows have moved under a pointer that stood still, which then enters none of them: it comes from elsewhere.
  await expect(async () => {
    await ben.page.mouse.move(0, 0);
    await row.hover();
    await row.getByRole("button", { name: "Edit" }).click({ timeout: 2_000 });
  }).toPass();
  await ben.page.getByRole("textbox", { name: "New text of the message" }).fill(`now ${word}`);
  await ben.page.keyboard.press("Enter");
  await expect(ben.page.locator('[data-slot="change-failed"]')).toContainText("The change was not saved. The text has");

  await ada.page.goto("/demo-company/admin/moderation?source=filter");
  await expect(report(ada.page, quiet)).toContainText(`Matches “${quiet}”`);
  await report(ada.page, quiet).getByRole("button", { name: "Dismiss" }).click();
  await ada.page.getByRole("alertdialog").getByRole("button", { name: "Dismiss report" }).click();
  await removeWord(ada.page, `${word}*`);
  await removeWord(ada.page, quiet);
  await say(ben.page, `${word} again`);
  await expect(message(cleo.page, `${word} again`)).toBeVisible();
  await expect
    .poll(
      async () =>
        (await ask<{ messages: unknown[] }>(cleo, "GET", `rooms/${cleo.page.url().split("/").at(-1)}/messages`))
          .messages.length,
    )
    .toBe(4);
});
