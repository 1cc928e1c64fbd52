/** People talk in rooms, in real browsers against the built product (MSG-01, MSG-03 to MSG-07, MSG-11, MSG-17, MSG-22). */
import { expect, test as base } from "@playwright/test";
import { makeLongRoom } from "./support/api";
import {
  ask,
  composer,
  expectAccessible,
  log,
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

const test = base.extend<{ open: (who: string, options?: { phone?: boolean }) => Promise<Person> }>({
  open: async ({ browser, baseURL }, use) => {
    const opened: Person[] = [];
    await use(async (who, { phone = false } = {}) => {
      const size = phone
        ? { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }
        : { viewport: { width: 1440, height: 900 } };
      const person = await personAt(browser, who, {
        ...(baseURL ? { baseURL } : {}),
        ...size,
        permissions: ["clipboard-read", "clipboard-write"],
      });
      await person.page.goto("/demo-company/rooms");
      opened.push(person);
      return person;
    });
    for (const { context } of opened) await context.close();
  },
});

/** Ada and Ben, both looking at a new channel of theirs. */
async function adaAndBen(
  open: (who: string) => Promise<Person>,
  name: string,
): Promise<{ ada: Person; ben: Person; room: string }> {
  const ada = await open("ada");
  const ben = await open("ben");
  const room = await makeChannel(ada, name, [await personId(ada, "Ben")]);
  await openRoom(ada, room);
  await openRoom(ben, room);
  return { ada, ben, room };
}

test("two people talk, see each other write, and react", async ({ open }) => {
  const { ada, ben } = await adaAndBen(open, "talk");
  await composer(ada.page).pressSequentially("Hello");
  await expect(ben.page.getByText("Ada Okafor is writing")).toBeVisible();
  await composer(ada.page).press("Enter");
  await expect(message(ben.page, "Hello")).toBeVisible();
  await expect(ben.page.getByText("Ada Okafor is writing")).toBeHidden();

  await say(ben.page, "With `code`, a link to https://example.com/a?b=1, and <b>no markup</b>");
  const rich = message(ada.page, "no markup");
  await expect(rich.getByRole("link")).toHaveAttribute("href", "https://example.com/a?b=1");
  await expect(rich.locator("code")).toHaveText("code");
  await expect(rich).toContainText("<b>no markup</b>");

  await rich.hover();
  await rich.getByRole("button", { name: "React" }).click();
  await ada.page.getByPlaceholder("Find an emoji").fill("thumbs up");
  // Named in the footer for the eye, and in a live region for the ear.
  await expect(ada.page.getByRole("gridcell", { name: "Thumbs up" }).last()).toBeVisible();
  await ada.page.keyboard.press("Enter");
  const reaction = message(ben.page, "no markup").getByRole("button", { name: /Ada Okafor.*reacted/ });
  await expect(reaction).toHaveAttribute("aria-pressed", "false");
  // The click changes the button's name; a busy machine would make Playwright look for the old one again.
  await reaction.dispatchEvent("click");
  await expect(rich.getByRole("button", { name: /you, Ben Lindqvist reacted/ })).toHaveAttribute(
    "aria-pressed",
    "true",
  );
  await reaction.click();
  await expect(rich.getByRole("button", { name: /you reacted/ })).toBeVisible();
});

test("what is written offline waits, is sent once, and everybody has the same order", async ({ open }) => {
  const { ada, ben } = await adaAndBen(open, "offline");
  await say(ada.page, "before");
  await expect(message(ben.page, "before")).toBeVisible();

  await ben.context.setOffline(true);
  await say(ben.page, "from Ben, offline 1");
  await say(ben.page, "from Ben, offline 2");
  await say(ada.page, "from Ada, meanwhile");
  await expect(ben.page.getByText(/This device is offline/)).toBeVisible();
  await expect(ben.page.locator('[data-slot="pending-message"]')).toHaveCount(2);
  await expect(message(ben.page, "meanwhile")).toHaveCount(0);

  await ben.context.setOffline(false);
  await expect(message(ben.page, "offline 2")).toBeVisible();
  await expect(ben.page.getByText(/This device is offline/)).toBeHidden();
  const order = ["before", "from Ada, meanwhile", "from Ben, offline 1", "from Ben, offline 2"];
  await expect.poll(() => messageTexts(ada.page)).toEqual(order);
  await expect.poll(() => messageTexts(ben.page)).toEqual(order);
});

test("a reload does not lose what was not sent yet", async ({ open }) => {
  const { ada, ben, room } = await adaAndBen(open, "reload");
  // The page loads, but no socket of the room opens.
  await ben.context.route(`**/rooms/${room}/ticket`, (route) => route.abort());
  await ben.page.reload();
  await say(ben.page, "written before the reload");
  await ben.page.reload();
  await expect(ben.page.locator('[data-slot="pending-message"]')).toContainText("written before the reload");
  await ben.context.unroute(`**/rooms/${room}/ticket`);
  await expect(message(ada.page, "written before the reload")).toHaveCount(1);
  await expect(ben.page.locator('[data-slot="pending-message"]')).toHaveCount(0);
  await expect(message(ben.page, "written before the reload")).toHaveCount(1);
});

test("who is too fast is told when it goes on, and nothing is lost or out of order", async ({ open }) => {
  const { ada, ben, room } = await adaAndBen(open, "flood");
  // Another tab of Ada's spends what she may say at once.
  await ada.page.evaluate(async (id) => {
    const answer = await fetch(`/api/t/demo-company/rooms/${id}/ticket`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: "{}",
    });
    const { ticket, url, protocol } = (await answer.json()) as Record<"ticket" | "url" | "protocol", string>;
    const socket = new WebSocket(`${url}?v=1`, [protocol, `ticket.${ticket}`]);
    await new Promise((resolve) => socket.addEventListener("open", resolve));
    for (let at = 0; at < 25; at++)
      socket.send(JSON.stringify({ type: "message.send", clientId: crypto.randomUUID(), body: `burst ${at}` }));
  }, room);
  await expect(message(ben.page, "burst 15")).toBeVisible();
  for (const line of ["slow 1", "slow 2", "slow 3"]) await say(ada.page, line);
  await expect(ada.page.getByText(/Too fast: sent again in \d+ s/)).toBeVisible();
  await expect(message(ben.page, "slow 3")).toBeVisible({ timeout: 30_000 });
  await expect.poll(async () => (await messageTexts(ben.page)).slice(-3)).toEqual(["slow 1", "slow 2", "slow 3"]);
});

