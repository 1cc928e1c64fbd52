/** What scenes are brought into their state with. Rooms and people are those of scripts/demo. */
import type { Page } from "playwright";

/** One page in one state. */
export interface Scene {
  name: string;
  path: string;
  /** Who looks; nobody signed in when absent. */
  as?: "owner" | "member" | "stranger" | "operator";
  /** Brings the page into its state after it is shown. */
  prepare?(page: Page): Promise<void>;
  /** Before anything is loaded (a broken part of the network). */
  before?(page: Page): Promise<unknown>;
  /** The status the document is expected to have; 200 unless told. */
  status?: number;
}

/** Hydrated and quiet: the frame answers keys, and nothing is loading. */
export async function settle(page: Page): Promise<void> {
  await page.waitForLoadState("load");
  await page.evaluate(() => document.fonts.ready);
  await page
    .waitForFunction(() => !document.querySelector("[aria-busy=true], [data-slot=skeleton]"), null, { timeout: 8_000 })
    .catch(() => undefined);
  await page.waitForTimeout(400);
}

export const press = (keys: string, wait: string) => async (page: Page) => {
  await settle(page);
  await page.keyboard.press(keys);
  await page.locator(wait).first().waitFor();
};

export const click = (name: string | RegExp, wait: string) => async (page: Page) => {
  await settle(page);
  await page.getByRole("button", { name }).first().click();
  await page.locator(wait).first().waitFor();
};

/** Goes to a room by its name in the sidebar. */
export const openRoom = (name: string, then?: (page: Page) => Promise<void>) => async (page: Page) => {
  await page.locator("[data-slot=sidebar-room]", { hasText: name }).first().click();
  await page.locator("[data-slot=composer] textarea, [data-slot=main] textarea").first().waitFor();
  await settle(page);
  await then?.(page);
};

/** The first message of the room on screen that has replies. */
export const openThread = async (page: Page) => {
  await page.locator("[data-slot=replies]").last().click();
  await page.locator("[data-slot=panel] [data-slot=message]").nth(1).waitFor();
  await settle(page);
};

/** Puts the focus on a message, which shows what can be done with it. */
export const focusMessage = async (page: Page) => {
  await page.locator("[data-slot=message-list] [data-slot=message]").last().focus();
  await page.locator("[data-toolbar]").last().waitFor();
};

/** Writes into the room on screen without sending. */
export const write = (text: string) => async (page: Page) => {
  await page.locator("[data-slot=composer] textarea").first().fill(text);
};

/** Asks a route of the demo tenant as whoever looks. */
export const ask = (page: Page, method: string, path: string, json?: object) =>
  page.evaluate(
    async ([how, where, body]) => {
      const headers = { "content-type": "application/json" };
      const answer = await fetch(`/api/t/demo-company/${where}`, { method: how, headers, ...(body ? { body } : {}) });
      if (!answer.ok) throw new Error(`${how} ${where} answered ${answer.status}`);
      return (await answer.json()) as unknown;
    },
    [method, path, json ? JSON.stringify(json) : ""] as const,
  );
