/** What makes the day easier: the switcher, drafts on every device, send later, saved messages (MSG-09, MSG-16, MSG-17, MSG-21). */
import { expect, test, type Page } from "@playwright/test";
import { DEMO_PASSWORD } from "../../scripts/demo/people";
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

let ada: Person;

test.beforeEach(async ({ browser, baseURL }) => {
  ada = await personAt(browser, "ada", { ...(baseURL ? { baseURL } : {}), viewport: { width: 1440, height: 900 } });
  await ada.page.goto("/demo-company/rooms");
});

test.afterEach(async () => {
  await ada.context.close();
});

test("the switcher shows unread rooms first and commands after >, and every room is read with a way back", async ({
  browser,
  baseURL,
}) => {
  const { page } = ada;
  const ben = await personAt(browser, "ben", { ...(baseURL ? { baseURL } : {}) });
  await ben.page.goto("/demo-company/rooms");
  const room = await makeChannel(ben, "switcher", [await personId(ben, "Ada")]);
  await openRoom(ben, room);
  await say(ben.page, "unread for Ada");
  const row = page.locator('[data-slot="sidebar-room"]').filter({ hasText: "switcher" }).last();
  await expect(row).toHaveAttribute("data-unread", "true");

  await page.keyboard.press("Control+k");
  await expect(page.getByRole("option").first()).toContainText(/unread/);
  await page.getByRole("combobox").fill("> dark");
  await expect(page.getByRole("option", { name: "Use the dark theme" })).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Escape");

  await page.keyboard.press("Shift+Escape");
  await expect(row).toHaveAttribute("data-unread", "false");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(row).toHaveAttribute("data-unread", "true");
  await ben.context.close();
});

test("a draft follows to another device, is marked and listed, and is gone everywhere when it is sent", async ({
  browser,
  baseURL,
}) => {
  const room = await makeChannel(ada, "drafts");
  const elsewhere = await makeChannel(ada, "elsewhere");
  await openRoom(ada, room);
  const phone = await personAt(browser, "ada", { ...(baseURL ? { baseURL } : {}) });
  await openRoom(phone, elsewhere);
  const text = unique("half a thought");
  await composer(ada.page).fill(text);
  const mark = phone.page.locator(`a[href$="/rooms/${room}"]`).locator('[data-slot="draft-mark"]');
  await expect(mark).toBeVisible();
  await phone.page.locator('[data-slot="sidebar-drafts"]').click();
  const listed = phone.page.getByRole("listitem").filter({ hasText: text });
  await expect(listed).toBeVisible();
  await expectAccessible(phone.page);
  await phone.page.locator(`a[href$="/rooms/${room}"]`).last().click();
  await expect(composer(phone.page)).toHaveValue(text);
  await composer(phone.page).press("Enter");
  await expect(message(ada.page, text)).toBeVisible();
  await expect(composer(ada.page)).toHaveValue("");
  await ada.page.reload();
  await expect(composer(ada.page)).toHaveValue("");
  await phone.context.close();
});

test("a message is scheduled, listed, and sent once on wish", async () => {
  const { page } = ada;
  const room = await makeChannel(ada, "scheduled");
  await openRoom(ada, room);
  const text = unique("good morning");
  await composer(page).fill(text);
  await page.getByRole("button", { name: "Sending options" }).click();
  await expectAccessible(page);
  await page.getByRole("menuitem", { name: /^Tomorrow/ }).click();
  await expect(composer(page)).toHaveValue("");
  await page.getByRole("button", { name: "Show" }).click();
  const row = page.getByRole("listitem").filter({ hasText: text });
  await expect(row).toContainText(/9:00/);
  await expectAccessible(page);
  await row.getByRole("button", { name: "Edit" }).click();
  await page.getByRole("dialog").getByRole("textbox", { name: "Message" }).fill(`${text} to all`);
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(row).toContainText(`${text} to all`);
  await row.getByRole("button", { name: "Send now" }).click();
  await expect(row).toHaveCount(0);
  await openRoom(ada, room);
  await expect(message(page, `${text} to all`)).toHaveCount(1);
});