test("who is removed sees nothing more, at once", async ({ open }) => {
  const { ada, ben, room } = await adaAndBen(open, "removal");
  await say(ada.page, "still together");
  await expect(message(ben.page, "still together")).toBeVisible();

  await ada.page.getByRole("button", { name: /^Members:/ }).click();
  await ada.page.getByRole("button", { name: "What can be done with Ben Lindqvist" }).click();
  await ada.page.getByRole("menuitem", { name: "Remove from room" }).click();
  await ada.page.getByRole("alertdialog").getByRole("button", { name: "Remove" }).click();

  await expect(ben.page.getByRole("heading", { name: /You are no longer in/ })).toBeVisible();
  await expect(log(ben.page)).toHaveCount(0);
  await expect(ben.page.locator(`[data-slot="sidebar-room"][href$="${room}"]`)).toHaveCount(0);
  await expectAccessible(ben.page);
  await ben.page.reload();
  await expect(ben.page.getByText("There is nothing here that you can open")).toBeVisible();
  await expect(log(ada.page)).toContainText("Ada Okafor removed Ben Lindqvist");

  // Added again, it opens again.
  await ben.page.goto("/demo-company/rooms");
  await ask(ada, "POST", `rooms/${room}/members`, {
    clientId: crypto.randomUUID(),
    people: [await personId(ada, "Ben")],
  });
  await ben.page.locator(`[data-slot="sidebar-room"][href$="${room}"]`).click();
  await expect(message(ben.page, "still together")).toBeVisible();
});

test("a badge is the same on every device, and reading on one clears it on the other", async ({ open }) => {
  const ada = await open("ada");
  const ben = await open("ben");
  const benElsewhere = await open("ben");
  const { room } = await ask<{ room: { roomId: string } }>(ada, "POST", "rooms", {
    clientId: crypto.randomUUID(),
    kind: "dm",
    people: [await personId(ada, "Ben")],
  });
  const row = (page: Person["page"]) => page.locator(`[data-slot="sidebar-room"][href$="${room.roomId}"]`);
  // Ben reads what is there, then looks elsewhere.
  await openRoom(ben, room.roomId);
  await expect(row(benElsewhere.page)).toHaveAttribute("data-unread", "false");
  await ben.page.goto("/demo-company/rooms");

  await openRoom(ada, room.roomId);
  await say(ada.page, "one");
  await say(ada.page, "two");
  for (const { page } of [ben, benElsewhere]) await expect(row(page)).toContainText("2 unread");

  await row(ben.page).click();
  await expect(ben.page.getByText("New", { exact: true })).toBeVisible();
  await expect(row(benElsewhere.page)).toHaveAttribute("data-unread", "false");
});

