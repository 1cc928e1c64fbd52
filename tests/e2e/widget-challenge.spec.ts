/** The check that a visitor is human (SUP-07): the panel, the product's own server, and a stand-in for the third party. */
import { expect, test, type Page } from "@playwright/test";
import type { ProjectView } from "@/lib/projects/protocol";
import { Caller, installation } from "./support/api";
import { startFakeTurnstile, type FakeTurnstile } from "./support/fake-turnstile";
import { expectNoViolations, openPanel, type panelOf, visitorAt } from "./support/widget";

let fake: FakeTurnstile;
let admin: Caller;
let projectPath = "";
let publicKey = "";

test.beforeAll(async () => {
  fake = await startFakeTurnstile();
  admin = await Caller.signIn("ada@demo.example");
  const { project } = await admin.ask<{ project: ProjectView }>("POST", "projects", {
    ...{ name: `For people ${crypto.randomUUID().slice(0, 8)}`, origin: installation().url },
  });
  projectPath = `projects/${project.id}`;
  publicKey = project.publicKey;
  await admin.ask("PATCH", projectPath, { version: project.version, requireTurnstile: true });
});
test.afterAll(async () => {
  await admin.send("DELETE", projectPath);
  await admin.dispose();
  await fake.stop();
});

async function askAsStranger(page: Page): Promise<ReturnType<typeof panelOf>> {
  await fake.play(page);
  await page.goto(`${installation().url}/demo?project=${publicKey}`);
  const panel = await openPanel(page);
  await panel.getByLabel("Write a message").fill("Can I return an order?");
  await panel.getByLabel("Write a message").press("Enter");
  return panel;
}
const challengeOf = (panel: ReturnType<typeof panelOf>) =>
  panel.getByRole("group", { name: "Confirm that you are human" });
const boxOf = (panel: ReturnType<typeof panelOf>) =>
  challengeOf(panel).frameLocator("iframe").getByRole("checkbox", { name: "Verify you are human" });

for (const colorScheme of ["light", "dark"] as const) {
  test(`it is shown and told, and the conversation begins behind it, ${colorScheme}: no violation`, async ({
    browser,
  }) => {
    fake.outcome = "token";
    const verified = fake.verified.length;
    const page = await visitorAt(browser, { colorScheme, reducedMotion: "reduce" });
    const panel = await askAsStranger(page);
    await expect(boxOf(panel)).toBeVisible();
    await expect(panel.locator("[aria-live=polite][role=status] p")).toHaveText(["Confirm that you are human"]);
    await expect(panel.locator("article.answer")).toHaveCount(0);
    await expectNoViolations(page, "challenge");
    await boxOf(panel).click();
    await expect(panel.locator("article.answer:not(.running)")).toHaveCount(1, { timeout: 60_000 });
    await expect(panel.locator("article.mine")).toHaveCount(1);
    await expect(challengeOf(panel)).toBeHidden();
    expect(fake.rendered.at(-1)).toMatchObject({
      action: "chat-start",
      hostname: new URL(installation().url).hostname,
    });
    expect(fake.verified.slice(verified)).toEqual([null]);
    // Who is in is not asked again.
    await page.reload();
    await openPanel(page);
    await expect(panel.locator("article.answer")).toHaveCount(1);
    expect(fake.verified.slice(verified)).toEqual([null]);
    await page.context().close();
  });

  test(`it says that it did not pass, keeps the words and is tried again, ${colorScheme}: no violation`, async ({
    browser,
  }) => {
    const page = await visitorAt(browser, { colorScheme, reducedMotion: "reduce" });
    fake.outcome = "error";
    const panel = await askAsStranger(page);
    const banner = panel.locator(".banner");
    // Not solved; then solved with what the server does not take.
    for (const outcome of ["spent", "token"] as const) {
      await boxOf(panel).click();
      await expect(banner).toContainText("The check that you are human did not pass.");
      await expect(challengeOf(panel)).toBeHidden();
      await expect(panel.locator("article.mine")).toContainText("Can I return an order?");
      await expectNoViolations(page, `challenge failed, before ${outcome}`);
      fake.outcome = outcome;
      await banner.getByRole("button", { name: "Try again" }).click();
    }
    await boxOf(panel).click();
    await expect(panel.locator("article.answer:not(.running)")).toHaveCount(1, { timeout: 60_000 });
    await expect(panel.locator("article.mine")).toHaveCount(1);
    await expect(banner).toBeHidden();
    await page.context().close();
  });
}

test("it says so where the third party cannot be reached, and fits 320 px", async ({ browser }) => {
  fake.outcome = "token";
  const page = await visitorAt(browser, { viewport: { width: 320, height: 568 } });
  await page.route("https://challenges.cloudflare.com/**", (route) => route.abort());
  await page.goto(`${installation().url}/demo?project=${publicKey}`);
  const panel = await openPanel(page);
  await panel.getByLabel("Write a message").fill("Can I return an order?");
  await panel.getByLabel("Write a message").press("Enter");
  await expect(panel.locator(".banner")).toContainText("The check that you are human did not pass.");
  await page.unroute("https://challenges.cloudflare.com/**");
  await fake.play(page);
  await panel.locator(".banner").getByRole("button", { name: "Try again" }).click();
  await expect(boxOf(panel)).toBeVisible();
  expect(fake.rendered.at(-1)).toMatchObject({ size: "compact" });
  expect(await panel.locator(":root").evaluate((root) => root.scrollWidth - root.clientWidth)).toBe(0);
  await expectNoViolations(page, "challenge at 320 px");
  await boxOf(panel).click();
  await expect(panel.locator("article.answer:not(.running)")).toHaveCount(1, { timeout: 60_000 });
  await page.context().close();
});
