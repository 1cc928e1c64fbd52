/** The assistant on pages of others (EMB-01 to EMB-12), against the built Workers. */
import { expect, test, type Page } from "@playwright/test";
import type { EmbedConfig } from "@/lib/projects/protocol";
import { Caller, installation } from "./support/api";
import { startHost, type HostPage, type HostSite } from "./support/host-site";
import {
  askPanel,
  expectNoViolations,
  launcherOf,
  openPanel,
  panelOf,
  pressLauncher,
  visitorAt,
} from "./support/widget";

const NONCE = "r4nd0m";
const widgetOrigin = () => installation().url.replace("localhost", "127.0.0.1");

const HOSTS: Record<string, HostPage> = {
  "/plain": {},
  "/strict": {
    headers: {
      get "content-security-policy"() {
        return `default-src 'none'; script-src 'nonce-${NONCE}' 'strict-dynamic'; style-src 'none'; img-src data:; frame-src ${widgetOrigin()}; require-trusted-types-for 'script'; trusted-types 'none'`;
      },
      "cross-origin-embedder-policy": "require-corp",
    },
  },
  "/reset": {
    head: "<style>*{all:unset!important;color-scheme:dark!important}iframe,button,parlor-widget{display:none!important}html>*{display:none!important;opacity:0!important}</style>",
  },
  "/transform": { head: "<style>body{transform:scale(1);filter:blur(0);overflow:hidden;height:50px}</style>" },
  "/overlay": {
    head: '<style>body::after{content:"";position:fixed;inset:0;z-index:2147483647;background:#fff}</style>',
  },
  "/dark": { head: "<style>:root{color-scheme:dark}</style>" },
};

let host: HostSite;
let publicKey = "";
let projectPath = "";
let admin: Caller;

test.beforeAll(async () => {
  const attributes = () => `data-project="${publicKey}" nonce="${NONCE}" crossorigin`;
  host = await startHost(HOSTS, () => `<script async src="${widgetOrigin()}/embed.js" ${attributes()}></script>`);
  admin = await Caller.signIn("ada@demo.example");
  const { project } = await admin.ask<{ project: { id: string; publicKey: string } }>("POST", "projects", {
    name: `Host ${crypto.randomUUID().slice(0, 8)}`,
    origin: host.origin,
  });
  publicKey = project.publicKey;
  projectPath = `projects/${project.id}`;
});
test.afterAll(async () => {
  await admin.send("DELETE", projectPath);
  await admin.dispose();
  await host.stop();
});

/** Changes what the server says to the panel about the project; everything else is as it is. */
async function withConfig(page: Page, change: Partial<EmbedConfig>): Promise<void> {
  await page.route(/\/embed\/pa_\w+(?:\?.*)?$/, async (route) => {
    if (route.request().resourceType() !== "document") return route.fallback();
    const answer = await route.fetch();
    const html = (await answer.text())
      .replace(/(id="config"[^>]*>)(.*?)(<\/script>)/, (_, open: string, json: string, close: string) =>
        [
          open,
          JSON.stringify({ ...(JSON.parse(json) as EmbedConfig), ...change }).replaceAll("<", "\\u003c"),
          close,
        ].join(""),
      )
      .replace(/lang="en" dir="ltr"/, change.language === "ar" ? 'lang="ar" dir="rtl"' : 'lang="en" dir="ltr"');
    await route.fulfill({ response: answer, body: html });
  });
}

test("before the visitor's first intent there is one script, a launcher, and nothing else", async ({ browser }) => {
  const page = await visitorAt(browser);
  const asked: string[] = [];
  let sockets = 0;
  page.on("request", (request) => asked.push(request.url()));
  page.on("websocket", () => sockets++);
  await page.goto(`${host.origin}/plain`);
  await expect(launcherOf(page)).toBeVisible();
  expect(await launcherOf(page).boundingBox()).toEqual({ x: 924, y: 624, width: 56, height: 56 });
  await page.waitForLoadState("networkidle");
  expect(asked.filter((url) => url.startsWith(widgetOrigin()))).toEqual([`${widgetOrigin()}/embed.js`]);
  expect(page.frames()).toHaveLength(1);
  expect(await page.context().cookies()).toEqual([]);
  expect(await page.evaluate(() => (window as unknown as { seen: { modes: string[] } }).seen.modes)).toEqual([
    "closed",
  ]);
  await expectNoViolations(page, "closed");

  // Pointing at it fetches the panel, which stays unseen and says nothing to the server.
  await launcherOf(page).hover();
  await expect(page.locator("parlor-widget iframe")).toBeAttached();
  await expect(panelOf(page).getByRole("dialog", { includeHidden: true })).toBeAttached();
  await expect(page.locator("parlor-widget iframe.on")).toHaveCount(0);
  expect(sockets).toBe(0);
  expect(asked.filter((url) => url.endsWith("/session"))).toEqual([]);
  await page.context().close();
});

