/** Every state of the panel (EMB-09): no violation, light and dark, from a conversation that the test plays. */
import { expect, test, type Page, type WebSocketRoute } from "@playwright/test";
import type { ServerFrame, VisitorMessage } from "@/lib/assistant/protocol";
import { installation } from "./support/api";
import { expectNoViolations, openPanel, type panelOf, visitorAt } from "./support/widget";

const CITATION = {
  ...{ n: 1, title: "Returns", url: "https://shop.example/returns", headings: ["Returns"] },
  ...{ quote: "Every order can be returned within 30 days.", documentId: "d", start: 0, end: 43 },
} as unknown as VisitorMessage["citations"][number];
const ANSWER =
  "**Yes**. Within 30 days [1]. Ask again any time.\n\n| Part | Price |\n|---|---|\n| Pole | 8 |\n\n```\nnpm start\n```";
const GRANT = {
  conversation: "c",
  session: "s",
  ticket: "t",
  visitor: { name: null, anonymous: true },
  restored: false,
};

const base = { turn: 1, citations: [], at: 1_760_000_000_000 };
const answer = (over: Partial<VisitorMessage>): ServerFrame => ({
  ...{ type: "message", message: { ...base, seq: 2, role: "assistant", text: "", state: "running", ...over } },
});

/** Plays the conversation: `reply` is what comes after a question. */
async function play(page: Page, reply: (socket: WebSocketRoute, tell: (frame: ServerFrame) => void) => void) {
  await page.route(/\/embed\/pa_\w+\/session$/, (route) => route.fulfill({ json: GRANT }));
  await page.routeWebSocket(/\/socket\//, (socket) => {
    const tell = (frame: ServerFrame) => socket.send(JSON.stringify(frame));
    socket.onMessage((data) => {
      const frame = JSON.parse(String(data)) as { type: string; id: string; text: string };
      if (frame.type === "init") tell({ type: "ready", head: 0, messages: [], earlier: false, running: null });
      if (frame.type !== "message") return;
      const { id, text } = frame;
      tell({ type: "message", message: { ...base, seq: 1, role: "visitor", state: "complete", id, text } });
      reply(socket, tell);
    });
  });
}

async function ask(page: Page): Promise<ReturnType<typeof panelOf>> {
  await page.goto(`${installation().url}/demo`);
  const panel = await openPanel(page);
  await panel.getByLabel("Write a message").fill("Can I return an order?");
  await panel.getByLabel("Write a message").press("Enter");
  return panel;
}

