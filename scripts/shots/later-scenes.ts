import type { Page } from "playwright";
import { ask, focusMessage, openRoom, settle, write, type Scene } from "./steps";

const LONG_AHEAD_MS = 40 * 86_400_000;

/** Keeps messages of the room on screen for later, plans two, begins a draft; the same again changes nothing. */
const fillLater = async (page: Page) => {
  const room = page.url().split("?")[0]?.split("/").at(-1) ?? "";
  const seqs = await page
    .locator("[data-slot=message-list] [data-slot=message]")
    .evaluateAll((rows) => rows.map((row) => Number((row as HTMLElement).dataset.seq)));
  const [first = 1, second = 2, third = 3] = seqs.slice(-3);
  // Only what is kept can be done with.
  for (const state of ["todo", "done"]) await ask(page, "POST", "saved", { room, seq: first, state });
  await ask(page, "POST", "saved", { room, seq: second, state: "todo", remindAt: Date.now() + LONG_AHEAD_MS });
  await ask(page, "POST", "saved", { room, seq: third, state: "todo" });
  for (const [at, body] of ["Good morning. The **list** for today is pinned.", "word ".repeat(60)].entries()) {
    const clientId = `00000000-0000-7000-8000-00000000000${at}`;
    await ask(page, "POST", "scheduled", { clientId, room, thread: null, body, at: Date.now() + LONG_AHEAD_MS });
  }
  await write("What I wanted to say about the gangway")(page);
  await page.locator("[data-slot=sidebar-drafts]").waitFor({ state: "attached" });
};

/** The Later page with something in it. */
const laterFilled = (show: string): Scene => ({
  name: `later-${show}`,
  path: "/demo-company/rooms",
  as: "owner",
  prepare: openRoom("random", async (page) => {
    await fillLater(page);
    await page.goto(`${new URL(page.url()).origin}/demo-company/later?show=${show}`);
    await page.locator("[data-slot=later-row]").first().waitFor();
    await settle(page);
  }),
});

const LATER = ["todo", "done", "scheduled", "drafts"] as const;

/** What is kept for later: its page, the menu and dialog that lead there, and reading without a connection. */
export const LATER_SCENES: readonly Scene[] = [
  ...LATER.map((show): Scene => ({
    name: `later-${show}-none`,
    path: `/demo-company/later?show=${show}`,
    as: "member",
  })),
  ...LATER.map(laterFilled),
  {
    name: "send-later",
    path: "/demo-company/rooms",
    as: "owner",
    prepare: openRoom("general", async (page) => {
      await write("Good morning everybody")(page);
      await page.getByRole("button", { name: "Sending options" }).click();
      await page.locator("[data-slot=dropdown-menu-content]").waitFor();
      await settle(page);
    }),
  },
  {
    name: "send-later-nothing",
    path: "/demo-company/rooms",
    as: "member",
    prepare: openRoom("general", async (page) => {
      await page.getByRole("button", { name: "Sending options" }).click();
      await page.locator("[data-slot=dropdown-menu-content]").waitFor();
      await settle(page);
    }),
  },
  {
    name: "reminder",
    path: "/demo-company/rooms",
    as: "owner",
    prepare: openRoom("general", async (page) => {
      await focusMessage(page);
      await page.keyboard.press("m");
      await page.locator("[data-slot=dialog-content]").waitFor();
      await settle(page);
    }),
  },
  {
    name: "reminder-passed",
    path: "/demo-company/rooms",
    as: "owner",
    prepare: openRoom("general", async (page) => {
      await focusMessage(page);
      await page.keyboard.press("m");
      await page.getByLabel("Date").fill("2020-01-01");
      await page.getByRole("button", { name: "Set reminder" }).click();
      await page.locator("[aria-invalid=true]").first().waitFor();
    }),
  },
  { name: "offline-nothing", path: "/offline" },
  {
    name: "offline",
    path: "/demo-company/rooms",
    as: "owner",
    prepare: openRoom("general", async (page) => {
      for (let tries = 0; tries < 60 && !(await page.evaluate(isSomethingKept)); tries++)
        await page.waitForTimeout(500);
      await page.goto(`${new URL(page.url()).origin}/offline`);
      await page.getByRole("button", { name: "general" }).click();
      await page.getByRole("heading", { level: 2 }).waitFor();
    }),
  },
];

/** Whether the device keeps a room yet, which it does a few seconds after it was shown. Runs in the page. */
async function isSomethingKept(): Promise<boolean> {
  // Asked for before the product made it, the database would be there without its store.
  const known = await indexedDB.databases();
  if (!known.some(({ name }) => name === "parlor-offline")) return false;
  return new Promise((resolve) => {
    const opening = indexedDB.open("parlor-offline");
    opening.onerror = () => resolve(false);
    opening.onsuccess = () => {
      const counting = opening.result.transaction("rooms").objectStore("rooms").count();
      counting.onsuccess = () => {
        opening.result.close();
        resolve(counting.result > 0);
      };
    };
  });
}