for (const path of Object.keys(HOSTS)) {
  test(`works on the host page ${path}`, async ({ browser }) => {
    const page = await visitorAt(browser);
    await page.goto(`${host.origin}${path}`);
    await expect(launcherOf(page)).toBeVisible();
    expect(await launcherOf(page).boundingBox()).toEqual({ x: 924, y: 624, width: 56, height: 56 });
    const top = await page.evaluate(() => document.elementFromPoint(950, 650)?.localName);
    expect(top).toBe("parlor-widget");
    const panel = await openPanel(page);
    await expect
      .poll(() => page.locator("parlor-widget iframe").boundingBox())
      .toEqual({ x: 620, y: 132, width: 360, height: 480 });
    await expect(panel.getByLabel("Write a message")).toBeFocused();
    const schemes = [
      await page.locator("parlor-widget iframe").evaluate((frame) => getComputedStyle(frame).colorScheme),
      await panel.locator(":root").evaluate((root) => getComputedStyle(root).colorScheme),
    ];
    expect(schemes[0]).toBe(schemes[1]);
    expect(
      await page.evaluate(() => (window as unknown as { seen: { violations: string[] } }).seen.violations),
    ).toEqual([]);
    await page.context().close();
  });
}

test("a site that is not in the list gets no panel", async ({ browser }) => {
  const other = await startHost(
    { "/": {} },
    () => `<script async src="${widgetOrigin()}/embed.js" data-project="${publicKey}"></script>`,
  );
  const page = await visitorAt(browser);
  const refused = page.waitForEvent("console", (line) => line.text().includes("frame-ancestors"));
  await page.goto(other.origin);
  await pressLauncher(page);
  await refused;
  await expect(page.locator("parlor-widget iframe.on")).toHaveCount(0);
  await page.context().close();
  await other.stop();
});

test("loaded twice, in an app that swaps its body and removes what it does not know, there is one launcher", async ({
  browser,
}) => {
  const page = await visitorAt(browser);
  await page.goto(`${host.origin}/plain`);
  const panel = await openPanel(page);
  await askPanel(panel, "What does delivery cost?");
  await page.evaluate((src) => {
    const script = document.createElement("script");
    script.src = src;
    script.dataset.project = "pa_other";
    document.head.appendChild(script);
    return new Promise((done) => (script.onload = done));
  }, `${widgetOrigin()}/embed.js?again`);
  await expect(page.locator("parlor-widget")).toHaveCount(1);

  let loads = 0;
  page.on("framenavigated", (frame) => {
    if (frame.parentFrame()) loads++;
  });
  await page.evaluate(() => document.body.replaceWith(document.createElement("body")));
  await expect(panel.locator("article.answer")).toHaveCount(1);
  expect(loads).toBe(0);

  await page.evaluate(() => document.querySelector("parlor-widget")?.remove());
  await expect(page.locator("parlor-widget")).toHaveCount(1);
  // The frame begins anew, open as it was, with the same conversation.
  await expect(panel.locator("article.answer")).toHaveCount(1);
  await expect(page.locator("parlor-widget iframe.on")).toBeVisible();
  await page.evaluate(() => (window as unknown as { Parlor: { destroy(): void } }).Parlor.destroy());
  await expect(page.locator("parlor-widget")).toHaveCount(0);
  expect(await page.evaluate(() => "Parlor" in window)).toBe(false);
  await page.context().close();
});