test("a room that was open before shows what came meanwhile under the unread line, and takes the caret", async ({
  open,
}) => {
  const ada = await open("ada");
  const ben = await open("ben");
  const room = await makeChannel(ada, "left", [await personId(ada, "Ben")]);
  const row = ada.page.locator(`[data-slot="sidebar-room"][href$="${room}"]`);
  await openRoom(ben, room);
  await openRoom(ada, room);
  await say(ada.page, "before I left");
  await expect(message(ben.page, "before I left")).toBeVisible();
  await composer(ada.page).fill("half a tho");

  await ada.page.getByRole("link", { name: /^general/ }).click();
  await expect(composer(ada.page)).toBeFocused();
  await expect(composer(ada.page)).toHaveValue("");
  // Behind it the room that was left: seen by nobody, and read by nobody.
  await expect(log(ada.page)).toHaveCount(1);
  await say(ben.page, "while she was away");
  await expect(row).toHaveAttribute("data-unread", "true");

  await row.click();
  await expect(message(ada.page, "while she was away")).toBeInViewport();
  await expect(log(ada.page).locator('[data-slot="unread-divider"]')).toBeVisible();
  await expect(composer(ada.page)).toBeFocused();
  await expect(composer(ada.page)).toHaveValue("half a tho");
  await expect(row).toHaveAttribute("data-unread", "false");
  await expect(ada.page.getByRole("main")).toHaveCount(1);
  await expect(ada.page.locator("#content")).toHaveCount(1);
});

test("history loads page by page without a hole, and a link leads to one message", async ({ open }) => {
  const { room, messages } = await makeLongRoom("long");
  const ada = await open("ada");
  await openRoom(ada, room);
  const seqs = new Set<number>();
  const list = ada.page.locator('[data-slot="message-list"]:visible');
  const collect = async () => {
    for (const seq of await list
      .locator("[data-seq]")
      .evaluateAll((rows) => rows.map((row) => Number(row.dataset.seq))))
      seqs.add(seq);
  };
  await expect(async () => {
    await collect();
    await list.evaluate((element) => element.scrollBy(0, -500));
    await expect(ada.page.getByRole("heading", { name: /^The beginning of long/ })).toBeInViewport({ timeout: 100 });
  }).toPass({ timeout: 30_000, intervals: [60] });
  await collect();
  const known = new Set<number>();
  let pages = 0;
  for (let before: number | null = null; before === null || before > 1; pages++) {
    const page: { from: number; messages: { seq: number }[] } = await ask(
      ada,
      "GET",
      `rooms/${room}/messages${before === null ? "" : `?before=${before}`}`,
    );
    for (const { seq } of page.messages) known.add(seq);
    before = page.from;
  }
  expect([known.size, pages]).toEqual([messages, 3]);
  expect([...seqs].sort((a, b) => a - b)).toEqual([...known].sort((a, b) => a - b));

  const first = Math.min(...known);
  const row = list.locator(`[data-seq="${first}"]`);
  await row.hover();
  await row.getByRole("button", { name: "More" }).click();
  await ada.page.getByRole("menuitem", { name: "Copy link" }).click();
  const link = await ada.page.evaluate(() => navigator.clipboard.readText());
  expect(link).toContain(`?message=${first}`);
  await ada.page.goto(link);
  await expect(row).toBeInViewport();
  await ada.page.getByRole("button", { name: "To the newest" }).click();
  await expect(list.locator(`[data-seq="${Math.max(...known)}"]`)).toBeInViewport();
});

test("a page of history that does not come says so and comes on demand", async ({ open }) => {
  const { room } = await makeLongRoom("cut");
  const ada = await open("ada");
  await ada.context.route("**/messages?before=*", (route) =>
    route.fulfill({ status: 503, json: { error: { code: "unavailable", message: "no" } } }),
  );
  await openRoom(ada, room);
  const list = ada.page.locator('[data-slot="message-list"]:visible');
  await expect(async () => {
    await list.evaluate((element) => element.scrollTo(0, 0));
    await expect(ada.page.getByText("Earlier messages did not load.")).toBeInViewport({ timeout: 200 });
  }).toPass();
  await ada.context.unroute("**/messages?before=*");
  await ada.page.getByRole("button", { name: "Try again" }).click();
  await expect(ada.page.getByText("Earlier messages did not load.")).toHaveCount(0);
});

