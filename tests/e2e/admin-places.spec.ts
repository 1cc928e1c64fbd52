/** The administrators' places one after the other, as a click in their navigation leads: no page is loaded anew. */
import { expect, test, type Page } from "@playwright/test";
import { ADMIN_PLACES } from "../../components/frame/admin-places";
import { personAt, type Person } from "./support/people";

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

/** What the page throws, or React says went wrong. */
function faultsOf(page: Page): string[] {
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") faults.push(message.text());
  });
  return faults;
}
