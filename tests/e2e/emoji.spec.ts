/** A tenant's own emoji: added, found, written, reacted with and deleted (MSG-07). */
import { expect, test as base, type Locator, type Page } from "@playwright/test";
import { png } from "../support/pictures";
import {
  composer,
  expectAccessible,
  makeChannel,
  message,
  openRoom,
  personAt,
  personId,
  say,
  type Person,
} from "./support/people";

const test = base.extend<{ open: (who: string, options?: { phone?: boolean }) => Promise<Person> }>({
  open: async ({ browser, baseURL }, use) => {
    const opened: Person[] = [];
    await use(async (who, { phone = false } = {}) => {
      const size = phone
        ? { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }
        : { viewport: { width: 1440, height: 900 } };
      const person = await personAt(browser, who, { ...(baseURL ? { baseURL } : {}), ...size });
      await person.page.goto("/demo-company/rooms");
      opened.push(person);
      return person;
    });
    for (const { context } of opened) await context.close();
  },
});

/** A name nobody else has. */
const freshName = () => `ship-${crypto.randomUUID().slice(0, 8)}`;
const dialogOf = (page: Page) => page.getByRole("dialog", { name: "Add emoji" });
const own = (place: Page | Locator, name: string) => place.getByRole("img", { name: `:${name}:` });

async function choose(page: Page, fileName: string, bytes: Uint8Array) {
  await dialogOf(page)
    .getByLabel("Picture")
    .setInputFiles({ name: fileName, mimeType: "image/png", buffer: Buffer.from(bytes) });
}

async function add(page: Page, name: string) {
  await page.goto("/demo-company/emoji");
  await page.getByRole("button", { name: "Add emoji" }).click();
  await choose(page, `${name}.png`, png(64, 64));
  await expect(dialogOf(page).getByRole("textbox", { name: "Name" })).toHaveValue(name);
  await dialogOf(page).getByRole("button", { name: "Add emoji" }).click();
  await expect(dialogOf(page)).toBeHidden();
}

const row = (page: Page, name: string) => page.locator('[data-slot="emoji-row"]').filter({ hasText: `:${name}:` });

test("says what is wrong with a picture or a name, beside the field", async ({ open }) => {
  const { page } = await open("ada");
  const name = freshName();
  await add(page, name);
  await expect(row(page, name)).toContainText("Ada Okafor");
  await expectAccessible(page);

  await page.getByRole("button", { name: "Add emoji" }).click();
  const dialog = dialogOf(page);
  await dialog.getByRole("button", { name: "Add emoji" }).click();
  await expect(dialog).toContainText("Choose a picture.");
  await expect(dialog).toContainText("Give it a name.");
  await choose(page, "tiny.png", png(8, 8));
  await expect(dialog).toContainText("fewer than 16 pixels");
  await choose(page, "page.png", new TextEncoder().encode("<script>alert(1)</script>"));
  await expect(dialog).toContainText("not a PNG, GIF, WebP or JPEG");
  await choose(page, "good.png", png(32, 32));
  await expect(dialog.getByRole("img", { name: "Preview" })).toBeVisible();
  const field = dialog.getByRole("textbox", { name: "Name" });
  await field.fill(name);
  await expect(dialog).toContainText("There is an emoji of this name.");
  await field.fill("tada");
  await dialog.getByRole("button", { name: "Add emoji" }).click();
  await expect(dialog).toContainText("Everybody has an emoji of this name.");
  await expectAccessible(page);
  await page.keyboard.press("Escape");

  await page.getByRole("searchbox").fill(name);
  await expect(page.getByRole("status").filter({ hasText: "1 emoji" })).toBeVisible();
  await page.getByRole("searchbox").fill("nothing-like-this");
  await expect(page.getByRole("status").filter({ hasText: "nothing-like-this" })).toBeVisible();
});

