/** A way through the product without a pointer, and every page at twice its size (WCAG 2.1.1, 1.4.4, 1.4.10). */
import { expect, test, type Locator, type Page } from "@playwright/test";
import { DEMO_PASSWORD } from "../../scripts/demo/people";
import { composer, message, personAt, unique } from "./support/people";

test("one signs in, talks, answers, tidies up and signs out with the keyboard alone", async ({ browser, baseURL }) => {
  const context = await browser.newContext({ ...(baseURL ? { baseURL } : {}), viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  const { keyboard } = page;

  await page.goto("/sign-in");
  await tabTo(page, page.getByLabel("E-mail address"));
  await keyboard.type("cleo@demo.example");
  await tabTo(page, page.getByLabel("Password", { exact: true }));
  await keyboard.type(DEMO_PASSWORD);
  await keyboard.press("Enter");
  await expect(page).toHaveURL(/\/demo-company\/rooms/);

  // A room of one's own, from the palette.
  const name = unique("keys");
  await expect(page.getByRole("navigation", { name: "Places" })).toBeVisible();
  // Until the frame answers keys.
  await page.waitForLoadState("networkidle");
  await openPalette(page, ">create channel");
  await keyboard.press("Enter");
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByLabel("Name", { exact: true })).toBeFocused();
  await keyboard.type(name);
  await keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();

  await tabTo(page, composer(page));
  await keyboard.type("first words");
  await keyboard.press("Enter");
  await expect(message(page, "first words")).toBeVisible();

  // Up edits one's last message.
  await keyboard.press("ArrowUp");
  await keyboard.press("End");
  await keyboard.type(", corrected");
  await keyboard.press("Enter");
  await expect(message(page, "first words, corrected")).toBeVisible();

  // To the message, and what can be done with it.
  const said = message(page, "first words, corrected");
  await tabTo(page, composer(page));
  await tabTo(page, said, "Shift+Tab");
  await keyboard.press("s");
  await expect(page.getByText("Saved for later").first()).toBeVisible();
  await keyboard.press("t");
  const reply = page.getByRole("textbox", { name: /^Reply/ });
  await expect(reply).toBeFocused();
  await keyboard.type("an answer to myself");
  await keyboard.press("Enter");
  const thread = page.getByRole("complementary", { name: "Thread" });
  await expect(thread.getByText("an answer to myself")).toBeVisible();
  await keyboard.press("Escape");
  await expect(thread).toBeHidden();

  await tabTo(page, said, "Shift+Tab");
  await keyboard.press("r");
  await expect(page.getByRole("searchbox")).toBeFocused();
  await keyboard.type("tada");
  await expect(page.getByRole("gridcell").first()).toContainText("🎉");
  await keyboard.press("Enter");
  await expect(said.getByRole("button", { name: /you reacted with 🎉/ })).toBeVisible();

  // The room's menu.
  await tabTo(page, page.getByRole("button", { name: "What can be done here" }), "Shift+Tab");
  await keyboard.press("Enter");
  await chooseItem(page, "Set topic");
  await expect(dialog.getByRole("textbox")).toBeFocused();
  await keyboard.type("said without a pointer");
  await keyboard.press("Enter");
  await expect(page.getByText("said without a pointer").first()).toBeVisible();
  await expect(dialog).toBeHidden();

  // Search, and from the hit back into the room.
  await keyboard.press("Control+g");
  await expect(page.getByRole("combobox", { name: "Search messages" })).toBeFocused();
  await keyboard.type(`"first words, corrected"`);
  await keyboard.press("Enter");
  const hit = page.getByRole("link", { name: /first words, corrected/ }).first();
  await expect(hit).toBeVisible();
  await tabTo(page, hit);
  await keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();

  // Deletes what was said: asked first, and the focus is not lost.
  await tabTo(page, said, "Shift+Tab");
  await keyboard.press("Delete");
  await expect(page.getByRole("alertdialog")).toBeVisible();
  await tabTo(page, page.getByRole("alertdialog").getByRole("button", { name: /^Delete/ }));
  await keyboard.press("Enter");
  await expect(message(page, "first words, corrected")).toHaveCount(0);

  await tabTo(page, page.getByRole("button", { name: /Your menu/ }), "Shift+Tab");
  await keyboard.press("Enter");
  await chooseItem(page, "Sign out");
  await expect(page.getByRole("link", { name: "Create an account" })).toBeVisible();
  await context.close();
});

test("at twice the size no page scrolls sideways, and the room's composer stays in reach", async ({
  browser,
  baseURL,
}) => {
  // A window of 1440 by 900 pixels at 200 % is 720 by 450 for the page.
  const ada = await personAt(browser, "ada", {
    ...(baseURL ? { baseURL } : {}),
    viewport: { width: 720, height: 450 },
    deviceScaleFactor: 2,
  });
  const { page } = ada;
  await page.goto("/demo-company/rooms");
  const { rooms } = (await (await ada.context.request.get("/api/t/demo-company/rooms?scope=mine")).json()) as {
    rooms: { roomId: string; name: string }[];
  };
  const general = rooms.find((room) => room.name === "general")?.roomId ?? "";
  const places = [
    `rooms/${general}`,
    `rooms/${general}?panel=members`,
    "rooms/threads",
    "later",
    "search?q=ferry",
    "people",
    "people/groups",
    "emoji",
    "settings/notifications",
    "admin/members",
    "admin/moderation",
    "admin/settings",
  ].map((path) => `/demo-company/${path}`);
  for (const path of [...places, "/account", "/new", "/outbox"]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(720);
  }
  await page.goto(`/demo-company/rooms/${general}`);
  await expect(composer(page)).toBeInViewport({ ratio: 1 });
  await ada.context.close();
});

/** Presses Tab until the element has the focus, as somebody would who looks for it. */
async function tabTo(page: Page, target: Locator, key: "Tab" | "Shift+Tab" = "Tab"): Promise<void> {
  await expect(target).toBeVisible();
  const isThere = () => target.evaluate((element) => element === document.activeElement);
  for (let tries = 0; tries < 80 && !(await isThere()); tries++) await page.keyboard.press(key);
  await expect(target).toBeFocused();
}

async function openPalette(page: Page, text: string): Promise<void> {
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("combobox")).toBeFocused();
  await page.keyboard.type(text);
  await expect(page.getByRole("option").first()).toBeVisible();
}

/** Walks an open menu by its first letters, as the platform's menus are walked. */
async function chooseItem(page: Page, name: string): Promise<void> {
  const item = page.getByRole("menuitem", { name });
  await expect(item).toBeVisible();
  await page.keyboard.type(name.slice(0, 3));
  await expect(item).toBeFocused();
  await page.keyboard.press("Enter");
}
