/** The overview and the reports, with figures, without, as a table, and where nobody answers. */
import type { Page } from "playwright";
import { click, settle, type Scene } from "./steps";

const REPORTS = "/demo-company/admin/reports";

const drawn = async (page: Page) => {
  await settle(page);
  await page.locator("[data-slot=chart] svg").first().waitFor();
  await settle(page);
};

const mailed = async (page: Page) => {
  await click("Send by mail", "[data-slot=dialog-content] form")(page);
  await settle(page);
};

/** Sent without anybody to send it to. */
const mailFault = async (page: Page) => {
  await mailed(page);
  await page.getByRole("button", { name: "Send regularly" }).click();
  await page.getByText("Choose at least one person.").waitFor();
};

const ownDays = async (page: Page) => {
  await settle(page);
  await page.getByRole("combobox", { name: "Period" }).click();
  await page.getByRole("option", { name: "Other days" }).click();
  await page.getByLabel("First day").fill("2026-12-31");
  await page.getByRole("button", { name: "Show these days" }).click();
  await page.locator("[data-slot=field-error]").waitFor();
};

const menu = async (page: Page) => {
  await settle(page);
  // Where there is no sidebar.
  const button = page.getByRole("button", { name: "Choose a place of administration" });
  if (await button.isVisible()) await button.click();
  await page.getByRole("navigation", { name: "Administration" }).waitFor();
};

export const REPORT_SCENES: readonly Scene[] = [
  { name: "overview", path: "/demo-company/admin/overview?days=30", as: "owner" },
  { name: "overview-new", path: "/acme/admin/overview", as: "stranger" },
  { name: "overview-places", path: "/demo-company/admin/overview", as: "owner", prepare: menu },
  { name: "overview-as-member", path: "/demo-company/admin/overview", as: "member", status: 404 },
  { name: "reports-chat", path: REPORTS, as: "owner", prepare: drawn },
  { name: "reports-assistant", path: `${REPORTS}/assistant?chart=firstToken`, as: "owner" },
  { name: "reports-models", path: `${REPORTS}/models?chart=tokens&days=90`, as: "owner" },
  { name: "reports-year", path: `${REPORTS}/chat?days=365`, as: "owner", prepare: drawn },
  { name: "reports-table", path: REPORTS, as: "owner", prepare: click("Show as table", "[data-slot=day-figure] td") },
  { name: "reports-none", path: "/acme/admin/reports/models", as: "stranger" },
  { name: "reports-days", path: REPORTS, as: "owner", prepare: ownDays },
  { name: "reports-mails", path: REPORTS, as: "owner", prepare: mailed },
  { name: "reports-mails-fault", path: REPORTS, as: "owner", prepare: mailFault },
  {
    name: "reports-mails-failed",
    path: REPORTS,
    as: "owner",
    before: (page) => page.route(/\/reports\/subscriptions$/, (route) => route.abort()),
    prepare: click("Send by mail", "[data-slot=dialog-content] [role=alert]"),
  },
];