test("a channel is made, found, joined, renamed, archived and brought back", async ({ open }) => {
  const ada = await open("ada");
  const ben = await open("ben");
  const name = unique("harbour");
  await ada.page.getByRole("button", { name: "Create channel" }).first().click();
  await ada.page.getByRole("dialog").getByRole("button", { name: "Create channel" }).click();
  await expect(ada.page.getByText("A channel needs a name.")).toBeVisible();
  await ada.page.getByLabel("Name", { exact: true }).fill(name);
  await ada.page.getByLabel("Topic").fill("Boats and weather");
  await expectAccessible(ada.page);
  // The list of people is open until the press that leaves it is over: the button stays under the pointer.
  await ada.page.getByRole("dialog").getByRole("combobox").click();
  await expect(ada.page.getByRole("listbox")).toBeVisible();
  await ada.page.getByRole("dialog").getByRole("button", { name: "Create channel" }).click();
  await expect(ada.page.getByRole("heading", { level: 1, name })).toBeVisible();

  await ben.page.getByRole("button", { name: "Browse channels" }).first().click();
  await ben.page.getByRole("searchbox").fill(name);
  await expectAccessible(ben.page);
  await ben.page.getByRole("button", { name: `Join ${name}` }).click();
  await expect(log(ben.page)).toContainText("Ben Lindqvist joined");
  await expect(log(ada.page)).toContainText("Ben Lindqvist joined");

  const menu = async (item: string) => {
    await ada.page.getByRole("button", { name: "What can be done here" }).click();
    await ada.page.getByRole("menuitem", { name: item }).click();
  };
  await menu("Rename");
  await ada.page.getByLabel("Name", { exact: true }).fill(`${name} renamed`);
  await ada.page.keyboard.press("Enter");
  await expect(ben.page.getByRole("heading", { level: 1, name: `${name} renamed` })).toBeVisible();
  await expect(ben.page.getByRole("link", { name: `${name} renamed` })).toBeVisible();

  await menu("Archive");
  await ada.page.getByRole("alertdialog").getByRole("button", { name: "Archive" }).click();
  await expect(ben.page.getByText(/This room is archived/)).toBeVisible();
  await expect(composer(ben.page)).toHaveCount(0);
  await expectAccessible(ben.page);
  await ada.page.getByRole("button", { name: "Bring back" }).click();
  await expect(composer(ben.page)).toBeVisible();
});

test("a direct message is one room, from whichever side it is opened", async ({ open }) => {
  const ada = await open("ada");
  const cleo = await open("cleo");
  const write = async ({ page }: Person, name: string) => {
    await page.getByRole("button", { name: "Write to somebody" }).first().click();
    await page.getByRole("combobox").fill(name);
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Open conversation" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toContainText(name);
    return page.url();
  };
  const fromAda = await write(ada, "Cleo");
  expect(await write(cleo, "Ada")).toBe(fromAda);
  const text = unique("for your eyes");
  await say(ada.page, text);
  await expect(message(cleo.page, text)).toBeVisible();
});

test("how one appears is seen by others, and can be chosen", async ({ open }) => {
  const ada = await open("ada");
  const ben = await open("ben");
  const { room } = await ask<{ room: { roomId: string } }>(ada, "POST", "rooms", {
    clientId: crypto.randomUUID(),
    kind: "dm",
    people: [await personId(ada, "Ben")],
  });
  await openRoom(ben, room.roomId);
  const seen = ben.page.locator('[data-slot="room-header"]');
  await expect(seen).toContainText("Here");
  const choose = async (what: string, role: "menuitemradio" | "menuitem" = "menuitemradio") => {
    await ada.page.getByRole("button", { name: /Set how you appear/ }).click();
    await ada.page.getByRole(role, { name: what }).click();
    // While it closes, a click on its button would only close it.
    await expect(ada.page.getByRole("menu")).toHaveCount(0);
  };
  await choose("Do not disturb");
  await expect(seen).toContainText("Do not disturb");
  await choose("Set status", "menuitem");
  await expectAccessible(ada.page);
  await ada.page.getByLabel("Status", { exact: true }).fill("On the ferry");
  await ada.page.keyboard.press("Enter");
  await expect(seen).toContainText("On the ferry");
  await choose("Clear status", "menuitem");
  await expect(seen).not.toContainText("On the ferry");
  await choose("Here while I am");
  await expect(seen).toContainText("Here");
});

