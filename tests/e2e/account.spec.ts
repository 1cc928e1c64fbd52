/** Changing the address of an account, by the mails that a person would read. */
import { expect, test, type Browser, type Page } from "@playwright/test";
import { expectAccessible } from "./support/people";

const PASSWORD = "a long enough password";

test("an address changes after a yes from the old mailbox and one from the new", async ({ browser, baseURL }) => {
  test.slow();
  const id = crypto.randomUUID().slice(0, 8);
  const [old, fresh] = [`old-${id}@account.example`, `new-${id}@account.example`];
  const page = await newcomer(browser, baseURL ?? "", old);

  await page.goto("/account");
  const section = page.locator("#email");
  const field = section.getByLabel("New e-mail address");
  const submit = section.getByRole("button", { name: "Change address" });
  await expect(section).toContainText(`Now ${old}`);
  for (const [typed, fault] of [
    ["no address", "This is not an e-mail address."],
    [old.toUpperCase(), "This is your address already."],
  ] as const) {
    await field.fill(typed);
    await submit.click();
    await expect(field).toHaveAttribute("aria-invalid", "true");
    await expect(section.locator("[id$=-error]")).toHaveText(fault);
  }
  await field.fill(fresh);
  await submit.click();
  await expect(section.getByRole("status")).toContainText(`A change to ${fresh} is waiting`);
  await expect(section.getByRole("status")).toContainText(`the mail we sent to ${old}`);
  await expectAccessible(page);

  const approval = await linkOf(page, old, "Approve the new address");
  await page.goto(approval);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Approve the change" }).click();
  await expect(page.getByRole("heading", { name: "Approved" })).toBeVisible();
  await page.goto("/account");
  await expect(section.getByRole("status")).toContainText(`the mail we sent to ${fresh}`);
  await expect(section).toContainText(`Now ${old}`);

  const confirmation = await linkOf(page, fresh, "Confirm the new address");
  const outside = await browser.newPage(baseURL ? { baseURL } : {});
  await outside.goto(confirmation);
  await expect(outside.getByRole("main").getByRole("link", { name: "Sign in" })).toBeVisible();
  await expect(outside.getByRole("button", { name: "Change the address" })).toHaveCount(0);
  await outside.close();

  await page.goto(confirmation);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Change the address" }).click();
  await expect(page.getByRole("heading", { name: "The address is changed" })).toBeVisible();
  await page.goto("/account");
  await expect(section).toContainText(`Now ${fresh}`);
  await expect(section.getByRole("status")).toHaveCount(0);
  await linkOf(page, old, "has changed");

  await page.goto(approval);
  await page.getByRole("button", { name: "Approve the change" }).click();
  await expect(page.getByRole("main").getByRole("alert")).toContainText("used already");
  await page.context().close();
});

/** Signs up and confirms, through the outbox of the local installation. */
async function newcomer(browser: Browser, baseURL: string, email: string): Promise<Page> {
  const context = await browser.newContext({ baseURL });
  const answer = await context.request.post("/api/auth/sign-up/email", {
    data: { email, name: "Nora Newcomer", password: PASSWORD },
    headers: { origin: new URL(baseURL).origin },
  });
  expect(answer.ok(), await answer.text()).toBe(true);
  const page = await context.newPage();
  await page.goto(await linkOf(page, email, "Confirm your e-mail address"));
  await page.getByRole("button", { name: "Confirm address" }).click();
  await expect(page).not.toHaveURL(/verify/);
  return page;
}

/** The link of the newest mail to this address whose subject says so; mails are written after the answer. */
async function linkOf(page: Page, to: string, subject: string): Promise<string> {
  const mail = page
    .locator("[data-slot=card]")
    .filter({ hasText: `To ${to}` })
    .filter({ hasText: subject });
  await expect(async () => {
    await page.goto("/outbox");
    await expect(mail.first()).toBeVisible({ timeout: 1_000 });
  }).toPass();
  return (await mail.first().getByRole("link").getAttribute("href")) ?? "";
}
