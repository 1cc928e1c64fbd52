/**
 * A working day of Ada, at a desk and with a phone beside it, and of Ben, with a phone only: what the product is for, in
 * the order in which it happens (MSG-01 to MSG-22 as people meet them). Details are in the other files; this one tells
 * whether everything works together, on the built Workers.
 */
import { readFileSync } from "node:fs";
import { expect, test, type Locator, type Page } from "@playwright/test";
import { DEMO_PASSWORD } from "../../scripts/demo/people";
import {
  ask,
  composer,
  expectAccessible,
  makeChannel,
  message,
  messageTexts,
  openRoom,
  personAt,
  personId,
  say,
  unique,
  type Person,
} from "./support/people";

const DESK = { viewport: { width: 1440, height: 900 } };
const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };

test("a day's work", async ({ browser, baseURL }) => {
  // Two minutes; only a machine that is busy with other things comes near this.
  test.setTimeout(300_000);
  const at = { ...(baseURL ? { baseURL } : {}) };
  const ada = await personAt(browser, "ada", { ...at, ...DESK });
  const adaPhone = await personAt(browser, "ada", { ...at, ...PHONE });
  // Of his own, since he signs out at the end.
  const benContext = await browser.newContext({ ...at, ...PHONE });
  const ben: Person = { context: benContext, page: await benContext.newPage() };
  const faults = [ada, adaPhone, ben].map(({ page }) => faultsOf(page));
  await ada.page.goto("/demo-company/rooms");
  const room = await makeChannel(ada, "harbour", [await personId(ada, "Ben")]);
  const harbour = (page: Page) => page.locator(`[data-slot="sidebar-room"][href$="${room}"]`);
  await openRoom(ada, room);

  await test.step("Ben signs in on his phone and catches up from where the unread begins", async () => {
    await say(ada.page, "Good morning");
    await say(ada.page, "The ferry is late");
    await expect(message(ada.page, "The ferry is late")).toBeVisible();
    await ben.page.goto("/sign-in?next=/demo-company/rooms");
    await ben.page.getByLabel("E-mail address").fill("ben@demo.example");
    await ben.page.getByLabel("Password", { exact: true }).fill(DEMO_PASSWORD);
    await ben.page.getByRole("button", { name: "Sign in", exact: true }).click();
    // The first page of a device brings everything with it.
    await expect(harbour(ben.page)).toContainText("2 unread", { timeout: 30_000 });
    await harbour(ben.page).click();
    await expect(ben.page.locator('[data-slot="unread-divider"]:visible')).toBeVisible();
    await expect(message(ben.page, "The ferry is late")).toBeInViewport();
    await expect(ada.page.locator('[data-slot="seen-by"]')).toContainText("Ben Lindqvist");
  });

  await test.step("Ada calls Ben by name, and his list counts it", async () => {
    await ben.page.getByRole("button", { name: "Back to rooms" }).click();
    await composer(ada.page).pressSequentially("@lind");
    await expect(ada.page.getByRole("option").first()).toContainText("Ben Lindqvist");
    await composer(ada.page).press("Enter");
    await composer(ada.page).pressSequentially("can you look at the crane?");
    await composer(ada.page).press("Enter");
    await expect(harbour(ben.page)).toContainText("1 mention");
    await harbour(ben.page).click();
    await expect(message(ben.page, "the crane").locator('[data-mention="me"]')).toHaveText("@Ben Lindqvist");
  });

  await test.step("Ben answers in a thread that the room sees as well", async () => {
    await onPhone(ben.page, "the crane", "Reply in thread");
    await replyField(ben.page).fill("It turns again by noon");
    await panel(ben.page)
      .getByRole("checkbox", { name: /^Also send to/ })
      .click();
    await panel(ben.page).getByRole("button", { name: "Send message" }).click();
    await expect(panel(ben.page).locator("article").filter({ hasText: "by noon" })).toContainText("Also sent");
    await expect(message(ada.page, "by noon")).toBeVisible();
    await expect(message(ada.page, "the crane").getByRole("link", { name: /1 reply/ })).toBeVisible();
    await ben.page.goBack();
    await expect(panel(ben.page)).toBeHidden();
  });

  await test.step("Ada changes one message on two devices, and loses neither text unasked", async () => {
    await say(ada.page, "Lunch at noon");
    await openRoom(adaPhone, room);
    await expect(message(ada.page, "Lunch at noon")).toBeVisible();
    await composer(ada.page).press("ArrowUp");
    const field = ada.page.getByRole("textbox", { name: "New text of the message" });
    await field.fill("Lunch at one, at the pier");
    await onPhone(adaPhone.page, "Lunch at noon", "Edit");
    await adaPhone.page.getByRole("textbox", { name: "New text of the message" }).fill("Lunch at two");
    await adaPhone.page.getByRole("button", { name: "Save", exact: true }).click();
    await expect(ada.page.getByText("Changed meanwhile")).toBeVisible();
    await expect(field).toHaveValue("Lunch at one, at the pier");
    await ada.page.getByRole("button", { name: "Save mine over it" }).click();
    await expect(composer(ada.page)).toBeFocused();
    await expect(message(ben.page, "Lunch at one, at the pier")).toContainText("(edited)");
  });

  await test.step("Ada deletes a message while Ben answers it: what he wrote stays his", async () => {
    await say(ada.page, "Wrong harbour, sorry");
    await expect(message(ben.page, "Wrong harbour")).toBeVisible();
    await onPhone(ben.page, "Wrong harbour", "Reply in thread");
    await replyField(ben.page).fill("Which one do you mean?");
    await message(ada.page, "Wrong harbour").focus();
    await ada.page.keyboard.press("Delete");
    await ada.page.getByRole("button", { name: "Delete message" }).click();
    await expect(panel(ben.page).getByText("This message was deleted")).toBeVisible();
    await expect(replyField(ben.page)).toHaveValue("Which one do you mean?");
    await replyField(ben.page).fill("");
    await ben.page.goBack();
    await expect(message(ben.page, "Wrong harbour")).toHaveCount(0);
  });

  await test.step("Ada drags a picture into the room, and Ben opens it", async () => {
    await drop(ada.page, "public/icons/512.png", "crane.png");
    const uploads = ada.page.getByRole("list", { name: "Files to send" }).getByRole("listitem");
    await expect(uploads.filter({ hasText: "ready to send" })).toHaveCount(1);
    await composer(ada.page).fill("The crane this morning");
    await composer(ada.page).press("Enter");
    const picture = message(ben.page, "The crane this morning").getByRole("img", { name: "crane.png" });
    await expect.poll(() => picture.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(0);
    await ben.page.getByRole("button", { name: "Open crane.png" }).click();
    await expect(ben.page.getByRole("dialog", { name: "crane.png" })).toBeVisible();
    await ben.page.getByRole("button", { name: "Close" }).click();
    await expect(ben.page.getByRole("dialog")).toHaveCount(0);
  });

  await test.step("Ben reacts with one touch", async () => {
    await longPress(ben.page, message(ben.page, "The crane this morning"));
    const sheet = ben.page.getByRole("dialog", { name: /^Message from/ });
    await sheet
      .getByRole("group", { name: "React" })
      .getByRole("button", { name: /^Add \p{Extended_Pictographic}/u })
      .first()
      .click();
    await expect(
      message(ada.page, "The crane this morning").getByRole("button", { name: /Ben Lindqvist reacted/ }),
    ).toBeVisible();
  });

  await test.step("Ada sends code and a link", async () => {
    await composer(ada.page).fill("```ts\nconst load = 12;\n```");
    await composer(ada.page).press("Control+Enter");
    await expect(ben.page.locator('pre[data-language="ts"]')).toHaveText("const load = 12;");
    await say(ada.page, "The plan: [drawing](https://example.com/crane)");
    const link = message(ben.page, "The plan").getByRole("link");
    await expect(link).toHaveText("drawing (example.com)");
    await expect(link).toHaveAttribute("href", "https://example.com/crane");
  });

  await test.step("Ben pins the plan, and quotes it", async () => {
    await onPhone(ben.page, "The plan", "Pin to this room");
    await expect(message(ada.page, "The plan")).toContainText("Pinned by Ben Lindqvist");
    await ada.page.getByRole("button", { name: "Pinned messages" }).click();
    await expect(panel(ada.page, "Pinned messages")).toContainText("The plan");
    await ada.page.keyboard.press("Escape");
    await expect(panel(ada.page, "Pinned messages")).toBeHidden();
    await onPhone(ben.page, "Lunch at one", "Quote");
    await expect(composer(ben.page)).toHaveValue(/^> Ada Okafor:\n> Lunch at one, at the pier\n/);
    await composer(ben.page).press("Control+End");
    await composer(ben.page).pressSequentially("I bring bread");
    await ben.page.getByRole("button", { name: "Send message" }).click();
    await expect(message(ada.page, "I bring bread").locator("blockquote")).toContainText("Lunch at one");
  });

  await test.step("Ada forwards it to another room", async () => {
    const called = unique("kitchen");
    const kitchen = await makeChannel(ada, called);
    const row = message(ada.page, "I bring bread");
    await row.hover();
    await row.getByRole("button", { name: "More" }).click();
    await ada.page.getByRole("menuitem", { name: "Forward" }).click();
    const dialog = ada.page.getByRole("dialog", { name: "Forward message" });
    await dialog.getByRole("combobox").fill(called);
    await ada.page.keyboard.press("Enter");
    await dialog.getByRole("button", { name: "Forward message" }).click();
    await ada.page.getByRole("button", { name: "Open", exact: true }).click();
    await expect(ada.page).toHaveURL(new RegExp(kitchen));
    await expect(message(ada.page, "I bring bread")).toBeVisible();
    await ada.page.goBack();
    await expect(message(ada.page, "I bring bread")).toBeVisible();
  });

  await test.step("Ben saves a message, is reminded of it, and is done with it", async () => {
    await onPhone(ben.page, "The crane this morning", "Remind me");
    await ben.page
      .getByRole("dialog", { name: "Remind me" })
      .getByRole("button", { name: /^In an hour/ })
      .click();
    await expect(message(ben.page, "The crane this morning").locator('[data-slot="saved-mark"]')).toContainText(
      "Reminder",
    );
    const seq = Number(await message(ben.page, "The crane this morning").getAttribute("data-seq"));
    // An hour later.
    await ask(ben, "POST", "saved", { room, seq, state: "todo", remindAt: Date.now() });
    await expect(ben.page.getByText(/^Reminder: a message in/)).toBeVisible();
    await ben.page.getByRole("button", { name: "Back to rooms" }).click();
    await place(ben.page, /^Later/).click();
    const row = ben.page.locator('[data-slot="later-row"]').filter({ has: ben.page.locator(`a[href*="${room}"]`) });
    await expect(row).toContainText(/Reminded/);
    await row.getByRole("button", { name: "Mark as done" }).click();
    await expect(row).toHaveCount(0);
    await ben.page.getByRole("tab", { name: /^Done/ }).click();
    await expect(row).toBeVisible();
  });

  await test.step("Ada begins to write at her desk and goes on with her phone", async () => {
    await composer(ada.page).fill("Half a thought");
    await expect(composer(adaPhone.page)).toHaveValue("Half a thought");
    // She leaves her desk: a text that is being typed is never replaced by one from elsewhere.
    await ada.page.goto("/demo-company/people");
    await composer(adaPhone.page).fill("Half a thought, and its end");
    await adaPhone.page.getByRole("button", { name: "Send message" }).click();
    await openRoom(ada, room);
    await expect(message(ada.page, "Half a thought, and its end")).toHaveCount(1);
    await expect(composer(ada.page)).toHaveValue("");
  });

  await test.step("Ada plans a message for tomorrow, and sends it at once after all", async () => {
    await composer(ada.page).fill("Summary of the day");
    await ada.page.getByRole("button", { name: "Sending options" }).click();
    await ada.page.getByRole("menuitem", { name: /^Tomorrow/ }).click();
    await ada.page.getByRole("button", { name: "Show", exact: true }).click();
    const row = ada.page.locator('[data-slot="later-row"]').filter({ has: ada.page.locator(`a[href*="${room}"]`) });
    await row.getByRole("button", { name: "Send now" }).click();
    await expect(row).toHaveCount(0);
    await place(ben.page, /^Rooms/).click();
    await harbour(ben.page).click();
    await expect(message(ben.page, "Summary of the day")).toHaveCount(1);
    await place(ada.page, /^Rooms/).click();
    await harbour(ada.page).click();
    await expect(message(ada.page, "Summary of the day")).toHaveCount(1);
  });

  await test.step("Ben searches for what was said, and the hit leads there", async () => {
    const word = unique("quayside").replace(" ", "");
    await say(ada.page, `We meet at ${word}`);
    await expect(message(ben.page, word)).toBeVisible();
    for (const line of ["one", "two", "three", "four", "five", "six"]) await say(ada.page, `${line}\n\n\n\n${line}`);
    await expect(message(ben.page, "six")).toBeVisible();
    await ben.page.getByRole("button", { name: "Back to rooms" }).click();
    await place(ben.page, /^Search/).click();
    const hit = ben.page.locator('[data-slot="search-hit"]').filter({ hasText: word });
    // Search reads Postgres, where a message arrives a moment later.
    await expect(async () => {
      await ben.page.getByRole("combobox", { name: "Search messages" }).fill(word);
      await ben.page.getByRole("combobox", { name: "Search messages" }).press("Enter");
      await expect(hit).toHaveCount(1, { timeout: 1_500 });
    }).toPass({ timeout: 20_000 });
    await hit.click();
    await expect(ben.page).toHaveURL(/\?message=\d+/);
    await expect(message(ben.page, word)).toBeInViewport();
  });

  await test.step("Ada marks a message unread at her desk, and her phone shows it", async () => {
    await say(ben.page, "Please decide by tonight");
    await expect(message(ada.page, "decide by tonight")).toBeVisible();
    await adaPhone.page.getByRole("button", { name: "Back to rooms" }).click();
    await expect(harbour(adaPhone.page)).toHaveAttribute("data-unread", "false");
    await message(ada.page, "decide by tonight").focus();
    await ada.page.keyboard.press("u");
    await expect(ada.page.locator('[data-slot="unread-divider"]:visible')).toBeVisible();
    await place(ada.page, /^People/).click();
    await expect(harbour(adaPhone.page)).toHaveAttribute("data-unread", "true");
    await openRoom(ada, room);
    await expect(harbour(adaPhone.page)).toHaveAttribute("data-unread", "false");
  });

  await test.step("Ben mutes the room: it stays quiet in his list", async () => {
    await ben.page.getByRole("button", { name: "What can be done here" }).click();
    await ben.page.getByRole("menuitemradio", { name: "Nothing (mute)" }).click();
    await ben.page.getByRole("button", { name: "Back to rooms" }).click();
    await expect(harbour(ben.page)).toContainText("muted");
    await say(ada.page, "Nobody has to hear this");
    await expect(message(ada.page, "Nobody has to hear this")).toBeVisible();
    await harbour(ben.page).click();
    await expect(message(ben.page, "Nobody has to hear this")).toBeVisible();
    await ben.page.getByRole("button", { name: "Back to rooms" }).click();
    await expect(harbour(ben.page)).toHaveAttribute("data-unread", "false");
  });

  await test.step("Ben does not want to be disturbed, and says why", async () => {
    await ada.page.getByRole("button", { name: /^Members:/ }).click();
    const row = panel(ada.page, "Members").getByRole("listitem").filter({ hasText: "Ben Lindqvist" });
    await expect(row).toContainText("Here");
    await appear(ben.page, "menuitemradio", "Do not disturb");
    await expect(row).toContainText("Do not disturb");
    await appear(ben.page, "menuitem", "Set status");
    await ben.page.getByLabel("Status", { exact: true }).fill("On the crane");
    await ben.page.getByRole("dialog").getByRole("button", { name: "Set status" }).click();
    await expect(row).toContainText("On the crane");
    await appear(ben.page, "menuitem", "Clear status");
    await appear(ben.page, "menuitemradio", "Here while I am");
    await expect(row).toContainText("Here");
    await expect(row).not.toContainText("On the crane");
    await ada.page.keyboard.press("Escape");
    await expect(panel(ada.page, "Members")).toBeHidden();
  });

  await test.step("Ben writes without a connection; it is sent once when he has one", async () => {
    await harbour(ben.page).click();
    await expect(ben.page.getByRole("main")).toHaveAttribute("data-connection", "live");
    await ben.context.setOffline(true);
    for (const text of ["from the crane 1", "from the crane 2"]) {
      await composer(ben.page).fill(text);
      await ben.page.getByRole("button", { name: "Send message" }).click();
    }
    await expect(ben.page.locator('[data-slot="pending-message"]')).toHaveCount(2);
    await say(ada.page, "meanwhile on the ground");
    await expect(message(ada.page, "meanwhile on the ground")).toBeVisible();
    await ben.context.setOffline(false);
    const order = ["meanwhile on the ground", "from the crane 1", "from the crane 2"];
    for (const { page } of [ada, ben])
      await expect.poll(async () => (await messageTexts(page)).slice(-3)).toEqual(order);
    await expect(ben.page.locator('[data-slot="pending-message"]')).toHaveCount(0);
  });

  await test.step("Ada takes Ben out of the room: it is over for him at once", async () => {
    await ada.page.getByRole("button", { name: /^Members:/ }).click();
    await ada.page.getByRole("button", { name: "What can be done with Ben Lindqvist" }).click();
    await ada.page.getByRole("menuitem", { name: "Remove from room" }).click();
    await ada.page.getByRole("alertdialog").getByRole("button", { name: "Remove" }).click();
    await expect(ben.page.getByRole("heading", { name: /You are no longer in/ })).toBeVisible();
    await expect(ben.page.getByRole("log")).toHaveCount(0);
    await expectAccessible(ben.page);
    await ben.page.getByRole("button", { name: "Go to your rooms" }).click();
    await expect(harbour(ben.page)).toHaveCount(0);
  });

  await test.step("Ben signs out", async () => {
    await ben.page.getByRole("button", { name: /Your menu/ }).click();
    await ben.page.getByRole("menuitem", { name: "Sign out" }).click();
    await expect(ben.page.getByRole("link", { name: "Create an account" })).toBeVisible();
    await ben.page.goto(`/demo-company/rooms/${room}`);
    await expect(ben.page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  });

  expect(faults.flat()).toEqual([]);
  await Promise.all([ada, adaPhone, ben].map(({ context }) => context.close()));
});

const panel = (page: Page, name = "Thread") => page.getByRole("complementary", { name, exact: true });
const replyField = (page: Page) => panel(page).getByRole("textbox", { name: "Reply in the thread" });
const place = (page: Page, name: RegExp) =>
  page.getByRole("navigation", { name: "Places" }).getByRole("link", { name });

/** What the page itself held against its code while it was used. */
function faultsOf(page: Page): string[] {
  const faults: string[] = [];
  page.on("pageerror", ({ message: text }) => faults.push(text));
  page.on("console", (line) => {
    // What the network refused (offline, removed, signed out) is meant to happen here.
    if (line.type() === "error" && !/Failed to load resource|WebSocket|net::ERR/.test(line.text()))
      faults.push(line.text());
  });
  return faults;
}

/** Chooses how one appears, from the foot of the list. */
async function appear(page: Page, role: "menuitem" | "menuitemradio", name: string): Promise<void> {
  await page.getByRole("button", { name: /Set how you appear/ }).click();
  await page.getByRole(role, { name, exact: true }).click();
  // While it closes, a click on its button would only close it.
  await expect(page.getByRole("menu")).toHaveCount(0);
}

/** Rests a finger on a message and takes what the sheet offers. */
async function onPhone(page: Page, text: string, item: string): Promise<void> {
  const row = message(page, text).first();
  await row.scrollIntoViewIfNeeded();
  await longPress(page, row);
  await page
    .getByRole("dialog", { name: /^Message from/ })
    .getByRole("button", { name: item, exact: true })
    .click();
}

async function longPress(page: Page, row: Locator): Promise<void> {
  const session = await page.context().newCDPSession(page);
  // Again when the list moved between the look and the touch.
  await expect(async () => {
    const box = await row.boundingBox();
    if (!box) throw new Error("The message is not on screen.");
    // Beside the text, where no link or picture takes the finger for itself.
    const touchPoints = [{ x: box.x + 30, y: box.y + Math.min(box.height - 6, 16) }];
    await session.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints });
    try {
      await expect(page.getByRole("dialog", { name: /^Message from/ })).toBeVisible({ timeout: 5_000 });
    } finally {
      await session.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
    }
  }).toPass({ timeout: 60_000 });
  await session.detach();
}

/** Drags a file of this repository from outside over the page, and lets go of it. */
async function drop(page: Page, path: string, name: string): Promise<void> {
  const base64 = readFileSync(path).toString("base64");
  const carried = await page.evaluateHandle(
    ([content, called]) => {
      const data = new DataTransfer();
      const bytes = Uint8Array.from(atob(content), (char) => char.charCodeAt(0));
      data.items.add(new File([bytes], called, { type: "image/png" }));
      return data;
    },
    [base64, name] as const,
  );
  const target = page.getByRole("log");
  await target.dispatchEvent("dragenter", { dataTransfer: carried });
  await expect(page.getByText("Drop files to attach them")).toBeVisible();
  await target.dispatchEvent("dragover", { dataTransfer: carried });
  await target.dispatchEvent("drop", { dataTransfer: carried });
  await expect(page.getByText("Drop files to attach them")).toBeHidden();
}