for (const colorScheme of ["light", "dark"] as const) {
  const visitor = { colorScheme, reducedMotion: "reduce" } as const;

  test(`thinking, streaming, answered with a source, ${colorScheme}: no violation, and told by sentence`, async ({
    browser,
  }) => {
    const page = await visitorAt(browser, visitor);
    const played: { tell?: (frame: ServerFrame) => void } = {};
    await play(page, (_socket, tell) => {
      played.tell = tell;
      tell(answer({}));
    });
    const panel = await ask(page);
    const told = panel.locator("[aria-live=polite][role=status] p");
    await expect(panel.getByText("Looking for an answer")).toBeVisible();
    await expectNoViolations(page, "thinking");
    for (let at = 0; at < 34; at += 2) {
      played.tell?.({ type: "delta", seq: 2, at, text: ANSWER.slice(at, at + 2) });
    }
    await expect(panel.locator("article.answer.running strong")).toHaveText("Yes");
    // Half a sentence is not read out.
    await expect(told).toHaveText(["Yes.", "Within 30 days."]);
    await expectNoViolations(page, "streaming");
    await expect(panel.getByRole("button", { name: "Stop" })).toBeVisible();
    played.tell?.(answer({ state: "complete", text: ANSWER, citations: [CITATION], outcome: "answered" }));
    await expect(panel.locator("article.answer:not(.running) table")).toBeVisible();
    await expect(told.nth(2)).toHaveText("Ask again any time.");
    await expectNoViolations(page, "answered");
    await panel.locator(".cite").focus();
    await page.keyboard.press("Enter");
    await expect(panel.locator(".card blockquote")).toContainText("30 days");
    await expectNoViolations(page, "source");
    await page.context().close();
  });

  const ENDINGS: [string, Partial<VisitorMessage>, string][] = [
    ["abstained", { state: "complete", outcome: "abstained", text: "I could not find it." }, "I could not find it."],
    ["refused", { state: "complete", outcome: "refused", text: "I cannot help with that." }, "I cannot help"],
    [
      ...([
        "failed",
        { state: "failed", text: "Within", error: { code: "provider_cut", message: "It broke off." } },
      ] as const),
      "It broke off.",
    ],
    ["stopped", { state: "stopped", text: "Within" }, "Stopped"],
  ];
  for (const [name, message, shown] of ENDINGS) {
    test(`${name}, ${colorScheme}: no violation`, async ({ browser }) => {
      const page = await visitorAt(browser, visitor);
      await play(page, (_socket, tell) => tell(answer(message)));
      const panel = await ask(page);
      await expect(panel.locator("article.answer:not(.running)")).toContainText(shown);
      await expectNoViolations(page, name);
      await page.context().close();
    });
  }

  test(`a question that came too fast, ${colorScheme}: says so, keeps the words, no violation`, async ({ browser }) => {
    const page = await visitorAt(browser, visitor);
    await page.route(/\/embed\/pa_\w+\/session$/, (route) => route.fulfill({ json: GRANT }));
    await page.routeWebSocket(/\/socket\//, (socket) =>
      socket.onMessage((data) => {
        const { type, id } = JSON.parse(String(data)) as { type: string; id?: string };
        const ready: ServerFrame = { type: "ready", head: 0, messages: [], earlier: false, running: null };
        if (type === "init") socket.send(JSON.stringify(ready));
        if (type === "message")
          socket.send(JSON.stringify({ type: "error", code: "rate_limited", message: "Slow down.", id }));
      }),
    );
    const panel = await ask(page);
    await expect(panel.locator("article.failed")).toContainText("Can I return an order?");
    await expect(panel.locator("article.failed").getByRole("button", { name: "Try again" })).toBeVisible();
    await expectNoViolations(page, "rate limited");
    await page.context().close();
  });

  test(`reconnecting, then paused in mid-answer, ${colorScheme}: says so, no violation`, async ({ browser }) => {
    const page = await visitorAt(browser, visitor);
    const sockets: WebSocketRoute[] = [];
    await play(page, (socket, tell) => {
      sockets.push(socket);
      tell(answer({ text: "Within " }));
    });
    const panel = await ask(page);
    await expect(panel.locator("article.answer")).toContainText("Within");
    await page.route(/\/embed\/pa_\w+\/session$/, (route) => route.abort());
    await sockets[0]?.close({ code: 1011 });
    const banner = panel.locator(".banner");
    const again = banner.getByRole("button", { name: "Try again" });
    await expect(again).toBeVisible();
    await expectNoViolations(page, "reconnecting");
    await page.routeWebSocket(/\/socket\//, (socket) => void socket.close({ code: 4003 }));
    await page.route(/\/embed\/pa_\w+\/session$/, (route) => route.fulfill({ json: GRANT }));
    // Its own next try may come sooner: then there is nothing left to press, and only then.
    await again.click({ timeout: 2_000 }).catch(async (error: unknown) => {
      if (!(await banner.innerText()).includes("taking a break")) throw error;
    });
    await expect(banner).toContainText("taking a break");
    await expect(banner.getByRole("button")).toBeHidden();
    await expectNoViolations(page, "paused in mid-answer");
    await page.context().close();
  });
}

test("without third-party cookies and storage a conversation works, and goes on after a reload", async ({
  browser,
}) => {
  const page = await visitorAt(browser);
  // What a browser does that blocks them: any use of the frame's storage throws, and no cookie is kept.
  await page.addInitScript(() => {
    if (window.top === window) return;
    for (const name of ["localStorage", "sessionStorage", "indexedDB"] as const) {
      Object.defineProperty(window, name, {
        get() {
          throw new DOMException("Access is denied for this document.", "SecurityError");
        },
      });
    }
    Object.defineProperty(document, "cookie", {
      get: () => "",
      set: () => {
        throw new DOMException("Access is denied for this document.", "SecurityError");
      },
    });
  });
  await page.goto(`${installation().url}/demo`);
  const panel = await openPanel(page);
  await panel.getByLabel("Write a message").fill("What does delivery cost?");
  await panel.getByLabel("Write a message").press("Enter");
  await expect(panel.locator("article.answer:not(.running)")).toHaveCount(1, { timeout: 60_000 });
  expect(await page.context().cookies()).toEqual([]);
  await page.reload();
  await openPanel(page);
  await expect(panel.locator("article.answer")).toHaveCount(1);
  await page.context().close();
});