test("the page's own calls and events", async ({ browser }) => {
  const page = await visitorAt(browser);
  await page.addInitScript(() => {
    const scope = window as unknown as { Parlor: unknown[]; heard: string[] };
    scope.heard = [];
    scope.Parlor = ["ready", "open", "close", "message"].map((name) => ["on", name, () => scope.heard.push(name)]);
    scope.Parlor.push(["prefill", "May I return a tent?"], ["open"]);
  });
  await page.goto(`${host.origin}/plain`);
  const panel = panelOf(page);
  await expect(panel.getByLabel("Write a message")).toHaveValue("May I return a tent?");
  await panel.getByLabel("Write a message").press("Enter");
  await expect(panel.locator("article.answer:not(.running)")).toHaveCount(1, { timeout: 60_000 });
  await panel.getByLabel("Write a message").press("Escape");
  await expect(launcherOf(page)).toBeFocused();
  await expect
    .poll(() => page.evaluate(() => (window as unknown as { heard: string[] }).heard))
    .toEqual(["ready", "open", "message", "message", "close"]);
  // Somebody signs out: nothing of the conversation is left.
  await page.evaluate(() => (window as unknown as { Parlor: { reset(): void; open(): void } }).Parlor.reset());
  await page.evaluate(() => (window as unknown as { Parlor: { open(): void } }).Parlor.open());
  await expect(panel.locator("article")).toHaveCount(0);
  await page.context().close();
});

test("a whole conversation by keyboard, told by sentence, restored after a reload, without a violation in any state", async ({
  browser,
}) => {
  const page = await visitorAt(browser);
  const sent: string[] = [];
  page.on("websocket", (socket) => socket.on("framesent", ({ payload }) => sent.push(String(payload))));
  await page.goto(`${installation().url}/demo`);
  await expect(launcherOf(page)).toBeVisible();
  // The launcher is the last of the page.
  await page.keyboard.press("Shift+Tab");
  await launcherOf(page).focus();
  await page.keyboard.press("Enter");
  const panel = panelOf(page);
  const field = panel.getByLabel("Write a message");
  await expect(field).toBeFocused();
  await expectNoViolations(page, "open");
  await page.keyboard.type("How large");
  await page.keyboard.press("Shift+Enter");
  await page.keyboard.type("may files be?");
  await page.keyboard.press("Enter");
  await expect(panel.locator("article.mine .bubble")).toHaveText("How large\nmay files be?");
  const answer = panel.locator("article.answer:not(.running)");
  await expect(answer).toHaveCount(1, { timeout: 60_000 });
  await expectNoViolations(page, "answered");

  // What is read out is the answer, once.
  const heard = await panel.locator("[aria-live=polite][role=status]").locator("p").allTextContents();
  // The lines between a table's cells are drawn, and not read.
  const shown = (await answer.locator(".md").innerText()).replace(/[\s|]+/g, " ");
  expect(heard.length).toBeGreaterThan(0);
  expect(new Set(heard).size).toBe(heard.length);
  expect(shown).toContain((heard[0] ?? "").slice(0, 20));
  await expect(panel.getByRole("log")).toHaveAttribute("aria-live", "off");

  const source = answer.locator(".source").first();
  if ((await source.count()) > 0) {
    await source.focus();
    await page.keyboard.press("Enter");
    await expect(panel.locator(".card blockquote")).not.toBeEmpty();
    await expectNoViolations(page, "source");
    await page.keyboard.press("Escape");
    await expect(source).toBeFocused();
  }
  await answer.getByRole("button", { name: "Bad answer" }).focus();
  await page.keyboard.press("Space");
  await expect(panel.getByLabel("What was wrong? (optional)")).toBeFocused();
  await expectNoViolations(page, "comment");
  await page.keyboard.type("Too short.");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(answer.getByText("Thank you, noted.")).toBeVisible();
  await answer.getByRole("button", { name: "Answer anew" }).focus();
  await page.keyboard.press("Enter");
  await expect.poll(() => sent.filter((frame) => frame.includes('"regenerate"')).length).toBe(1);
  await expect(answer).toHaveCount(1, { timeout: 60_000 });
  await panel.getByRole("button", { name: "More" }).focus();
  await page.keyboard.press("Enter");
  await expectNoViolations(page, "menu");
  const saved = page.waitForEvent("download");
  await page.keyboard.press("Enter");
  expect((await saved).suggestedFilename()).toBe("conversation.txt");
  await page.keyboard.press("Escape");
  await expect(launcherOf(page)).toBeFocused();

  await page.reload();
  await openPanel(page);
  await expect(panel.locator("article.mine")).toHaveCount(1);
  await expect(panel.locator("article.answer")).toHaveCount(1);
  await page.context().close();
});

