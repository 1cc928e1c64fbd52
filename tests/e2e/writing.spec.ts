/** Writing a message: suggestions, formatting, links, code, and what others see of it (MSG-13, MSG-14). */
import { expect, test, type Page } from "@playwright/test";
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
  unique,
} from "./support/people";

const options = (baseURL: string | undefined) => ({
  ...(baseURL ? { baseURL } : {}),
  viewport: { width: 1440, height: 900 },
  permissions: ["clipboard-read", "clipboard-write"],
});

const suggestions = (page: Page) => page.getByRole("listbox", { name: "Suggestions" });

test("names, marks and code are written with the keyboard and read by everybody", async ({ browser, baseURL }) => {
  test.setTimeout(120_000);
  const ada = await personAt(browser, "ada", options(baseURL));
  const ben = await personAt(browser, "ben", options(baseURL));
  await ada.page.goto("/demo-company/rooms");
  await ben.page.goto("/demo-company/rooms");
  const room = await makeChannel(ada, "writing", [await personId(ada, "Ben")]);
  await openRoom(ada, room);
  await openRoom(ben, room);
  const field = composer(ada.page);

  // A name by a few letters, people of the room first.
  await field.pressSequentially("Hi @lind");
  await expect(suggestions(ada.page).getByRole("option").first()).toContainText("Ben Lindqvist");
  await expectAccessible(ada.page);
  await field.press("Enter");
  await expect(field).toHaveValue("Hi @Ben Lindqvist ");
  await field.pressSequentially("look :tada");
  await field.press("Tab");
  await expect(field).toHaveValue(/🎉 $/u);
  await field.press("Control+b");
  await field.pressSequentially("now");
  await expect(field).toHaveValue(/\*\*now\*\*$/);
  // A reload keeps what is being written, names and all.
  await ada.page.reload();
  await expect(field).toHaveValue(/^Hi @Ben Lindqvist look 🎉 \*\*now\*\*$/u);
  await field.press("End");
  await field.press("Enter");
  const seen = message(ben.page, "look 🎉");
  await expect(seen.locator('[data-mention="me"]')).toHaveText("@Ben Lindqvist");
  await expect(seen.locator("strong")).toHaveText("now");

  // Inside a fence Enter begins a line; Control and Enter sends.
  await field.fill("```ts");
  await field.press("Enter");
  await field.pressSequentially("const answer = 42;");
  await field.press("Enter");
  await field.pressSequentially("```");
  await field.press("Control+Enter");
  const block = ben.page.locator('pre[data-language="ts"]');
  await expect(block).toHaveText("const answer = 42;");
  await expect(block.locator("span.text-code-keyword")).toHaveText("const");

  // An address pasted over words makes them a link, which says where it leads.
  await field.fill("read this");
  await field.evaluate((at: HTMLTextAreaElement) => at.setSelectionRange(5, 9));
  await ada.page.evaluate(() => navigator.clipboard.writeText("https://example.com/a"));
  await field.press("Control+v");
  await expect(field).toHaveValue("read [this](https://example.com/a)");
  await field.press("Control+z");
  await expect(field).toHaveValue("read this");
  await say(ada.page, "read [this](https://example.com/a)");
  const link = message(ben.page, "read this").getByRole("link");
  await expect(link).toHaveText("this (example.com)");
  await expect(link).toHaveAttribute("rel", /noopener/);

  // Enter by choice.
  await ada.page.getByRole("button", { name: "Sending options" }).click();
  await ada.page.getByRole("menuitemcheckbox", { name: "Enter sends the message" }).click();
  await field.fill("- one");
  await field.press("End");
  await field.press("Enter");
  await field.pressSequentially("two");
  await expect(field).toHaveValue("- one\n- two");
  await field.press("Control+Enter");
  await expect(message(ben.page, "two").getByRole("listitem")).toHaveText(["one", "two"]);
  await expectAccessible(ada.page);
  await ada.context.close();
  await ben.context.close();
});

test("somebody who is not in the room is named as such, and can be added", async ({ browser, baseURL }) => {
  const ada = await personAt(browser, "ada", options(baseURL));
  await ada.page.goto("/demo-company/rooms");
  const sign = unique("sign").replace(" ", "");
  const other = await makeChannel(ada, sign);
  const room = await makeChannel(ada, "absent");
  await openRoom(ada, room);
  const field = composer(ada.page);
  await field.pressSequentially("@cleo");
  await expect(suggestions(ada.page).getByRole("option").first()).toContainText("not in this room");
  await field.press("Enter");
  const notice = ada.page.locator('[data-slot="mention-notice"]');
  await expect(notice).toContainText("Cleo Marsh is not in this room");
  await notice.getByRole("button", { name: "Add to this room" }).click();
  await expect(notice).toBeHidden();
  const { members } = await ask<{ members: { person: string }[] }>(ada, "GET", `rooms/${room}/members`);
  expect(members.map(({ person }) => person)).toContain(await personId(ada, "Cleo"));

  // A room is named by its sign and leads there.
  await field.fill("");
  await field.pressSequentially("#sign");
  await expect(suggestions(ada.page)).toBeVisible();
  await field.press("Escape");
  await expect(suggestions(ada.page)).toBeHidden();
  await field.pressSequentially(" ");
  await field.press("Backspace");
  await field.fill(`see #${sign}`);
  await suggestions(ada.page).getByRole("option").first().click();
  await field.press("Enter");
  await message(ada.page, "see").locator('[data-mention="channel"]').first().click();
  await expect(ada.page).toHaveURL(new RegExp(other));
  await ada.context.close();
});
