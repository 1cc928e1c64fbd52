/** What every page of a tenant shares: being online, and hearing what waits (MSG-07, MSG-17). */
import { expect, test, type Page } from "@playwright/test";
import { expectAccessible, makeChannel, message, openRoom, personAt, personId, say } from "./support/people";

test("on the People page one is online, sees who is, and hears of a new message", async ({ browser, baseURL }) => {
  const at = { ...(baseURL ? { baseURL } : {}), viewport: { width: 1440, height: 900 } };
  const ada = await personAt(browser, "ada", at);
  const ben = await personAt(browser, "ben", at);
  await ada.page.goto("/demo-company/people");
  await ben.page.goto("/demo-company/people");
  const row = (name: RegExp) => ben.page.getByRole("listitem").filter({ hasText: name });
  await expect(row(/^Ada/).locator("[data-presence=online]")).toBeVisible();
  await expectAccessible(ben.page);

  const room = await makeChannel(ben, "badge", [await personId(ben, "Ada")]);
  await ben.page.goto(`/demo-company/rooms/${room}`);
  await ben.page.getByRole("textbox", { name: /^Message to/ }).fill("are you there?");
  await ben.page.keyboard.press("Enter");
  await expect(ada.page.getByRole("link", { name: /^Rooms, .*unread/ })).toBeVisible();
  await Promise.all([ada.context.close(), ben.context.close()]);
});

test("a room stays at its end when what it shows becomes taller after it was opened", async ({ browser, baseURL }) => {
  const ada = await personAt(browser, "ada", baseURL ? { baseURL } : {});
  const { rooms } = (await (await ada.context.request.get("/api/t/demo-company/rooms?scope=mine")).json()) as {
    rooms: { roomId: string; name: string }[];
  };
  await openRoom(ada, rooms.find(({ name }) => name === "general")?.roomId ?? "");
  for (const px of [8, 24, 40]) {
    await ada.page.addStyleTag({ content: `[data-slot=message] { padding-bottom: ${px}px !important }` });
    await expect.poll(() => belowView(ada.page)).toBeLessThan(48);
  }
  await ada.context.close();
});

test("a room reached by click shows its history although no socket can open", async ({ browser, baseURL }) => {
  const ada = await personAt(browser, "ada", baseURL ? { baseURL } : {});
  await ada.page.goto("/demo-company/rooms");
  const room = await makeChannel(ada, "no socket");
  await openRoom(ada, room);
  await say(ada.page, "said before the sockets closed");
  await expect(message(ada.page, "said before the sockets closed")).toBeVisible();

  await ada.page.goto("/demo-company/rooms");
  await ada.page.route(`**/api/t/demo-company/rooms/${room}/ticket`, (route) => route.abort());
  await ada.page.locator(`a[data-slot=sidebar-room][href$="${room}"]`).click();
  await expect(message(ada.page, "said before the sockets closed")).toBeVisible();
  await expect(ada.page.getByRole("main")).not.toHaveAttribute("data-connection", "live");
  await ada.context.close();
});

/** How far the end of the room lies below what is seen. */
function belowView(page: Page): Promise<number> {
  return page
    .getByRole("log")
    .evaluate(({ scrollHeight, scrollTop, clientHeight }) => scrollHeight - scrollTop - clientHeight);
}
