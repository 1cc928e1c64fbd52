/** What brings the pages of API keys into their states. */
import type { Page } from "playwright";
import { ask, settle } from "./steps";

const LONG = "Website search of the customer portal, second attempt, staging and production";
const NO_LIMITS = {
  requestsPerMinute: null,
  burst: null,
  tokensPerHour: null,
  concurrentStreams: null,
  costPerMonth: null,
};

/** Keys of every kind: plain, limited, replaced, revoked, with a long name. Made once, found again by their names. */
export async function keyed(page: Page): Promise<void> {
  await settle(page);
  const { keys } = (await ask(page, "GET", "keys")) as { keys: { name: string }[] };
  if (keys.some(({ name }) => name === LONG)) return;
  const make = async (name: string, more: object = {}) => {
    const choices = { scopes: ["chat", "models"], limits: NO_LIMITS, models: null, tools: null, expiresAt: null };
    const made = (await ask(page, "POST", "keys", { name, ...choices, ...more })) as { key: { id: string } };
    return made.key.id;
  };
  await make("Billing reports", { scopes: ["usage"], expiresAt: Date.now() + 30 * 86_400_000 });
  const limits = { requestsPerMinute: 60, burst: 20, tokensPerHour: 200_000, concurrentStreams: 4, costPerMonth: 25e9 };
  await make(LONG, { limits, scopes: ["chat", "embeddings", "models", "sessions", "tools", "usage"] });
  await ask(page, "POST", `keys/${await make("Support bot")}/reroll`, { graceHours: 24 });
  await ask(page, "DELETE", `keys/${await make("Experiment")}`);
  await page.reload();
  await settle(page);
}

/** The form of a new key, sent with everything wrong. */
export async function keyFaults(page: Page): Promise<void> {
  await settle(page);
  await page.getByRole("button", { name: "Create key" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Requests per minute").fill("");
  await dialog.getByLabel("US dollars per month").fill("a lot");
  await dialog.getByRole("button", { name: "Create key" }).click();
  await dialog.locator("[data-slot=field-error]").first().waitFor();
}

/** A key that was just made, with a text that is no key. */
export async function keyMade(page: Page): Promise<void> {
  await keyed(page);
  await page.route(/\/api\/t\/demo-company\/keys$/, async (route) => {
    if (route.request().method() !== "POST") return route.continue();
    const key = { name: "Website search", id: "0", shown: "", scopes: [], limits: NO_LIMITS };
    return route.fulfill({ status: 201, json: { key, text: `pk_live_${"Example0".repeat(11)}000` } });
  });
  await page.getByRole("button", { name: "Create key" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill("Website search");
  await dialog.getByRole("button", { name: "Create key" }).click();
  await page.locator("[data-slot=new-key]").waitFor();
}

/** Calls of two keys are in the ledger, which takes some seconds. */
export async function used(page: Page): Promise<void> {
  await settle(page);
  if ((await page.locator("[data-slot=usage-sum]").count()) === 0) {
    await called(page);
    await waitUntilShown(page);
  }
  await settle(page);
}

/** Programs with two new keys that ask a model. */
export async function called(page: Page): Promise<void> {
  await settle(page);
  for (const name of ["Website", "Nightly summary of everything that was asked for during the day"]) {
    const choices = { scopes: ["chat"], limits: NO_LIMITS, models: null, tools: null, expiresAt: null };
    const { text } = (await ask(page, "POST", "keys", { name, ...choices })) as { text: string };
    const { origin } = new URL(page.url());
    for (let nth = 0; nth < 3; nth++)
      await page.request.post(`${origin}/v1/chat/completions`, {
        headers: { authorization: `Bearer ${text}` },
        data: { messages: [{ role: "user", content: "Say hello." }] },
      });
  }
}

async function waitUntilShown(page: Page): Promise<void> {
  for (let tries = 0; tries < 20; tries++) {
    await page.reload();
    await settle(page);
    if ((await page.locator("[data-slot=usage-sum]").count()) > 0) return;
    await page.waitForTimeout(1_000);
  }
  throw new Error("The ledger shows no calls.");
}

export async function usedFigures(page: Page): Promise<void> {
  await used(page);
  await page.getByRole("tab", { name: "Tokens" }).click();
  await page.getByRole("button", { name: "Show as table" }).click();
}

/** No model is left, and that is said. */
export async function modelFault(page: Page): Promise<void> {
  await settle(page);
  await page.getByRole("radio", { name: "Only these" }).click();
  await page.getByRole("button", { name: "Save models" }).click();
  await page.locator("[data-slot=form]").getByRole("alert").waitFor();
}

export const actOnKey = (act: string) => async (page: Page) => {
  await keyed(page);
  await page.locator("[data-slot=key-row]", { hasText: "Billing reports" }).getByRole("button").click();
  await page.getByRole("menuitem", { name: act }).click();
  await page.locator("[data-slot=dialog-content], [data-slot=alert-dialog-content]").first().waitFor();
};