test("a message is saved with S, comes up at its reminder, and is done with", async () => {
  const { page } = ada;
  const room = await makeChannel(ada, "saved");
  await openRoom(ada, room);
  const text = unique("come back to this");
  await say(page, text);
  await expect(message(page, text)).toBeVisible();
  await message(page, text).focus();
  await page.keyboard.press("s");
  await expect(page.locator('[data-slot="saved-mark"]:visible')).toBeVisible();
  const seq = Number(await message(page, text).getAttribute("data-seq"));
  await ask(ada, "POST", "saved", { room, seq, state: "todo", remindAt: Date.now() });
  await expect(page.getByText(/^Reminder: a message in/)).toBeVisible();
  await page
    .getByRole("navigation", { name: "Places" })
    .getByRole("link", { name: /^Later/ })
    .click();
  const row = page.getByRole("listitem").filter({ hasText: text });
  await expect(row).toContainText(/Reminded/);
  await expectAccessible(page);
  await row.getByRole("button", { name: "Mark as done" }).click();
  await expect(row).toHaveCount(0);
  await page.getByRole("tab", { name: /^Done/ }).click();
  await expect(row).toBeVisible();
});

test("a list or code kept for later is shown by its first four lines", async () => {
  const { page } = ada;
  const room = await makeChannel(ada, "previews");
  await openRoom(ada, room);
  const [long, short] = [unique("long"), unique("short")];
  await say(page, `1. ${long}\n${"1. one more\n".repeat(12)}\n\`\`\`\n${"line\n".repeat(12)}\`\`\`\nend`);
  await say(page, short);
  for (const text of [long, short]) {
    const seq = Number(await message(page, text).getAttribute("data-seq"));
    await ask(ada, "POST", "saved", { room, seq, state: "todo" });
  }
  await page.goto("/demo-company/later");
  const preview = (text: string) => page.locator('[data-slot="later-preview"]').filter({ hasText: text });
  await expect(preview(long)).toHaveAttribute("data-cut", "true");
  await expect(preview(short)).toHaveAttribute("data-cut", "false");
  const lines = await preview(long).evaluate(
    (box) => box.getBoundingClientRect().height / Number.parseFloat(getComputedStyle(box).lineHeight),
  );
  expect(lines).toBeCloseTo(4, 1);
});