test("no token is shown twice and none is lost when the connection is cut", async ({ browser }) => {
  const page = await visitorAt(browser);
  let cutAfter = 0;
  let deltas = 0;
  await page.routeWebSocket(/\/socket\//, (socket) => {
    const server = socket.connectToServer();
    server.onMessage((data) => {
      if (String(data).includes('"type":"delta"') && ++deltas === cutAfter) {
        void server.close();
        return void socket.close({ code: 1011 });
      }
      socket.send(data);
    });
  });
  await page.goto(`${host.origin}/plain`);
  const panel = await openPanel(page);
  for (const cut of [1, 2, 5]) {
    [cutAfter, deltas] = [cut, 0];
    await askPanel(panel, `What is rule ${cut}?`);
  }
  const shown = await panel.locator("article .md").allInnerTexts();
  expect(await panel.locator("article.mine").count()).toBe(3);
  // A fresh load is what the conversation itself holds.
  cutAfter = 0;
  await page.reload();
  await openPanel(page);
  await expect(panel.locator("article.answer")).toHaveCount(3);
  expect(await panel.locator("article .md").allInnerTexts()).toEqual(shown);
  await page.context().close();
});

test("where sockets are blocked, answers come as events", async ({ browser }) => {
  const page = await visitorAt(browser);
  await page.routeWebSocket(/\/socket\//, (socket) => void socket.close({ code: 1011 }));
  const events = page.waitForRequest(/\/embed\/conversations\/[^/]+\/events/);
  await page.goto(`${host.origin}/plain`);
  const panel = await openPanel(page);
  await panel.getByLabel("Write a message").fill("Is anybody there?");
  await panel.getByLabel("Write a message").press("Enter");
  await expect(panel.getByText("Waits for the connection")).toBeVisible();
  await expectNoViolations(page, "waiting");
  await events;
  await expect(panel.locator("article.answer:not(.running)")).toHaveCount(1, { timeout: 60_000 });
  await expect(panel.locator("article.mine")).toHaveCount(1);
  await page.context().close();
});

test("the socket is open only while the panel is, and closes for the back/forward cache", async ({ browser }) => {
  const page = await visitorAt(browser);
  const open = new Set<object>();
  page.on("websocket", (socket) => {
    open.add(socket);
    socket.on("close", () => open.delete(socket));
  });
  await page.goto(`${host.origin}/plain`);
  const panel = await openPanel(page);
  expect(open.size).toBe(0);
  await askPanel(panel, "Are you there?");
  await expect.poll(() => open.size).toBe(1);
  await pressLauncher(page);
  await expect.poll(() => open.size).toBe(0);
  await openPanel(page);
  await expect.poll(() => open.size).toBe(1);
  const tell = (type: string) =>
    panel
      .locator(":root")
      .evaluate((_, name) => window.dispatchEvent(new PageTransitionEvent(name, { persisted: true })), type);
  await tell("pagehide");
  await expect.poll(() => open.size).toBe(0);
  await tell("pageshow");
  await expect.poll(() => open.size).toBe(1);
  await page.context().close();
});

test("on a phone it is the whole window, keeps the keyboard inside, and closes by Escape", async ({ browser }) => {
  const page = await visitorAt(browser, { viewport: { width: 390, height: 844 }, hasTouch: true });
  await page.goto(`${host.origin}/plain`);
  const panel = await openPanel(page);
  await expect
    .poll(() => page.locator("parlor-widget iframe").boundingBox())
    .toEqual({ x: 0, y: 0, width: 390, height: 844 });
  await expect(panel.getByRole("dialog")).toHaveAttribute("aria-modal", "true");
  await expect(launcherOf(page)).toBeHidden();
  await expectNoViolations(page, "phone");
  const size = await panel.getByLabel("Write a message").evaluate((field) => getComputedStyle(field).fontSize);
  expect(size).toBe("16px");
  for (let each = 0; each < 12; each++) {
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.localName)).toBe("parlor-widget");
  }
  await page.keyboard.press("Escape");
  await expect(launcherOf(page)).toBeVisible();
  await expect(launcherOf(page)).toBeFocused();
  await page.context().close();
});

for (const [name, viewport] of [
  ["320 px", { width: 320, height: 568 }],
  ["200 %", { width: 640, height: 360 }],
] as const) {
  test(`nothing is cut off at ${name}`, async ({ browser }) => {
    const page = await visitorAt(browser, { viewport, deviceScaleFactor: 2 });
    await page.goto(`${host.origin}/plain`);
    const panel = await openPanel(page);
    await expect(panel.getByLabel("Write a message")).toBeInViewport();
    await expect(panel.getByRole("button", { name: "Close" })).toBeInViewport();
    await askPanel(panel, "x".repeat(300));
    const wide = await panel.locator(":root").evaluate((root) => root.scrollWidth - root.clientWidth);
    expect(wide).toBe(0);
    await expectNoViolations(page, name);
    await page.context().close();
  });
}

