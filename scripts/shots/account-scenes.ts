import type { Page } from "playwright";
import { click, settle, type Scene } from "./steps";

/** A change of address that waits on the account page, asked for once: its rate is limited. */
const askForAddress = async (page: Page) => {
  await settle(page);
  const waiting = page.locator("#email [data-slot=alert]");
  if ((await waiting.count()) === 0) {
    await page.getByLabel("New e-mail address").fill("shots@demo.example");
    await page.getByRole("button", { name: "Change address" }).click();
  }
  await waiting.waitFor();
  await settle(page);
};

/** Before anybody is in a tenant, and one's own account. */
export const ACCOUNT_SCENES: readonly Scene[] = [
  { name: "landing", path: "/" },
  { name: "sign-in", path: "/sign-in" },
  { name: "sign-in-errors", path: "/sign-in", prepare: click(/^sign in$/i, "[aria-invalid=true]") },
  { name: "sign-up", path: "/sign-up" },
  { name: "sign-up-errors", path: "/sign-up", prepare: click(/create|sign up/i, "[aria-invalid=true]") },
  { name: "reset", path: "/reset" },
  { name: "verify", path: "/verify" },
  { name: "invite-missing", path: "/invite/no-such-invitation" },
  { name: "outbox", path: "/outbox" },
  { name: "tenant-foreign", path: "/acme/rooms", as: "owner", status: 404 },
  { name: "tenant-missing", path: "/nobody-here/rooms", as: "owner", status: 404 },
  { name: "tenant-page-missing", path: "/demo-company/nothing", as: "owner", status: 404 },
  { name: "tenant-create", path: "/new", as: "owner" },
  { name: "account", path: "/account", as: "owner" },
  {
    name: "account-email-errors",
    path: "/account",
    as: "owner",
    prepare: click("Change address", "#email [aria-invalid=true]"),
  },
  { name: "account-email-waiting", path: "/account", as: "owner", prepare: askForAddress },
  {
    name: "verify-new-address",
    path: "/account",
    as: "owner",
    prepare: async (page) => {
      await askForAddress(page);
      await page.getByRole("link", { name: "Open the local outbox" }).click();
      await page.locator("[data-slot=card] a[href*='/verify?']").first().click();
      await page.getByRole("button", { name: "Approve the change" }).waitFor();
      await settle(page);
    },
  },
];