test("what is kept for later says what each list is for, and a moment that has passed is refused", async ({
  browser,
  baseURL,
}) => {
  const hana = await personAt(browser, "hana", {
    ...(baseURL ? { baseURL } : {}),
    viewport: { width: 390, height: 844 },
  });
  const { page } = hana;
  await page.goto("/demo-company/later");
  for (const [tab, title] of [
    ["To do", "Nothing is waiting"],
    ["Done", "Nothing is done yet"],
    ["Scheduled", "Nothing is scheduled"],
    ["Drafts", "No drafts"],
  ] as const) {
    await page.getByRole("tab", { name: tab }).click();
    await expect(page.getByText(title)).toBeVisible();
    await expectAccessible(page);
  }
  await hana.context.close();

  const room = await makeChannel(ada, "moments");
  await openRoom(ada, room);
  await say(ada.page, "when?");
  await expect(message(ada.page, "when?")).toBeVisible();
  await message(ada.page, "when?").focus();
  await ada.page.keyboard.press("m");
  const dialog = ada.page.getByRole("dialog", { name: "Remind me" });
  await dialog.getByLabel("Date").fill("2020-01-01");
  await dialog.getByRole("button", { name: "Set reminder" }).click();
  await expect(dialog.getByText("That moment has passed. Pick a later one.")).toBeVisible();
  await expectAccessible(ada.page);
  await ada.page.keyboard.press("Escape");
  await expect(message(ada.page, "when?")).toBeFocused();
  await ada.page.keyboard.press("Control+/");
  await expect(ada.page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
  await expectAccessible(ada.page);
  await ada.page.keyboard.press("Escape");
  await expect(message(ada.page, "when?")).toBeFocused();
});

test("a message of a room one is not in cannot be saved, nor one that never was: one answer for both", async ({
  browser,
  baseURL,
}) => {
  const ben = await personAt(browser, "ben", { ...(baseURL ? { baseURL } : {}) });
  await ben.page.goto("/demo-company/rooms");
  const foreign = await makeChannel(ben, "foreign");
  const answer = async (room: string, path: string, method: "GET" | "POST", data?: object) => {
    const said = await ada.context.request.fetch(`/api/t/demo-company/${path.replace("ROOM", room)}`, {
      method,
      headers: { origin: new URL(ada.page.url()).origin, "content-type": "application/json" },
      ...(data ? { data: JSON.stringify({ ...data, room }) } : {}),
    });
    const { error } = (await said.json()) as { error: { request_id: string } };
    return [said.status(), { ...error, request_id: "" }];
  };
  const missing = crypto.randomUUID();
  const save = (room: string) => answer(room, "saved", "POST", { seq: 1, state: "todo" });
  const plan = (room: string) =>
    answer(room, "scheduled", "POST", { clientId: crypto.randomUUID(), body: "x", at: Date.now() + 60_000 });
  const pick = (room: string) => answer(room, "rooms/ROOM/picked?seqs=1,2", "GET");
  for (const call of [save, plan, pick]) {
    expect(await call(foreign)).toEqual(await call(missing));
    expect((await call(foreign))[0]).toBe(404);
  }
  await ben.context.close();
});

test("without a connection the rooms of this device can be read, and after signing out nothing of them is left", async ({
  browser,
  baseURL,
}) => {
  // A session of its own, since it ends here; and with the service worker, which other tests keep out.
  const context = await browser.newContext({ ...(baseURL ? { baseURL } : {}), serviceWorkers: "allow" });
  const answer = await context.request.post("/api/auth/sign-in/email", {
    data: { email: "gus@demo.example", password: DEMO_PASSWORD },
    headers: { origin: new URL(baseURL ?? "").origin },
  });
  expect(answer.ok()).toBe(true);
  const gus: Person = { context, page: await context.newPage() };
  const { page } = gus;
  await page.goto("/demo-company/rooms");
  const room = await makeChannel(gus, "offline");
  await openRoom(gus, room);
  const text = unique("read me later");
  await say(page, text);
  await expect(message(page, text)).toBeVisible();
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
  await expect.poll(() => keptText(page), { timeout: 20_000 }).toContain(text);

  await context.setOffline(true);
  await page.reload();
  await expect(page.getByRole("heading", { level: 1, name: "No connection" })).toBeVisible();
  await expect(page.getByText(text)).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "All rooms" }).click();
  await expect(page.getByRole("list", { name: "Rooms on this device" })).toContainText("offline");
  await context.setOffline(false);
  await expect(page.getByRole("main")).toHaveAttribute("data-connection", "live");

  await page.getByRole("button", { name: /Your menu/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page.getByRole("link", { name: "Create an account" })).toBeVisible();
  await expect.poll(() => keptText(page)).not.toContain(text);
  await context.setOffline(true);
  await page.goto(`/demo-company/rooms/${room}`);
  await expect(page.getByText(/this device has no rooms to read/)).toBeVisible();
  await context.close();
});

/** Everything that is kept on the device for reading offline, as text. */
function keptText(page: Page): Promise<string> {
  return page.evaluate(
    () =>
      new Promise<string>((resolve, reject) => {
        const opening = indexedDB.open("parlor-offline");
        opening.onerror = () => reject(opening.error ?? new Error("The database did not open."));
        opening.onsuccess = () => {
          const reading = opening.result.transaction("rooms").objectStore("rooms").getAll();
          reading.onsuccess = () => {
            opening.result.close();
            resolve(JSON.stringify(reading.result));
          };
        };
      }),
  );
}
