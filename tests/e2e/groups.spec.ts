/** Groups of people to mention: made by an administrator, counted for who is in the room (MSG-13). */
import { expect, test as base, type Page } from "@playwright/test";
import {
  composer,
  expectAccessible,
  makeChannel,
  message,
  openRoom,
  personAt,
  personId,
  type Person,
} from "./support/people";

const test = base.extend<{ open: (who: string) => Promise<Person> }>({
  open: async ({ browser, baseURL }, use) => {
    const opened: Person[] = [];
    await use(async (who) => {
      const person = await personAt(browser, who, {
        ...(baseURL ? { baseURL } : {}),
        viewport: { width: 1440, height: 900 },
      });
      await person.page.goto("/demo-company/rooms");
      opened.push(person);
      return person;
    });
    for (const { context } of opened) await context.close();
  },
});

const freshHandle = () => `crew-${crypto.randomUUID().slice(0, 8)}`;
const row = (page: Page, handle: string) => page.locator('[data-slot="group-row"]').filter({ hasText: `@${handle}` });
const entry = (page: Page, room: string) => page.locator(`[data-slot="sidebar-room"][href$="${room}"]`);

async function make(page: Page, handle: string, names: string[]) {
  await page.goto("/demo-company/people/groups");
  await page.getByRole("button", { name: "New group" }).click();
  const dialog = page.getByRole("dialog", { name: "New group" });
  await dialog.getByRole("button", { name: "Save group" }).click();
  await expect(dialog).toContainText("Give it a handle.");
  await dialog.getByRole("textbox", { name: "Handle" }).fill(handle);
  await dialog.getByRole("textbox", { name: "Name", exact: true }).fill("The crew");
  for (const name of names) {
    await dialog.getByRole("combobox").fill(name);
    await page.keyboard.press("Enter");
  }
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Save group" }).click();
  await expect(dialog).toBeHidden();
}

test("a mention of a group is one for each of its people in the room, and stays so", async ({ open }) => {
  const gus = await open("gus");
  const handle = freshHandle();
  await make(gus.page, handle, ["Ben", "Edda"]);
  await expect(row(gus.page, handle)).toContainText("Ben Lindqvist, Edda Ruiz");
  await expectAccessible(gus.page);

  const ada = await open("ada");
  const room = await makeChannel(ada, "groups", [await personId(ada, "Ben"), await personId(ada, "Cleo")]);
  const [ben, cleo] = [await open("ben"), await open("cleo")];
  await openRoom(ada, room);
  await composer(ada.page).pressSequentially(`@${handle.slice(0, 9)}`);
  await expect(ada.page.getByRole("option", { name: new RegExp(`^@? ?${handle}`) })).toContainText("2 people");
  await ada.page.keyboard.press("Enter");
  // Who of the group is elsewhere is named before it is sent; Ben is here.
  const notice = ada.page.locator('[data-slot="mention-notice"]');
  await expect(notice).toContainText("Edda Ruiz is not in this room and will not be told.");
  await expect(notice).not.toContainText("Ben");
  await composer(ada.page).pressSequentially("look at this");
  await ada.page.keyboard.press("Enter");
  const chip = message(ada.page, "look at this").locator('[data-mention="group"]');
  await expect(chip).toHaveText(`@${handle}`);
  await chip.hover();
  await expect(ada.page.getByRole("tooltip")).toContainText("The crew: Ben Lindqvist, Edda Ruiz");

  // Ben is called, Cleo has something new and is not.
  await expect(entry(ben.page, room)).toContainText("1");
  await expect(entry(cleo.page, room)).toHaveAttribute("data-unread", "true");
  await expect(entry(cleo.page, room)).not.toContainText("1 mention");
  await ben.page.reload();
  await expect(entry(ben.page, room)).toContainText("1");

  await openRoom(ben, room);
  await expect(message(ben.page, "look at this").locator('[data-mention="me"]')).toHaveText(`@${handle}`);

  // A member sees the group and may not change it; deleted, it keeps its handle in what was written.
  await ben.page.goto("/demo-company/people/groups");
  await expect(row(ben.page, handle)).toBeVisible();
  await expect(ben.page.getByRole("button", { name: `Delete @${handle}` })).toHaveCount(0);
  await row(gus.page, handle)
    .getByRole("button", { name: `Delete @${handle}` })
    .click();
  await gus.page.getByRole("button", { name: "Delete group" }).click();
  await expect(row(gus.page, handle)).toHaveCount(0);
  await openRoom(ben, room);
  await expect(message(ben.page, "look at this").locator("[data-mention]")).toHaveText(`@${handle}`);
});
