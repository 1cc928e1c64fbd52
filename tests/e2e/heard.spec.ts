/** What a screen reader is told of a room: each new message once, whatever the connection does (MSG-07, WCAG 4.1.3). */
import { expect, test, type Page } from "@playwright/test";
import { composer, makeChannel, message, openRoom, personAt, personId, say, type Person } from "./support/people";

// Two devices that come and go, and a region that takes a second for each line.
test.describe.configure({ timeout: 120_000 });

let ada: Person;
let ben: Person;

test.beforeEach(async ({ browser, baseURL }) => {
  const at = { ...(baseURL ? { baseURL } : {}), viewport: { width: 1440, height: 900 } };
  ada = await personAt(browser, "ada", at);
  ben = await personAt(browser, "ben", at);
  await Promise.all([ada.page.goto("/demo-company/rooms"), ben.page.goto("/demo-company/rooms")]);
  const room = await makeChannel(ada, "heard", [await personId(ada, "Ben")]);
  await openRoom(ben, room);
  await say(ben.page, "said before Ada came");
  await expect(message(ben.page, "said before Ada came")).toBeVisible();
  await openRoom(ada, room);
  await expect(message(ada.page, "said before Ada came")).toBeVisible();
  await listen(ada.page);
});

test.afterEach(async () => {
  await Promise.all([ada.context.close(), ben.context.close()]);
});

test("each message of a burst is heard once, in order, also the same words twice; one's own are not", async () => {
  for (const text of ["one", "two", "two", "three"]) await say(ben.page, text);
  await expect
    .poll(() => heard(ada.page))
    .toEqual(["one", "two", "two", "three"].map((text) => `Ben Lindqvist: ${text}`));
  await say(ada.page, "mine");
  await expect(message(ben.page, "mine")).toBeVisible();
  await say(ben.page, "after mine");
  await expect.poll(async () => (await heard(ada.page)).slice(4)).toEqual(["Ben Lindqvist: after mine"]);
});

test("a flood is told as a number, so that the newest is not heard minutes late", async () => {
  await ada.context.setOffline(true);
  await expect(ada.page.getByText(/This device is offline/)).toBeVisible();
  for (let at = 1; at <= 9; at++) await say(ben.page, `flood ${at}`);
  await expect(message(ben.page, "flood 9")).toBeVisible();
  await ada.context.setOffline(false);
  await expect.poll(async () => (await heard(ada.page)).reduce((sum, line) => sum + messagesIn(line), 0)).toBe(9);
  expect((await heard(ada.page)).length).toBeLessThan(9);
});

test("replies of an open thread are heard as such, and an edit or a reaction is no new message", async () => {
  await say(ada.page, "a question");
  await message(ada.page, "a question").focus();
  await ada.page.keyboard.press("t");
  await expect(ada.page.getByRole("textbox", { name: "Reply in the thread" })).toBeFocused();
  await message(ben.page, "a question").focus();
  await ben.page.keyboard.press("t");
  const reply = ben.page.getByRole("textbox", { name: "Reply in the thread" });
  await reply.fill("an answer");
  await reply.press("Enter");
  await expect.poll(() => heard(ada.page)).toEqual(["Ben Lindqvist, in a thread: an answer"]);
  await ben.page
    .getByRole("complementary", { name: "Thread", exact: true })
    .getByRole("button", { name: "Close" })
    .click();
  await message(ben.page, "said before Ada came").focus();
  await ben.page.keyboard.press("e");
  await ben.page.getByRole("textbox", { name: "New text of the message" }).fill("said much earlier");
  await ben.page.keyboard.press("Enter");
  await expect(message(ada.page, "said much earlier")).toContainText("(edited)");
  await say(ben.page, "news");
  await expect.poll(() => heard(ada.page)).toEqual(["Ben Lindqvist, in a thread: an answer", "Ben Lindqvist: news"]);
});

test("what was said while one was away is heard once when the connection is back, and nothing again", async () => {
  await say(ben.page, "before");
  await expect.poll(() => heard(ada.page)).toEqual(["Ben Lindqvist: before"]);
  await ada.context.setOffline(true);
  await expect(ada.page.getByText(/This device is offline/)).toBeVisible();
  await composer(ada.page).fill("written offline");
  await composer(ada.page).press("Enter");
  for (const text of ["missed 1", "missed 2"]) await say(ben.page, text);
  await expect(message(ben.page, "missed 2")).toBeVisible();
  await ada.context.setOffline(false);
  await expect(message(ada.page, "written offline")).toBeVisible();
  await say(ben.page, "after");
  const all = ["before", "missed 1", "missed 2", "after"].map((text) => `Ben Lindqvist: ${text}`);
  await expect.poll(() => heard(ada.page), { timeout: 20_000 }).toEqual(all);
  // A second time, with nothing missed.
  await ada.context.setOffline(true);
  await expect(ada.page.getByText(/This device is offline/)).toBeVisible();
  await ada.context.setOffline(false);
  await expect(ada.page.getByRole("main")).toHaveAttribute("data-connection", "live");
  await say(ben.page, "the end");
  await expect.poll(() => heard(ada.page)).toEqual([...all, "Ben Lindqvist: the end"]);
});

/** Of how many messages a line tells. */
function messagesIn(line: string): number {
  return Number(/^(\d+) more messages$/.exec(line)?.[1] ?? 1);
}

/** Writes down what is put into the room's polite region, as a screen reader takes it up: each added line. */
function listen(page: Page): Promise<void> {
  return page.evaluate(() => {
    const told: string[] = [];
    Object.assign(window, { told });
    const region = document.querySelector("#room-announcements");
    if (region?.getAttribute("aria-live") !== "polite") throw new Error("There is no polite region.");
    new MutationObserver((changes) => {
      for (const { addedNodes } of changes) for (const node of addedNodes) told.push(node.textContent ?? "");
    }).observe(region, { childList: true });
  });
}

function heard(page: Page): Promise<string[]> {
  return page.evaluate(() => (window as unknown as { told: string[] }).told);
}
