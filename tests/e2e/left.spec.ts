/** What every page of a tenant shares: being online, and hearing what waits (MSG-07, MSG-17). */
import { expect, test } from "@playwright/test";
import { expectAccessible, makeChannel, personAt, personId } from "./support/people";

test("on the People page one is online, sees who is, and hears of a new message", async ({ browser, baseURL }) => {
  const at = { ...(baseURL ? { baseURL } : {}), viewport: { width: 1440, height: 900 } };
  const ada = await personAt(browser, "ada", at);
  const ben = await personAt(browser, "ben", at);
  await ada.page.goto("/demo/people");
  await ben.page.goto("/demo/people");
  const row = (name: RegExp) => ben.page.getByRole("listitem").filter({ hasText: name });
  await expect(row(/^Ada/).locator("[data-presence=online]")).toBeVisible();
  await expectAccessible(ben.page);

  const room = await makeChannel(ben, "badge", [await personId(ben, "Ada")]);
  await ben.page.goto(`/demo/rooms/${room}`);
  await ben.page.getByRole("textbox", { name: /^Message to/ }).fill("are you there?");
  await ben.page.keyboard.press("Enter");
  await expect(ada.page.getByRole("link", { name: /^Rooms, .*unread/ })).toBeVisible();
  await Promise.all([ada.context.close(), ben.context.close()]);
});