test("is written, picked and reacted with, and news of it reaches a page that was open", async ({ open }) => {
  const ada = await open("ada");
  const ben = await open("ben");
  const room = await makeChannel(ada, "emoji", [await personId(ada, "Ben")]);
  await openRoom(ben, room);
  const name = freshName();
  await add(ada.page, name);
  await openRoom(ada, room);

  // By its letters, from the list above the field.
  await composer(ada.page).pressSequentially(`Ready :${name.slice(0, 9)}`);
  await expect(ada.page.getByRole("option", { name: `:${name}:` }).locator("img")).toBeVisible();
  await ada.page.keyboard.press("Enter");
  await expect(composer(ada.page)).toHaveValue(`Ready :${name}: `);
  await composer(ada.page).pressSequentially(`and \`:${name}:\` as code`);
  await ada.page.keyboard.press("Enter");
  await expect(own(message(ada.page, "Ready"), name)).toHaveCount(1);
  await expect(message(ada.page, "Ready").locator("code")).toHaveText(`:${name}:`);
  // Ben's page has never heard of it.
  await expect(own(message(ben.page, "Ready"), name)).toHaveCount(1);
  await expect
    .poll(() => own(message(ben.page, "Ready"), name).evaluate((img: HTMLImageElement) => img.naturalWidth))
    .toBe(64);

  // From the picker, as a reaction.
  await message(ben.page, "Ready").hover();
  await message(ben.page, "Ready").getByRole("button", { name: "React", exact: true }).click();
  const picker = ben.page.getByRole("dialog", { name: "React" });
  await picker.getByRole("searchbox").fill(name);
  await picker.getByRole("gridcell", { name: `:${name}:` }).click();
  const chip = message(ada.page, "Ready").getByRole("button", { name: `:${name}: 1` });
  await expect(chip.locator("img")).toBeVisible();
  await chip.hover();
  await expect(ada.page.getByRole("tooltip")).toContainText(`Ben Lindqvist reacted with :${name}:`);
  await chip.click();
  await expect(message(ben.page, "Ready").getByRole("button", { name: `:${name}: 2` })).toBeVisible();
  await expectAccessible(ada.page);

  // Times and unknown names are as typed.
  await say(ada.page, "at 10:30:45 with :no-such-emoji:");
  await expect(message(ben.page, "at 10:30:45 with :no-such-emoji:").locator("img[data-emoji-name]")).toHaveCount(0);
});

test("deleted, it is its name wherever it stands; only its author and administrators may", async ({ open }) => {
  const ben = await open("ben");
  const name = freshName();
  await add(ben.page, name);
  const list = (await (await ben.context.request.get("/api/t/demo-company/emoji")).json()) as {
    emoji: { id: string; name: string }[];
  };
  const id = list.emoji.find((one) => one.name === name)?.id ?? "";
  const picture = `/api/t/demo-company/emoji/${id}/picture`;
  const answer = await ben.context.request.get(picture);
  expect(answer.headers()).toMatchObject({
    "content-type": "image/png",
    "x-content-type-options": "nosniff",
    "content-security-policy": "default-src 'none'; sandbox",
    "cache-control": "private, max-age=31536000, immutable",
  });
  // Somebody of another tenant, and nobody.
  const stranger = await open("zoe@acme");
  expect((await stranger.context.request.get(picture)).status()).toBe(404);

  const room = await makeChannel(ben, "emoji", []);
  await openRoom(ben, room);
  await say(ben.page, `gone soon :${name}:`);
  await expect(own(message(ben.page, "gone soon"), name)).toBeVisible();
  await ben.page.goto("/demo-company/emoji");
  await ben.page.getByRole("searchbox").fill(name);
  await row(ben.page, name)
    .getByRole("button", { name: `Delete :${name}:` })
    .click();
  await expectAccessible(ben.page);
  await ben.page.getByRole("button", { name: "Delete emoji" }).click();
  await expect(row(ben.page, name)).toHaveCount(0);
  expect((await ben.context.request.get(picture)).status()).toBe(404);
  await openRoom(ben, room);
  await expect(message(ben.page, `gone soon :${name}:`)).toBeVisible();
  await expect(own(message(ben.page, "gone soon"), name)).toHaveCount(0);
});

test("fits a phone", async ({ open }) => {
  const { page } = await open("ada", { phone: true });
  await add(page, freshName());
  await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  await page.getByRole("button", { name: "Add emoji" }).click();
  await expect(dialogOf(page)).toBeVisible();
  await expectAccessible(page);
});

test("stands as a picture in a status, picked beside it or written into it", async ({ open }) => {
  const edda = await open("edda");
  const { page } = edda;
  const name = freshName();
  await add(page, name);
  await page.goto("/demo-company/rooms");
  const me = page.getByRole("button", { name: "Set how you appear" });
  await me.click();
  await page.getByRole("menuitem", { name: "Set status" }).click();
  const dialog = page.getByRole("dialog", { name: "Set status" });
  await dialog.getByRole("textbox").fill(`At sea on :${name}: until 10:30:00`);
  await dialog.getByRole("button", { name: "No emoji. Pick one" }).click();
  const picker = page.getByRole("dialog", { name: "No emoji. Pick one" });
  await picker.getByRole("searchbox").fill(name);
  await picker.getByRole("gridcell", { name: `:${name}:` }).click();
  await dialog.getByRole("button", { name: "Set status" }).click();
  const pictures = me.locator(`img[data-emoji-name="${name}"]`);
  await expect(pictures).toHaveCount(2);
  await expect(me).toContainText("until 10:30:00");
  await me.click();
  await page.getByRole("menuitem", { name: "Clear status" }).click();
  await expect(pictures).toHaveCount(0);
});
