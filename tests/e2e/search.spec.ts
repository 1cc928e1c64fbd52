/** Search over what one may see: words, parts of words, filters, the way to the message, and who may find it (MSG-15). */
import { expect, test, type Page } from "@playwright/test";
import { Caller, makeRoom, personNamed } from "./support/api";
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
  type Person,
} from "./support/people";

interface Hits {
  hits: { body: string }[];
}

let ada: Person;

test.beforeEach(async ({ browser, baseURL }) => {
  ada = await personAt(browser, "ada", { ...(baseURL ? { baseURL } : {}), viewport: { width: 1440, height: 900 } });
  await ada.page.goto("/demo-company/rooms");
});

test.afterEach(async () => {
  await ada.context.close();
});

const box = (page: Page) => page.getByRole("combobox", { name: "Search messages" });
const hits = (page: Page) => page.locator('[data-slot="search-hit"]');

async function search(page: Page, text: string): Promise<void> {
  await box(page).fill(text);
  await box(page).press("Enter");
}

/** A message is found once its room has told Postgres of it. */
async function untilFound(person: Person, text: string, count = 1): Promise<void> {
  const bodies = async () => (await ask<Hits>(person, "GET", `search?${new URLSearchParams({ q: text })}`)).hits.length;
  await expect.poll(bodies).toBe(count);
}

test("what was said is found by words, parts of words and filters, and a hit leads to its message", async () => {
  const { page } = ada;
  const mark = unique("zebra").replace(" ", "");
  const name = unique("search");
  const room = await makeChannel(ada, name);
  await openRoom(ada, room);
  for (const text of [
    `${mark} host 10.20.0.7 answers again`,
    `${mark} see https://wiki.example.org/run-books/deploy`,
    `${mark} 東京都庁で会いましょう`,
    `${mark} let us go now`,
  ]) {
    await say(page, text);
    await expect(message(page, text.split(" ")[1] ?? "")).toBeVisible();
  }
  await untilFound(ada, mark, 4);

  await page.keyboard.press("Control+g");
  await expect(box(page)).toBeFocused();
  await expect(page.getByText("What you can write")).toBeVisible();
  await expectAccessible(page);
  await search(page, mark);
  await expect(hits(page)).toHaveCount(4);
  await expect(hits(page).first().locator("mark")).toHaveText(mark);
  await expectAccessible(page);
  for (const [text, found] of [
    [`${mark} 20.0.7`, "host 10.20.0.7"],
    [`${mark} books/dep`, "run-books/deploy"],
    [`${mark} 京都`, "東京都庁"],
    [`${mark} go`, "let us go now"],
    [`${mark} answ*`, "answers again"],
    [`${mark} has:link`, "wiki.example.org"],
    [`in:${room} from:me on:today "us go"`, "let us go now"],
  ] as const) {
    await search(page, text);
    await expect(hits(page), text).toHaveCount(1);
    await expect(hits(page)).toContainText(found);
  }
  // The address holds the search; what was said around a hit stands with it.
  await page.reload();
  await expect(hits(page)).toContainText("東京都庁");
  await box(page).press("Escape");
  await box(page).press("ArrowDown");
  await expect(hits(page).first()).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`/rooms/${room}\\?message=\\d+`));
  await expect(message(page, "let us go now")).toBeVisible();
  await page.goBack();
  await expect(hits(page)).toHaveCount(1);
});

test("the box completes filters and names, keeps recent searches, and says what is wrong", async () => {
  const { page } = ada;
  await page.goto("/demo-company/search");
  await box(page).fill("from:be");
  await page.getByRole("option", { name: /^Ben/ }).click();
  await expect(box(page)).toHaveValue(/^from:"Ben .*" $/);
  await expect(box(page)).toBeFocused();

  await search(page, "has:nothing");
  await expect(page.getByRole("alert").filter({ hasText: "has:nothing is not known" })).toBeVisible();
  await expect(box(page)).toHaveAttribute("aria-invalid", "true");
  await search(page, "in:nowhere-at-all x");
  await expect(page.getByText('You are in no room called "nowhere-at-all".')).toBeVisible();
  await search(page, "qzx vwk jjq");
  await expect(page.getByRole("heading", { name: "Nothing matches qzx vwk jjq" })).toBeVisible();

  await page.route("**/api/t/demo-company/search*", (route) => route.abort());
  await search(page, "heating");
  await expect(page.getByRole("alert").filter({ hasText: "There was no answer" })).toBeVisible();
  await page.unroute("**/api/t/demo-company/search*");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(hits(page).first()).toContainText(/heating/i);

  await page.reload();
  await page.getByRole("button", { name: "Clear the search" }).click();
  await page.getByRole("option", { name: "qzx vwk jjq" }).click();
  await expect(page.getByRole("heading", { name: "Nothing matches qzx vwk jjq" })).toBeVisible();
});

test("a reply is found in its thread, a room is searched from its menu, and the switcher searches what was typed", async () => {
  const { page } = ada;
  const mark = unique("okapi").replace(" ", "");
  const room = await makeChannel(ada, "threads");
  await openRoom(ada, room);
  await say(page, "Where do we meet?");
  await message(page, "Where do we meet").hover();
  await message(page, "Where do we meet").getByRole("button", { name: "Reply in thread" }).click();
  const reply = page.getByRole("textbox", { name: "Reply in the thread" });
  await reply.fill(`By the ${mark} house`);
  await reply.press("Enter");
  await untilFound(ada, `${mark} is:thread`);
  await openRoom(ada, room);
  await page.getByRole("button", { name: "What can be done here" }).click();
  await page.getByRole("menuitem", { name: "Search in this room" }).click();
  await expect(hits(page)).toHaveCount(2);

  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: "Find a room, person or command" }).fill(mark);
  await page.getByRole("option", { name: `Search messages for “${mark}”` }).click();
  await expect(hits(page)).toHaveCount(1);
  await expect(hits(page)).toContainText("in a thread");
  await hits(page).click();
  await expect(page.getByRole("complementary", { name: "Thread", exact: true }).getByText(mark)).toBeVisible();
});