const STATES: [string, Partial<EmbedConfig>][] = [
  ["paused", { state: "paused" }],
  ["consent", { consent: true }],
  ["Arabic", { language: "ar" }],
];
for (const scheme of ["light", "dark"] as const) {
  for (const [name, change] of STATES) {
    test(`the state ${name}, ${scheme}, has no violation`, async ({ browser }) => {
      const page = await visitorAt(browser, { colorScheme: scheme, reducedMotion: "reduce", forcedColors: "none" });
      await withConfig(page, change);
      await page.goto(`${host.origin}/plain`);
      const panel = await openPanel(page);
      if (name === "paused") await expect(panel.getByText("The assistant is taking a break")).toBeVisible();
      if (name === "paused" || name === "consent") await expect(panel.locator("form")).toHaveCount(0);
      if (name === "Arabic") await expect(panel.getByRole("button", { name: "إغلاق" })).toBeVisible();
      await expectNoViolations(page, name);
      if (name === "consent") {
        await panel.getByRole("button", { name: "Agree and start" }).click();
        await expect(panel.getByLabel("Write a message")).toBeFocused();
      }
      await page.context().close();
    });
  }
}

test("what was written offline is kept, said so, and sent later, once", async ({ browser }) => {
  const page = await visitorAt(browser);
  await page.goto(`${host.origin}/plain`);
  const panel = await openPanel(page);
  await askPanel(panel, "First");
  await page.context().setOffline(true);
  await pressLauncher(page);
  await openPanel(page);
  await panel.getByLabel("Write a message").fill("Second");
  await panel.getByLabel("Write a message").press("Enter");
  await expect(panel.getByText(/You are offline/)).toBeVisible();
  await expectNoViolations(page, "offline");
  await page.context().setOffline(false);
  await expect(panel.locator("article.answer:not(.running)")).toHaveCount(2, { timeout: 60_000 });
  await expect(panel.locator("article.mine")).toHaveCount(2);
  await page.context().close();
});

test("too long a message says by how much, and is not sent", async ({ browser }) => {
  const page = await visitorAt(browser);
  await page.goto(`${host.origin}/plain`);
  const panel = await openPanel(page);
  await panel.getByLabel("Write a message").fill("x".repeat(1_900));
  await expect(panel.getByText("100 characters left")).toBeVisible();
  await panel.getByLabel("Write a message").fill("x".repeat(2_010));
  await expect(panel.getByText("Shorten the message by 10 characters.")).toBeVisible();
  await panel.getByLabel("Write a message").press("Enter");
  await expect(panel.locator("article")).toHaveCount(0);
  await expectNoViolations(page, "too long");
  await page.context().close();
});

test("launcher and panel follow the pointer and the arrow keys", async ({ browser }) => {
  const page = await visitorAt(browser);
  await page.goto(`${host.origin}/plain`);
  const box = await launcherOf(page).boundingBox();
  await page.mouse.move((box?.x ?? 0) + 28, (box?.y ?? 0) + 28);
  await page.mouse.down();
  await page.mouse.move(300, 400, { steps: 5 });
  await page.mouse.up();
  await expect.poll(async () => Math.round((await launcherOf(page).boundingBox())?.x ?? 0)).toBe(272);
  await expect(page.locator("parlor-widget iframe.on")).toHaveCount(0);
  await page.mouse.move(0, 0);
  const panel = await openPanel(page);
  const wide = () => page.locator("parlor-widget iframe").boundingBox();
  const before = await wide();
  await panel.getByRole("button", { name: /^Resize/ }).focus();
  await page.keyboard.press("ArrowUp");
  await expect.poll(async () => (await wide())?.height).toBe((before?.height ?? 0) + 24);
  await page.context().close();
});

test("the demo pages: strict, and an app that swaps its body", async ({ browser }) => {
  const page = await visitorAt(browser);
  await page.goto(`${installation().url}/demo/strict`);
  await openPanel(page);
  expect(await page.evaluate(() => (window as unknown as { seen: { violations: string[] } }).seen.violations)).toEqual(
    [],
  );
  await page.goto(`${installation().url}/demo/app`);
  const panel = await openPanel(page);
  await panel.getByLabel("Write a message").fill("kept");
  await page.getByRole("link", { name: "Delivery" }).click();
  await expect(page).toHaveURL(/\/demo\/app\/delivery$/);
  await expect(panel.getByLabel("Write a message")).toHaveValue("kept");
  await page.context().close();
});
