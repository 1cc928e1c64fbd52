/** Who is told of a message, and where: levels, quiet times, desktop notifications, push, mails (MSG-12). */
import { generateKeyPairSync } from "node:crypto";
import { expect, test, type Browser, type Page } from "@playwright/test";
import {
  ask,
  expectAccessible,
  log,
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
let ben: Person;
/** What each page last told its inbox: whether somebody sits at it. */
const reported = new WeakMap<Page, boolean>();

test.beforeEach(async ({ browser, baseURL }) => {
  [ada, ben] = await Promise.all([at(browser, baseURL, "ada"), at(browser, baseURL, "ben")]);
});

test.afterEach(async () => {
  // Whatever a test chose, the next one begins with what a newcomer has.
  await ask(ada, "PATCH", "notifications", { keywords: [], quietUntil: null, schedule: null, digest: "long" });
  await Promise.all([ada.context.close(), ben.context.close()]);
});

test("a room's level decides: mentions by default, then every message, then nothing and a grey row", async () => {
  // Six pages are opened one after the other.
  test.slow();
  const room = await channel("levels");
  await watchNotifications(ada.page, "granted");
  await turnAway(ada.page);
  await openRoom(ben, room);
  const me = await personId(ben, "Ada");
  const post = (body: string) => say(ben.page, body);

  await post("nothing in particular");
  const mention = unique("look here");
  await send(ben, room, `<@${me}> ${mention}`);
  await expect.poll(() => shown(ada.page)).toEqual([`@Ada Okafor ${mention}`]);

  await openRoom(ada, room);
  await choose(ada.page, "Every message");
  await turnAway(ada.page);
  const anything = unique("anything");
  await post(anything);
  await expect.poll(() => shown(ada.page)).toEqual([anything]);

  await openRoom(ada, room);
  await choose(ada.page, "Nothing (mute)");
  await turnAway(ada.page);
  const row = ada.page.locator(`a[data-slot="sidebar-room"][href$="/rooms/${room}"]`);
  await send(ben, room, `<@${me}> in a muted room`);
  await expect(message(ben.page, "in a muted room")).toBeVisible();
  await expect(row).toContainText("muted");
  await expect(row).toHaveAttribute("data-unread", "false");
  // A later message of another room, so that there is something to have waited for.
  const other = await channel("other");
  await send(ben, other, `<@${me}> after it`);
  await expect.poll(async () => (await shown(ada.page)).length).toBe(1);
  expect((await shown(ada.page))[0]).toContain("after it");
});

test("a word counts as a mention, and in quiet times nothing rings", async () => {
  const room = await channel("words");
  await watchNotifications(ada.page, "granted");
  await settings(ada.page);
  const word = unique("zebra").replace(" ", "-");
  await ada.page.getByLabel("Words, separated by commas").fill(word);
  await ada.page.getByRole("button", { name: "Save words" }).click();
  await expect(ada.page.getByText("Saved.").first()).toBeVisible();
  await look(ada.page, false);
  await send(ben, room, `about ${word}, today`);
  await expect.poll(() => shown(ada.page)).toEqual([`about ${word}, today`]);

  await ada.page.getByRole("button", { name: "For 30 minutes" }).click();
  await expect(ada.page.getByText(/^Quiet until/)).toBeVisible();
  await send(ben, room, `${word} in quiet times`);
  await ada.page.getByRole("button", { name: "End quiet time" }).click();
  await expect(ada.page.getByText("Not quiet now.")).toBeVisible();
  await send(ben, room, `${word} afterwards`);
  await expect.poll(() => shown(ada.page)).toEqual([`about ${word}, today`, `${word} afterwards`]);
});

test("nothing is shown where somebody sits, and two pages of a browser show one", async () => {
  const room = await channel("sits");
  const second = await ada.context.newPage();
  for (const page of [ada.page, second]) {
    await watchNotifications(page, "granted");
    await turnAway(page);
  }
  await ask(ada, "PATCH", `rooms/${room}/notifications`, { level: "all" });
  const both = async () => [...(await shown(ada.page)), ...(await shown(second))];
  await send(ben, room, "to one of two pages");
  await expect.poll(both).toEqual(["to one of two pages"]);
  await look(second, true);
  await send(ben, room, "while Ada looks");
  await expect(second.locator(`a[href$="/rooms/${room}"]`).first()).toHaveAttribute("data-unread", "true");
  await look(second, false);
  await send(ben, room, "and now she does not");
  await expect.poll(both).toHaveLength(2);
  expect((await both()).toSorted()).toEqual(["and now she does not", "to one of two pages"]);
});

test("the browser is asked on a click alone, and a refusal is explained", async ({ browser, baseURL }) => {
  const { page } = ada;
  await watchNotifications(page, "default");
  await settings(page);
  await expect(page.getByText("This browser has not been asked yet.")).toBeVisible();
  expect(await asked(page)).toBe(0);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Turn on notifications" }).click();
  await expect(page.getByText("This browser shows notifications.")).toBeVisible();
  expect(await asked(page)).toBe(1);
  await page.getByRole("button", { name: "Turn off in this browser" }).click();
  await expect(page.getByText("You turned them off in this browser.")).toBeVisible();

  const refused = await at(browser, baseURL, "ada");
  await watchNotifications(refused.page, "denied");
  await refused.page.setViewportSize({ width: 390, height: 800 });
  await settings(refused.page);
  await expect(refused.page.getByText(/open the site settings beside the address/)).toBeVisible();
  expect(await refused.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await expectAccessible(refused.page);
  await refused.context.close();
});

test("a browser is added for push, listed, and taken out", async ({ browser, baseURL }) => {
  const here = await at(browser, baseURL, "ada", "allow");
  const { page } = here;
  await watchNotifications(page, "granted");
  await fakePushService(page);
  await settings(page);
  const section = page.locator("#push");
  await section.getByRole("button", { name: "Add this browser" }).click();
  const row = section.getByRole("listitem").filter({ hasText: /Chrome/ });
  await expect(row).toHaveCount(1);
  await expectAccessible(page);
  await page.reload();
  await expect(row).toHaveCount(1);
  await row.getByRole("button", { name: /^Remove/ }).click();
  await expect(row).toHaveCount(0);
  await page.reload();
  await expect(section.getByText("No browser is told while it is closed.")).toBeVisible();
  await here.context.close();
});

test("a push is shown once, never beside a page one sits at, and leads nowhere else", async ({ browser, baseURL }) => {
  const context = await browser.newContext({ ...(baseURL ? { baseURL } : {}), serviceWorkers: "allow" });
  const origin = new URL(baseURL ?? "").origin;
  await context.grantPermissions(["notifications"], { origin });
  const page = await context.newPage();
  await page.goto("/sign-in");
  await page.evaluate(async () => {
    await navigator.serviceWorker.register("/sw.js");
    await navigator.serviceWorker.ready;
  });
  const [worker] = context.serviceWorkers();
  if (!worker) throw new Error("The service worker does not run.");
  const browserDoor = await context.newCDPSession(page);
  const registered = new Promise<string>((resolve) =>
    browserDoor.on("ServiceWorker.workerRegistrationUpdated", ({ registrations: [first] }) => {
      if (first) resolve(first.registrationId);
    }),
  );
  await browserDoor.send("ServiceWorker.enable");
  const registrationId = await registered;
  const push = (over: object) => {
    const text = {
      v: 1,
      tag: "r:7",
      title: "Ben · #general",
      body: "hello",
      url: "/demo-company/rooms/x",
      at: 1,
      ...over,
    };
    return browserDoor.send("ServiceWorker.deliverPushMessage", { origin, registrationId, data: JSON.stringify(text) });
  };
  const standing = () =>
    worker.evaluate(async () => {
      const scope = globalThis as unknown as { registration: ServiceWorkerRegistration };
      return (await scope.registration.getNotifications()).map(({ title, tag }) => `${tag} ${title}`).toSorted();
    });
  await push({ tag: "r:6" });
  await page.goto("about:blank");
  await push({ tag: "r:5", url: "https://elsewhere.example/" });
  await push({});
  await push({});
  await push({ tag: "r:8", title: "Cleo" });
  await expect.poll(standing).toEqual(["r:7 Ben · #general", "r:8 Cleo"]);
  await context.close();
});

test("who is away gets one mail of what waits, and ends the mails with the link in it", async ({
  browser,
  baseURL,
}) => {
  const gone = await personAt(browser, "hana", { ...(baseURL ? { baseURL } : {}) });
  // Signed in, with no page of a tenant open: no device.
  await gone.page.goto("/account");
  await ask(gone, "PATCH", "notifications", { digest: "short", zone: "Europe/Berlin" });
  const hana = await personId(ada, "Hana");
  const room = await makeChannel(ada, "digest", [hana]);
  const [kept, taken] = [unique("please decide"), unique("never mind")];
  await openRoom(ada, room);
  const away = await send(ada, room, `<@${hana}> ${taken}`);
  await send(ada, room, `<@${hana}> ${kept}`);
  await remove(ada.page, away);

  await expect(async () => {
    await gone.page.goto("/outbox");
    await expect(mail(gone.page, kept)).toHaveCount(1, { timeout: 500 });
  }).toPass({ timeout: 30_000 });
  const sent = mail(gone.page, kept);
  await expect(sent).toContainText("hana@demo.example");
  await expect(sent).toContainText("A message waits for you in");
  await expect(sent).not.toContainText(taken);
  await expect(sent.getByRole("link", { name: new RegExp(`/demo-company/rooms/${room}\\?message=`) })).toBeVisible();

  const link = await sent.getByRole("link", { name: /\/unsubscribe\// }).getAttribute("href");
  await gone.context.clearCookies();
  await gone.page.goto(new URL(link ?? "", baseURL).pathname);
  await expect(gone.page.getByRole("heading", { name: "No more mails about what waits" })).toBeVisible();
  await expectAccessible(gone.page);
  await gone.page.getByRole("button", { name: "Stop these mails" }).click();
  await expect(gone.page.getByRole("heading", { name: "These mails have ended" })).toBeVisible();
  await expectAccessible(gone.page);
  const again = await gone.context.request.post(`/api${new URL(link ?? "", baseURL).pathname}`, {
    form: { "List-Unsubscribe": "One-Click" },
  });
  expect(again.ok()).toBe(true);
  const forged = await gone.context.request.post(`/api${new URL(link ?? "", baseURL).pathname}x`);
  expect(forged.status()).toBe(404);
  await gone.context.close();
});

test("an administrator keeps texts out of mails and pushes; nobody else sees the switch", async () => {
  const { page } = ada;
  await page.goto("/demo-company/admin/settings");
  const hide = page.getByRole("switch", { name: "Keep the text of messages out of mails and pushes" });
  await expect(hide).not.toBeChecked();
  await hide.click();
  await expect(hide).toBeEnabled();
  await page.reload();
  await expect(hide).toBeChecked();
  await expectAccessible(page);
  await settings(ben.page);
  await expect(ben.page.getByText(/administrators keep the text of messages out/)).toBeVisible();
  await page.route("**/notifications/policy", (route) => route.abort());
  await hide.click();
  await expect(page.getByText(/This was not saved/)).toBeVisible();
  await expect(hide).toBeChecked();
  await page.unroute("**/notifications/policy");
  await hide.click();
  await expect(hide).toBeEnabled();
  await expect(hide).not.toBeChecked();
  expect((await ben.page.goto("/demo-company/admin/settings"))?.status()).toBe(404);
});

async function at(
  browser: Browser,
  baseURL: string | undefined,
  who: string,
  serviceWorkers: "allow" | "block" = "block",
): Promise<Person> {
  const person = await personAt(browser, who, { ...(baseURL ? { baseURL } : {}), serviceWorkers });
  await person.page.goto("/account");
  return person;
}

async function channel(name: string): Promise<string> {
  return makeChannel(ben, name, [await personId(ben, "Ada")]);
}

/** Sends a stored text as it is, and waits until the room has it. */
async function send(from: Person, room: string, body: string): Promise<string> {
  if (!from.page.url().includes(room)) await openRoom(from, room);
  const clear = body.replace(/<@[^>]+>/g, "").trim();
  await say(from.page, body);
  await expect(message(from.page, clear)).toBeVisible();
  return clear;
}

async function remove(page: Page, text: string): Promise<void> {
  await message(page, text).focus();
  await page.keyboard.press("Delete");
  await page
    .getByRole("alertdialog")
    .getByRole("button", { name: /^Delete/ })
    .click();
  await expect(log(page).getByText(text)).toHaveCount(0);
}

async function choose(page: Page, level: string): Promise<void> {
  const menu = page.getByRole("button", { name: "What can be done here" });
  await menu.click();
  await page.getByRole("menuitemradio", { name: level }).click();
  await expect(page.getByRole("menu")).toHaveCount(0);
  // Again until it opens: a click may meet the menu that is still going.
  await expect(async () => {
    if ((await page.getByRole("menu").count()) === 0) await menu.click();
    await expect(page.getByRole("menuitemradio", { name: level })).toBeChecked({ timeout: 3_000 });
  }).toPass();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
}

async function settings(page: Page): Promise<void> {
  reported.delete(page);
  await page.goto("/demo-company/settings/notifications");
  await expect(page.getByRole("heading", { level: 1, name: "Notifications" })).toBeVisible();
}

/** Puts a recorder in the place of the system's notifications, and a permission that the test decides. */
async function watchNotifications(page: Page, permission: NotificationPermission): Promise<void> {
  page.on("websocket", (socket) =>
    socket.on("framesent", ({ payload }) => {
      const focused = /"type":"device.set","focused":(true|false)/.exec(String(payload))?.[1];
      if (focused !== undefined) reported.set(page, focused === "true");
    }),
  );
  await page.addInitScript((given) => {
    const state = { shown: [] as string[], asked: 0, focused: true };
    class Recorder extends EventTarget {
      static permission = given;
      static async requestPermission(): Promise<NotificationPermission> {
        state.asked++;
        Recorder.permission = "granted";
        return "granted";
      }
      constructor(_title: string, { body = "" }: NotificationOptions = {}) {
        super();
        state.shown.push(body);
      }
      close(): void {}
    }
    Object.assign(window, { Notification: Recorder, parlorTest: state });
    Document.prototype.hasFocus = () => state.focused;
  }, permission);
}

interface Recorded {
  parlorTest: { shown: string[]; asked: number; focused: boolean };
}

function shown(page: Page): Promise<string[]> {
  return page.evaluate(() => (window as unknown as Recorded).parlorTest.shown);
}

function asked(page: Page): Promise<number> {
  return page.evaluate(() => (window as unknown as Recorded).parlorTest.asked);
}

/** The page is open, and nobody looks at it. */
async function turnAway(page: Page): Promise<void> {
  reported.delete(page);
  await page.goto("/demo-company/rooms");
  await look(page, false);
}

/** The person turns to this page, or away from it; and the page has said so. */
async function look(page: Page, focused: boolean): Promise<void> {
  await expect.poll(() => reported.has(page)).toBe(true);
  await page.evaluate((now) => {
    (window as unknown as Recorded).parlorTest.focused = now;
    window.dispatchEvent(new Event(now ? "focus" : "blur"));
  }, focused);
  await expect.poll(() => reported.get(page)).toBe(focused);
}

/** A browser's push service that gives an address and real keys, and that nobody ever calls. */
async function fakePushService(page: Page): Promise<void> {
  const { x = "", y = "" } = generateKeyPairSync("ec", { namedCurve: "P-256" }).publicKey.export({ format: "jwk" });
  const point = Buffer.concat([Buffer.from([4]), Buffer.from(x, "base64url"), Buffer.from(y, "base64url")]);
  const endpoint = `https://push.example.com/${crypto.randomUUID()}`;
  const keys = { p256dh: point.toString("base64url"), auth: Buffer.alloc(16, 7).toString("base64url") };
  await page.addInitScript(
    (json) => {
      PushManager.prototype.getSubscription = () => Promise.resolve(null);
      PushManager.prototype.subscribe = () => Promise.resolve({ toJSON: () => json } as unknown as PushSubscription);
    },
    { endpoint, keys },
  );
}

function mail(page: Page, text: string) {
  return page.locator("[data-slot=card]").filter({ hasText: text });
}
