import AxeBuilder from "@axe-core/playwright";
import { expect, type Browser, type BrowserContextOptions, type FrameLocator, type Page } from "@playwright/test";

/** A visitor's browser, in which the launcher's shadow root is open to tests; what it would have been is remembered. */
export async function visitorAt(browser: Browser, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1000, height: 700 }, ...options });
  const page = await context.newPage();
  await page.addInitScript(() => {
    const scope = window as unknown as { seen: { modes: string[]; violations: string[] } };
    scope.seen = { modes: [], violations: [] };
    const attach = Element.prototype.attachShadow;
    Element.prototype.attachShadow = function (init) {
      scope.seen.modes.push(init.mode);
      return attach.call(this, { ...init, mode: "open" });
    };
    document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) =>
      scope.seen.violations.push(`${violatedDirective} ${blockedURI}`),
    );
  });
  return page;
}

export const launcherOf = (page: Page) => page.locator("parlor-widget button");
export const panelOf = (page: Page): FrameLocator => page.frameLocator("parlor-widget iframe");

/** Presses where the launcher is, as a visitor does: what lies over it would take the press. */
export async function pressLauncher(page: Page): Promise<void> {
  const box = await launcherOf(page).boundingBox();
  if (!box) throw new Error("There is no launcher.");
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
}

export async function openPanel(page: Page): Promise<FrameLocator> {
  await pressLauncher(page);
  await expect(page.locator("parlor-widget iframe.on")).toBeVisible();
  const panel = panelOf(page);
  await expect(panel.getByRole("dialog")).toBeVisible();
  return panel;
}

/** Asks, and waits until the answer is whole. */
export async function askPanel(panel: FrameLocator, text: string): Promise<void> {
  const before = await panel.locator("article.answer").count();
  await panel.getByLabel("Write a message").fill(text);
  await panel.getByLabel("Write a message").press("Enter");
  await expect(panel.locator("article.answer:not(.running)")).toHaveCount(before + 1, { timeout: 60_000 });
}

/** Page and frame together; the host's own page is part of it. */
export async function expectNoViolations(page: Page, state: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const told = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
  expect(told, state).toEqual([]);
}
