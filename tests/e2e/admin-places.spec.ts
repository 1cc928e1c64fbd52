/** The administrators' places one after the other, as a click in their navigation leads: no page is loaded anew. */
import { expect, test, type Page } from "@playwright/test";
import { ADMIN_PLACES } from "../../components/frame/admin-places";
import { expectAccessible, personAt, type Person } from "./support/people";

const SIZES = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
];

const PHONE_BELOW = 768;

let ada: Person;

test.afterEach(async () => {
  await ada.context.close();
});

for (const viewport of SIZES) {
  test(`every place of the administrators opens from every other at ${viewport.width} px`, async ({
    browser,
    baseURL,
  }) => {
    ada = await personAt(browser, "ada", { ...(baseURL ? { baseURL } : {}), viewport });
    const { page } = ada;
    const faults = faultsOf(page);
    await page.goto("/demo-company/admin/members");
    // A phone has them in a menu.
    const menu = page.getByRole("button", { name: "Choose a place of administration" });
    const open = async () => {
      if (viewport.width < PHONE_BELOW) await menu.click();
    };
    const places = page.getByRole("navigation", { name: "Administration" }).getByRole("link");
    await open();
    await expect(places.first()).toBeVisible();
    await page.evaluate(() => Object.assign(window, { sameDocument: true }));
    const count = await places.count();
    expect(count).toBe(ADMIN_PLACES.length);
    if (viewport.width < PHONE_BELOW) await page.keyboard.press("Escape");
    // There, and back to the first one.
    for (const at of [...Array.from({ length: count }, (_, index) => index), 0]) {
      await open();
      const place = places.nth(at);
      const path = (await place.getAttribute("href")) ?? "";
      await place.click();
      await expect(page).toHaveURL(new RegExp(`${path}$`));
      if (viewport.width >= PHONE_BELOW) await expect(place).toHaveAttribute("aria-current", "page");
      else await expect(places).toHaveCount(0);
      // What stands in for the page while it loads goes with its menu.
      await expect(page.locator("[data-slot=skeleton]")).toHaveCount(0);
      await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
      await expect(page.locator("[data-slot=page-failed]")).toHaveCount(0);
    }
    expect(await page.evaluate(() => "sameDocument" in window)).toBe(true);
    expect(faults).toEqual([]);
  });
}

for (const { list, found } of [
  { list: "conversations", found: "[data-slot=transcript-message]" },
  { list: "prompts", found: "textarea" },
]) {
  test(`one of the ${list} shows its head and its shape while it loads`, async ({ browser, baseURL }) => {
    ada = await personAt(browser, "ada", { ...(baseURL ? { baseURL } : {}), viewport: SIZES[0] });
    const { page } = ada;
    await page.goto(`/demo-company/admin/${list}`);
    const link = page.getByRole("main").getByRole("row").nth(1).getByRole("link");
    const path = (await link.getAttribute("href")) ?? "";
    const isAhead = (headers: Record<string, string>) => "next-router-prefetch" in headers;
    // What stands around the page; what the address consists of is asked before.
    const ahead = page.waitForResponse((one) => {
      const headers = one.request().headers();
      return one.url().includes(path) && isAhead(headers) && !("next-router-segment-prefetch" in headers);
    });
    await link.hover();
    await ahead;
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    await page.route(`**${path}**`, async (route) => {
      if (!isAhead(route.request().headers())) await held;
      await route.continue();
    });
    await link.click();
    await expect(page.locator("main [aria-busy] [data-slot=skeleton]").first()).toBeVisible();
    await expect(
      page.getByRole("link", { name: list === "prompts" ? "Prompts" : "Conversations" }).last(),
    ).toBeVisible();
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expectAccessible(page);
    release();
    await expect(page.locator(found).first()).toBeVisible();
    await expect(page.locator("[data-slot=skeleton]")).toHaveCount(0);
  });
}

/** What the page throws, or React says went wrong. */
function faultsOf(page: Page): string[] {
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") faults.push(message.text());
  });
  return faults;
}
