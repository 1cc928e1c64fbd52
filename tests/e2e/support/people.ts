import AxeBuilder from "@axe-core/playwright";
import {
  expect,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Locator,
  type Page,
} from "@playwright/test";
import { DEMO_PASSWORD } from "../../../scripts/demo/people";

type Cookies = Awaited<ReturnType<BrowserContext["storageState"]>>;
const sessions = new Map<string, Cookies>();

/** One person at one device: a browser context of their own, and the page in it. */
export interface Person {
  context: BrowserContext;
  page: Page;
}

/** Opens a device of a demo person ("ada", or "ada@acme"). The first one signs in; later ones share that session. */
export async function personAt(browser: Browser, who: string, options: BrowserContextOptions = {}): Promise<Person> {
  const [name = "", tenant = "demo"] = who.split("@");
  const known = sessions.get(who);
  const context = await browser.newContext({ ...options, ...(known ? { storageState: known } : {}) });
  if (!known) {
    const url = originOf(options);
    const answer = await context.request.post("/api/auth/sign-in/email", {
      data: { email: `${name}@${tenant}.example`, password: DEMO_PASSWORD },
      headers: { origin: url },
    });
    expect(answer.ok(), await answer.text()).toBe(true);
    sessions.set(who, await context.storageState());
  }
  const page = await context.newPage();
  return { context, page };
}

/** Calls a route of the demo tenant as the person of this context; answers the body. */
export async function ask<T>({ context, page }: Person, method: string, path: string, json?: object): Promise<T> {
  const answer = await context.request.fetch(`/api/t/demo-company/${path}`, {
    method,
    headers: { origin: new URL(page.url()).origin, "content-type": "application/json" },
    ...(json ? { data: JSON.stringify(json) } : {}),
  });
  expect(answer.ok(), `${method} ${path}: ${await answer.text()}`).toBe(true);
  return (await answer.json()) as T;
}

/** The PersonId of a colleague by the beginning of their name. */
export async function personId(asker: Person, name: string): Promise<string> {
  const { people } = await ask<{ people: { id: string; name: string }[] }>(asker, "GET", "people");
  const found = people.find((one) => one.name.startsWith(name));
  if (!found) throw new Error(`${name} is not there.`);
  return found.id;
}

/** A channel of the asker with these people in it. */
export async function makeChannel(
  asker: Person,
  name: string,
  people: string[] = [],
  visibility = "private",
): Promise<string> {
  const { room } = await ask<{ room: { roomId: string } }>(asker, "POST", "rooms", {
    clientId: crypto.randomUUID(),
    kind: "channel",
    name: unique(name),
    visibility,
    ...(people.length > 0 ? { people } : {}),
  });
  return room.roomId;
}

/** A name nobody else has. */
export function unique(name: string): string {
  return `${name} ${crypto.randomUUID().slice(0, 8)}`;
}

/** Goes to a room and waits until it is live. */
export async function openRoom({ page }: Person, room: string): Promise<void> {
  await page.goto(`/demo-company/rooms/${room}`);
  await expect(page.getByRole("main")).toHaveAttribute("data-connection", "live");
}

export function log(page: Page): Locator {
  return page.getByRole("log");
}

export function composer(page: Page): Locator {
  return page.getByRole("textbox", { name: /^Message to/ });
}

/** Writes and sends. */
export async function say(page: Page, text: string): Promise<void> {
  await composer(page).fill(text);
  await composer(page).press("Enter");
}

/** A message of the room on screen that the room has confirmed. */
export function message(page: Page, text: string): Locator {
  return log(page).locator('[data-slot="message"]').filter({ hasText: text });
}

/** The texts of the confirmed messages in view, oldest first. */
export function messageTexts(page: Page): Promise<string[]> {
  return log(page).locator('[data-slot="message"] .whitespace-pre-wrap').allInnerTexts();
}

/** No rule of axe is broken; `without` names rules that do not fit what is open. */
export async function expectAccessible(page: Page, without: string[] = []): Promise<void> {
  const toasts = page.locator('[data-sonner-toast]:not([data-removed="true"])');
  for (;;) {
    // What fades in or out has other colours on its way.
    await page.evaluate(async () => {
      const ending = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
      await Promise.allSettled(ending.map(({ finished }) => finished));
    });
    const standing = await toasts.count();
    const { violations } = await new AxeBuilder({ page }).disableRules(without).analyze();
    // A toast that went while axe was looking was seen half faded.
    if (violations.length > 0 && (await toasts.count()) !== standing) continue;
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`)).toEqual([]);
    return;
  }
}

function originOf({ baseURL }: BrowserContextOptions): string {
  if (baseURL === undefined) throw new Error("A context needs the baseURL of the configuration.");
  return new URL(baseURL).origin;
}