test("more hits come page by page, and nothing twice", async () => {
  const { page } = ada;
  const mark = unique("ibex").replace(" ", "");
  const room = await makeChannel(ada, "pages");
  await openRoom(ada, room);
  for (let nth = 1; nth <= 23; nth++) {
    await composer(page).fill(`${mark} ${nth}`);
    await composer(page).press("Enter");
    await expect(message(page, `${mark} ${nth}`).last()).toBeVisible();
  }
  await untilFound(ada, `${mark} 23`);
  await page.goto(`/demo-company/search?q=${mark}`);
  await expect(hits(page)).toHaveCount(20);
  await page.getByRole("button", { name: "Show older hits" }).click();
  await expect(hits(page)).toHaveCount(23);
  expect(new Set(await hits(page).evaluateAll((links) => links.map((link) => link.getAttribute("href")))).size).toBe(
    23,
  );
});

test("what is deleted, and what was said where one is not a member, is found by nobody else", async ({
  browser,
  baseURL,
}) => {
  const mark = unique("tapir").replace(" ", "");
  const ben = await personAt(browser, "ben", { ...(baseURL ? { baseURL } : {}) });
  await ben.page.goto("/demo-company/rooms");
  const benId = await personId(ada, "Ben");
  const room = await makeChannel(ada, "secret", [benId]);
  await openRoom(ada, room);
  await say(ada.page, `${mark} stays`);
  await say(ada.page, `${mark} goes`);
  await untilFound(ben, mark, 2);
  const find = async (person: Person) =>
    (await ask<Hits>(person, "GET", `search?q=${mark}`)).hits.map(({ body }) => body);

  await message(ada.page, `${mark} goes`).focus();
  await ada.page.keyboard.press("Delete");
  await ada.page.getByRole("button", { name: "Delete message" }).click();
  await expect(message(ada.page, `${mark} goes`)).toHaveCount(0);
  // At once: the room itself is asked about every hit, so this waits for no projection.
  expect(await find(ada)).toEqual([`${mark} stays`]);
  expect(await find(ben)).toEqual([`${mark} stays`]);

  await ask(ada, "DELETE", `rooms/${room}/members/${benId}?clientId=${crypto.randomUUID()}`);
  expect(await find(ben)).toEqual([]);
  expect(await find(ada)).toEqual([`${mark} stays`]);
  await ben.context.close();
});

test("tenants are apart: the same words, another tenant's room and person by id find nothing", async () => {
  const mark = unique("lynx").replace(" ", "");
  const owner = await Caller.signIn("ada@demo.example");
  const stranger = await Caller.signIn("zoe@acme.example", "acme");
  const room = await makeRoom(owner, "tenant", []);
  await openRoom(ada, room);
  await say(ada.page, mark);
  await untilFound(ada, mark);
  const asked = async (q: string) => {
    const answer = await stranger.send("GET", `search?${new URLSearchParams({ q })}`);
    return { status: answer.status(), text: await answer.text() };
  };
  expect(await asked(mark)).toMatchObject({ status: 200, text: expect.stringContaining('"hits":[]') });
  const missing = await asked(`in:${crypto.randomUUID()} ${mark}`);
  const foreign = await asked(`in:${room} ${mark}`);
  const person = await asked(`from:${await personNamed(owner, "Ada Okafor")} ${mark}`);
  expect([missing.status, foreign.status, person.status]).toEqual([400, 400, 400]);
  expect((await stranger.send("GET", "/api/t/demo-company/search?q=x")).status()).toBe(404);
});

test("on a phone", async ({ browser, baseURL }) => {
  const phone = await personAt(browser, "ada", {
    ...(baseURL ? { baseURL } : {}),
    viewport: { width: 390, height: 844 },
    isMobile: true,
    hasTouch: true,
  });
  const { page } = phone;
  await page.goto("/demo-company/rooms");
  await page.getByRole("link", { name: "Search messages" }).tap();
  await search(page, "heating");
  await expect(hits(page).first()).toContainText(/heating/i);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await expectAccessible(page);
  await hits(page).first().tap();
  await expect(page).toHaveURL(/\/rooms\/.*message=/);
  await phone.context.close();
});

test("mentions in a hit are names: of people, of groups and of rooms", async () => {
  const { page } = ada;
  const mark = unique("okapi").replace(" ", "");
  const handle = `crew-${crypto.randomUUID().slice(0, 8)}`;
  const fields = { handle, name: "The crew", people: [await personId(ada, "Ben")] };
  const { group } = await ask<{ group: { id: string } }>(ada, "POST", "groups", fields);
  const elsewhere = unique("elsewhere").replace(" ", "-");
  const other = await makeChannel(ada, elsewhere);
  const room = await makeChannel(ada, "mentioned");
  await openRoom(ada, room);
  await say(page, `${mark} <@&${group.id}> meets <@${await personId(ada, "Cleo")}> in <#${other}>`);
  await expect(message(page, mark)).toBeVisible();
  await untilFound(ada, mark);
  await page.goto(`/demo-company/search?q=${mark}`);
  await expect(hits(page)).toContainText(`${mark} @${handle} meets @Cleo Marsh in #${elsewhere}`);
  await ask(ada, "DELETE", `groups/${group.id}`);
});
