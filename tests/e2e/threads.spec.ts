/** Threads, edits, deletions, pins and mark unread between two people, with the mouse and by keyboard alone (MSG-08, MSG-09, MSG-11, MSG-17). */
import { expect, test as base, type Locator, type Page } from "@playwright/test";
import {
  composer,
  expectAccessible,
  makeChannel,
  openRoom,
  personAt,
  personId,
  say,
  unique,
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

async function adaAndBen(open: (who: string) => Promise<Person>, name: string) {
  const ada = await open("ada");
  const ben = await open("ben");
  const room = await makeChannel(ada, name, [await personId(ada, "Ben")]);
  await openRoom(ada, room);
  await openRoom(ben, room);
  return { ada: ada.page, ben: ben.page, room, adaPerson: ada, benPerson: ben };
}

const list = (page: Page) => page.locator('[data-slot="message-list"]:visible');
const inRoom = (page: Page, text: string) => list(page).locator('[data-slot="message"]').filter({ hasText: text });
const panel = (page: Page, name = "Thread") => page.getByRole("complementary", { name, exact: true });
const inThread = (page: Page, text: string) => panel(page).locator('[data-slot="message"]').filter({ hasText: text });
const replyField = (page: Page) => panel(page).getByRole("textbox", { name: "Reply in the thread" });

async function more(page: Page, row: Locator, item: string) {
  await row.hover();
  await row.getByRole("button", { name: "More" }).click();
  await page.getByRole("menuitem", { name: item }).click();
}

test("a reply in a thread is counted under its message, and leads there", async ({ open }) => {
  const { ada, ben, room } = await adaAndBen(open, "thread");
  // Other rooms may have threads that wait for her.
  const threads = ada.getByRole("link", { name: /^Threads/ });
  const waiting = async () => Number.parseInt((await threads.locator(".sr-only").allTextContents())[0] ?? "0", 10);
  const before = await waiting();
  await say(ada, "Where do we meet?");
  await inRoom(ben, "Where do we meet").hover();
  await inRoom(ben, "Where do we meet").getByRole("button", { name: "Reply in thread" }).click();
  await expect(replyField(ben)).toBeFocused();
  await replyField(ben).fill("At the station");
  await replyField(ben).press("Enter");
  await expect(inThread(ben, "At the station")).toBeVisible();
  await expect(ben).toHaveURL(/panel=thread&root=\d+/);

  // It is no message of the room, and it is news for who wrote the first one.
  const summary = inRoom(ada, "Where do we meet").getByRole("link", { name: /1 reply/ });
  await expect(summary).toBeVisible();
  await expect(inRoom(ada, "At the station")).toHaveCount(0);
  await expect.poll(waiting).toBe(before + 1);
  await summary.click();
  await expect(inThread(ada, "At the station")).toBeVisible();
  await expect.poll(waiting).toBe(before);
  await expectAccessible(ada);

  // Also in the room, and by link.
  await panel(ada)
    .getByRole("checkbox", { name: /^Also send to/ })
    .click();
  await replyField(ada).fill("At noon then");
  await replyField(ada).press("Enter");
  await expect(inRoom(ben, "At noon then")).toBeVisible();
  await expect(inThread(ben, "At noon then")).toContainText("Also sent to the room");
  await expect(inRoom(ben, "Where do we meet").getByRole("link", { name: /2 replies/ })).toBeVisible();

  await replyField(ada).press("Escape");
  await expect(panel(ada)).toBeHidden();
  await ada.goto(
    `/demo-company/rooms/${room}?message=${await inThread(ben, "At the station").getAttribute("data-seq")}`,
  );
  await expect(inThread(ada, "At the station")).toBeVisible();
  await ada.goBack();
});

test("threads that I follow stand in one list", async ({ open }) => {
  const { ada, ben } = await adaAndBen(open, "list");
  const question = unique("A question of mine");
  await say(ada, question);
  await inRoom(ben, question).hover();
  await inRoom(ben, question).getByRole("button", { name: "Reply in thread" }).click();
  await replyField(ben).fill("An answer");
  await replyField(ben).press("Enter");
  await ada.getByRole("link", { name: /^Threads/ }).click();
  const item = ada.locator('[data-slot="followed-thread"]').filter({ hasText: question });
  await expect(item).toHaveAttribute("data-unread", "true");
  await expectAccessible(ada);
  await item.click();
  await expect(inThread(ada, "An answer")).toBeVisible();
  await panel(ada).getByRole("button", { name: "Following" }).click();
  await expect(panel(ada).getByRole("button", { name: "Follow", exact: true })).toBeVisible();
  await ada.goBack();
  await expect(item).toHaveCount(0);
});

test("what I wrote can be changed and deleted, and others see it", async ({ open }) => {
  const { ada, ben } = await adaAndBen(open, "edit");
  await say(ada, "Teh plan");
  await expect(inRoom(ben, "Teh plan")).toBeVisible();
  await composer(ada).press("ArrowUp");
  const field = ada.getByRole("textbox", { name: "New text of the message" });
  await expect(field).toBeFocused();
  await field.fill("The plan");
  await field.press("Enter");
  await expect(composer(ada)).toBeFocused();
  await expect(inRoom(ben, "The plan")).toContainText("(edited)");

  await inRoom(ben, "The plan").hover();
  await expect(inRoom(ben, "The plan").getByRole("button", { name: "Edit" })).toHaveCount(0);

  await inRoom(ada, "The plan").focus();
  await ada.keyboard.press("e");
  await field.fill("Nothing of this");
  await field.press("Escape");
  await expect(inRoom(ada, "The plan")).toBeFocused();

  await more(ada, inRoom(ada, "The plan"), "Show earlier versions");
  await expect(ada.getByRole("dialog", { name: "Earlier versions" })).toContainText("Teh plan");
  await ada.keyboard.press("Escape");

  await inRoom(ada, "The plan").focus();
  await ada.keyboard.press("Delete");
  await expectAccessible(ada);
  await ada.getByRole("button", { name: "Delete message" }).click();
  await expect(inRoom(ben, "This message was deleted")).toBeVisible();
  await expect(ben.getByText("The plan")).toHaveCount(0);
});

test("an edit on two devices is never lost silently", async ({ open }) => {
  const { ada, room } = await adaAndBen(open, "conflict");
  await say(ada, "first");
  const other = await open("ada");
  await openRoom(other, room);
  await composer(ada).press("ArrowUp");
  const field = ada.getByRole("textbox", { name: "New text of the message" });
  await field.fill("mine");
  await composer(other.page).press("ArrowUp");
  await other.page.getByRole("textbox", { name: "New text of the message" }).fill("theirs");
  await other.page.keyboard.press("Enter");
  await expect(ada.getByText("Changed meanwhile")).toBeVisible();
  await expect(field).toHaveValue("mine");
  await expectAccessible(ada);
  await field.press("Enter");
  await expect(ada.getByRole("button", { name: "Save mine over it" })).toBeFocused();
  await ada.keyboard.press("Enter");
  await expect(inRoom(other.page, "mine")).toBeVisible();
});

test("a pinned message is found again, by everybody", async ({ open }) => {
  const { ada, ben } = await adaAndBen(open, "pins");
  await ada.getByRole("button", { name: "Pinned messages" }).click();
  await expect(panel(ada, "Pinned messages")).toContainText("Nothing is pinned here");
  await say(ben, "The door code is on the wall");
  await more(ben, inRoom(ben, "The door code"), "Pin to this room");
  await expect(inRoom(ada, "The door code")).toContainText("Pinned by Ben Lindqvist");
  await expect(panel(ada, "Pinned messages")).toContainText("The door code");
  await expectAccessible(ada);
  await panel(ada, "Pinned messages")
    .getByRole("button", { name: /^Unpin/ })
    .click();
  await expect(panel(ada, "Pinned messages")).toContainText("Nothing is pinned here");
  await expect(inRoom(ben, "The door code")).not.toContainText("Pinned by");
});

test("mark unread keeps the room unread until I come again", async ({ open }) => {
  const { ada, ben, room } = await adaAndBen(open, "unread");
  await say(ben, "one");
  await say(ben, "two");
  await expect(inRoom(ada, "two")).toBeVisible();
  // What Ben wrote is read, which he sees.
  await expect(list(ben).locator('[data-slot="seen-by"]')).toContainText("Ada Okafor");
  await inRoom(ada, "two").focus();
  await ada.keyboard.press("u");
  await expect(list(ada).locator('[data-slot="unread-divider"]')).toBeVisible();
  await ada.getByRole("link", { name: /^general/ }).click();
  const entry = ada.locator(`[data-slot="sidebar-room"][href$="${room}"]`);
  await expect(entry).toHaveAttribute("data-unread", "true");
  await entry.click();
  await expect(list(ada).locator('[data-slot="unread-divider"]')).toBeVisible();
});

test("a message is quoted, and forwarded to another room with the way back", async ({ open }) => {
  const { ada, ben } = await adaAndBen(open, "forward");
  const name = unique("target").replace(" ", "");
  const target = await makeChannel({ page: ada, context: ada.context() }, name);
  await say(ben, "worth knowing");
  await more(ada, inRoom(ada, "worth knowing"), "Quote");
  await expect(composer(ada)).toBeFocused();
  await expect(composer(ada)).toHaveValue(/> Ben Lindqvist:\n> worth knowing\n/);
  await composer(ada).fill("");
  await more(ada, inRoom(ada, "worth knowing"), "Forward");
  const dialog = ada.getByRole("dialog", { name: "Forward message" });
  await expectAccessible(ada);
  await dialog.getByRole("button", { name: "Forward message" }).click();
  await expect(dialog).toContainText("Pick a room.");
  await dialog.getByRole("combobox").fill(name);
  await ada.keyboard.press("Enter");
  await dialog.getByRole("textbox", { name: /Comment/ }).fill("see this");
  await dialog.getByRole("button", { name: "Forward message" }).click();
  await ada.getByRole("button", { name: "Open" }).click();
  await expect(ada).toHaveURL(new RegExp(target));
  await expect(inRoom(ada, "see this")).toContainText("worth knowing");
  await inRoom(ada, "see this").getByRole("link").click();
});

test("the keyboard alone answers, changes and pins", async ({ open }) => {
  const { ada, ben } = await adaAndBen(open, "keyboard");
  await say(ben, "by keyboard");
  await expect(inRoom(ada, "by keyboard")).toBeVisible();
  await composer(ada).press("ArrowUp");
  await expect(inRoom(ada, "by keyboard")).toBeFocused();
  await ada.keyboard.press("t");
  await expect(replyField(ada)).toBeFocused();
  await ada.keyboard.type("an answer");
  await ada.keyboard.press("Enter");
  await expect(inThread(ada, "an answer")).toBeVisible();
  await ada.keyboard.press("ArrowUp");
  await expect(panel(ada).getByRole("textbox", { name: "New text of the message" })).toBeFocused();
  await ada.keyboard.type(", better");
  await ada.keyboard.press("Enter");
  await expect(inThread(ada, "an answer, better")).toBeVisible();
  await ada.keyboard.press("Escape");
  await expect(inRoom(ada, "by keyboard")).toBeFocused();
  await ada.keyboard.press("p");
  await expect(inRoom(ben, "by keyboard")).toContainText("Pinned by Ada Okafor");
  await ada.keyboard.press("Shift+F10");
  await expect(ada.getByRole("menuitem", { name: "Unpin" })).toBeVisible();
});

test("on a phone a long press offers the same, and a thread fills the screen", async ({ open }) => {
  const ada = await open("ada", { phone: true });
  const room = await makeChannel(ada, "phone");
  await openRoom(ada, room);
  await say(ada.page, "press me");
  await longPress(ada.page, inRoom(ada.page, "press me"));
  const sheet = ada.page.getByRole("dialog", { name: /^Message from/ });
  await expect(sheet).toBeVisible();
  await expectAccessible(ada.page);
  await sheet.getByRole("button", { name: "Reply in thread" }).click();
  await expect(panel(ada.page)).toBeVisible();
  for (const width of [390, 320]) {
    await ada.page.setViewportSize({ width, height: 640 });
    await expect.poll(() => ada.page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    await expectAccessible(ada.page);
  }
  await ada.page.goBack();
  await expect(panel(ada.page)).toBeHidden();
});

/** A finger that rests: touch events with nothing between them. */
async function longPress(page: Page, row: Locator): Promise<void> {
  const session = await page.context().newCDPSession(page);
  // Again when the list moved between the look and the touch.
  await expect(async () => {
    const box = await row.boundingBox();
    if (!box) throw new Error("The message is not on screen.");
    const touchPoints = [{ x: box.x + box.width / 2, y: box.y + box.height - 6 }];
    await session.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints });
    try {
      await expect(page.getByRole("dialog", { name: /^Message from/ })).toBeVisible({ timeout: 5_000 });
    } finally {
      await session.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
    }
  }).toPass({ timeout: 60_000 });
  await session.detach();
}