test("the keyboard goes from room to room, and from message to message", async ({ open }) => {
  const { ada, ben } = await adaAndBen(open, "keys");
  await say(ben.page, "first");
  await say(ben.page, "second");
  await expect(message(ada.page, "second")).toBeVisible();
  await composer(ada.page).press("ArrowUp");
  await expect(message(ada.page, "second")).toBeFocused();
  await ada.page.keyboard.press("ArrowUp");
  await expect(message(ada.page, "first")).toBeFocused();
  await ada.page.keyboard.press("Tab");
  await expect(message(ada.page, "first").getByRole("button", { name: "React" })).toBeFocused();

  const here = ada.page.url();
  await ada.page.keyboard.press("Alt+ArrowDown");
  await expect(ada.page).not.toHaveURL(here);
  await expect(composer(ada.page)).toBeFocused();
  const there = ada.page.url();
  // Not asked to be `here` again: a room that was unread moves down once it is read.
  await ada.page.keyboard.press("Alt+ArrowUp");
  await expect(ada.page).not.toHaveURL(there);
  await ada.page.goBack();
  await expect(ada.page).toHaveURL(there);
});

test("each new message is announced once, by name", async ({ open }) => {
  const { ada, ben } = await adaAndBen(open, "announce");
  const region = ada.page.locator('[aria-live="polite"].sr-only').last();
  await say(ben.page, "read me out");
  await expect(region).toHaveText("Ben Lindqvist: read me out");
  await say(ada.page, "mine is no news to me");
  await expect(message(ada.page, "mine is no news")).toBeVisible();
  await expect(region).toHaveText("Ben Lindqvist: read me out");
});

test("a reader of older messages stays where they are, and is told of new ones", async ({ open }) => {
  const { ada, ben } = await adaAndBen(open, "stay");
  for (let at = 1; at <= 12; at++) await say(ben.page, `row ${at}\n\n\nwith\nsome\nheight`);
  await expect(message(ada.page, "row 12")).toBeInViewport({ timeout: 20_000 });
  const list = ada.page.locator('[data-slot="message-list"]:visible');
  await list.hover();
  await ada.page.mouse.wheel(0, -700);
  await expect(list).toHaveAttribute("data-at-end", "false");
  const top = () => list.evaluate((element) => element.scrollTop);
  const before = await top();
  await say(ben.page, "news");
  await expect(ada.page.getByRole("button", { name: "1 new message" })).toBeVisible();
  expect(await top()).toBe(before);
  await ada.page.getByRole("button", { name: "1 new message" }).click();
  await expect(message(ada.page, "news")).toBeInViewport();
});

test("long names and long words stay inside their places", async ({ open }) => {
  const ada = await open("ada", { phone: true });
  const room = await makeChannel(ada, "W".repeat(60));
  await openRoom(ada, room);
  await say(ada.page, `${"unbroken".repeat(60)} https://example.com/${"path/".repeat(40)}`);
  await expect(message(ada.page, "unbroken")).toBeVisible();
  for (const width of [390, 320]) {
    await ada.page.setViewportSize({ width, height: 640 });
    await expect.poll(() => ada.page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    await expectAccessible(ada.page);
  }
});

test("on a phone the list and the room take turns", async ({ open }) => {
  const ada = await open("ada", { phone: true });
  await expectAccessible(ada.page);
  await ada.page.getByRole("link", { name: /^product/ }).click();
  await expect(composer(ada.page)).toBeVisible();
  await expect(ada.page.getByRole("link", { name: /^random/ })).toBeHidden();
  await ada.page.getByRole("button", { name: /^Members:/ }).click();
  await expect(ada.page.getByRole("complementary", { name: "Members" })).toBeVisible();
  await expectAccessible(ada.page);
  await ada.page.goBack();
  await expect(ada.page.getByRole("complementary", { name: "Members" })).toBeHidden();
  await ada.page.getByRole("button", { name: "Back to rooms" }).click();
  await expect(ada.page.getByRole("link", { name: /^random/ })).toBeVisible();
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`no rule of accessibility is broken in ${colorScheme}`, async ({ open }) => {
    const { page } = await open("ada");
    await page.emulateMedia({ colorScheme });
    await expectAccessible(page);
    await page.getByRole("link", { name: /^general/ }).click();
    await expect(page.locator('[data-slot="message"]').first()).toBeVisible();
    await expectAccessible(page);
    await page.locator('[data-slot="message"]').last().hover();
    await page.locator("[data-toolbar]").getByRole("button", { name: "React" }).click();
    await expect(page.getByPlaceholder("Find an emoji")).toBeFocused();
    await expectAccessible(page);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: /^Members:/ }).click();
    await expect(page.getByRole("list", { name: /^Members of/ })).toBeVisible();
    await expectAccessible(page);
    await page.getByRole("button", { name: "Write to somebody" }).first().click();
    await expect(page.getByRole("combobox")).toBeFocused();
    await expectAccessible(page);
  });
}
