/** The frame around every page: keys, landmarks, themes, the calm 404, the palette, people (INTERFACE.md; WCAG items of SECURITY.md 62-70). */
import { expect, test, type Page } from "@playwright/test";
import { DEMO_PASSWORD } from "../../scripts/demo/people";
import { expectAccessible, personAt, unique, type Person } from "./support/people";

let ada: Person;

test.beforeEach(async ({ browser, baseURL }) => {
  ada = await personAt(browser, "ada", { ...(baseURL ? { baseURL } : {}), viewport: { width: 1440, height: 900 } });
});

test.afterEach(async () => {
  await ada.context.close();
});

test("signed out, the start page says what Parlor is and leads to sign-in; nothing is asked of another host", async ({
  page,
  baseURL,
}) => {
  const hosts = new Set<string>();
  page.on("request", (request) => hosts.add(new URL(request.url()).host));
  const refused = watchPolicy(page);
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("link", { name: "Sign in" }).click();
  await expect(page).toHaveURL(/\/sign-in$/);
  expect([...hosts]).toEqual([new URL(baseURL ?? "").host]);
  expect(refused).toEqual([]);
});

test("signed in, the start page leads to the rooms", async () => {
  await ada.page.goto("/");
  await expect(ada.page).toHaveURL(/\/demo-company\/rooms$/);
});

test("a page names its layout's scripts in its head, and each is compiled while it loads", async () => {
  const html = await (await ada.context.request.get("/demo-company/rooms")).text();
  const head = html.slice(0, html.indexOf("</head>"));
  // Those for browsers without modules nobody loads.
  const scripts = [...head.matchAll(/<script(?![^>]*noModule)[^>]+src="([^"]+\.js)[^"]*"/gi)].map(
    ([, address = ""]) => address,
  );
  expect(scripts.map((address) => decodeURIComponent(address))).toContainEqual(
    expect.stringMatching(/\/\[tenant\]\/layout-[^/]+\.js$/),
  );
  for (const address of scripts) {
    const script = await ada.context.request.get(address);
    expect((await script.text()).startsWith("//# allFunctionsCalledOnLoad\n"), address).toBe(true);
  }
});

test("a foreign and a missing tenant give the same 404", async () => {
  const { page } = ada;
  const texts: string[] = [];
  for (const tenant of ["acme", "no-such-tenant"]) {
    const answer = await page.goto(`/${tenant}/rooms`);
    expect(answer?.status()).toBe(404);
    texts.push(await page.locator("body").innerText());
    await expectAccessible(page);
  }
  expect(texts[0]).toBe(texts[1]);
  expect((await page.goto("/demo-company/no-such-place"))?.status()).toBe(404);
  await expect(page.getByRole("navigation", { name: "Places" })).toBeVisible();
});

test("the first Tab is the skip link, and it leads to the content", async () => {
  const { page } = ada;
  await openPeople(page);
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to content" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("main").locator(":focus")).toHaveCount(1);
});

test("Ctrl+K finds a room by typing and goes there", async () => {
  const { page } = ada;
  await openPeople(page);
  await page.keyboard.press("Control+k");
  const field = page.getByRole("combobox");
  await expect(field).toBeFocused();
  await expect(page.getByRole("option", { name: "general" })).toBeVisible();
  await expectAccessible(page);
  await field.fill("gener");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/demo-company\/rooms\/[0-9a-f-]{36}$/);
  await expect(page.getByRole("heading", { level: 1, name: "general" })).toBeVisible();
});

test("Ctrl+K writes to a person", async () => {
  const { page } = ada;
  await openPeople(page);
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").fill("edda");
  await page.getByRole("option", { name: /Edda Ruiz/ }).click();
  await expect(page).toHaveURL(/\/demo-company\/rooms\/[0-9a-f-]{36}$/);
  await expect(page.getByRole("heading", { level: 1, name: "Edda Ruiz" })).toBeVisible();
});

test("? shows the keys, not while writing, and can be turned off", async () => {
  const { page } = ada;
  await openPeople(page);
  const sheet = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await page.getByRole("searchbox").press("?");
  await expect(page.getByRole("searchbox")).toHaveValue("?");
  await expect(sheet).toBeHidden();
  await page.getByRole("searchbox").clear();
  await page.getByRole("searchbox").blur();
  await page.keyboard.press("?");
  await expect(sheet).toBeVisible();
  await expectAccessible(page);
  await sheet.getByRole("switch", { name: "Single-letter shortcuts" }).click();
  await page.keyboard.press("Escape");
  await expect(sheet).toBeHidden();
  await page.keyboard.press("?");
  await page.keyboard.press("Control+/");
  await expect(sheet).toHaveCount(1);
  await sheet.getByRole("switch").click();
});

const admin = (place: string) => `admin/${place}`;

test("at 320 px no page scrolls sideways, and every place of the rail can be reached", async () => {
  const { page } = ada;
  await page.setViewportSize({ width: 320, height: 640 });
  const { rooms } = (await (await ada.context.request.get("/api/t/demo-company/rooms?scope=mine")).json()) as {
    rooms: { roomId: string; name: string }[];
  };
  const general = rooms.find(({ name }) => name === "general")?.roomId ?? "";
  const inTenant = [
    "rooms",
    `rooms/${general}`,
    `rooms/${general}?panel=members`,
    `rooms/${general}?panel=pins`,
    "rooms/threads",
    "later",
    "later?show=scheduled",
    "later?show=drafts",
    "search",
    "search?q=ferry",
    "people",
    "settings/notifications",
    ...["overview", "reports", "reports/models", "live", "projects", "prompts", "playground", "conversations"].map(
      admin,
    ),
    ...["keys", "usage", "models", "tools", "members", "moderation", "settings", "audit"].map(admin),
    "no-such-place",
  ].map((path) => `/demo-company/${path}`);
  for (const path of [...inTenant, "/account", "/new", "/outbox", "/offline", "/reset", "/verify"]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBe(320);
    // The page may be wide enough and a part of it that scrolls be too narrow for what it holds.
    const cut = await page.evaluate(() =>
      [...document.querySelectorAll(".overflow-y-auto")]
        .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
        .map(({ className }) => className),
    );
    expect(cut, path).toEqual([]);
  }
  await page.goto("/demo-company/later");
  const rail = page.getByRole("navigation", { name: "Places" });
  for (const item of [...(await rail.getByRole("link").all()), ...(await rail.getByRole("button").all())])
    await expect(item).toBeInViewport({ ratio: 1 });
});

test("the sidebar's edge moves with the arrow keys and stays where it was put", async () => {
  const { page } = ada;
  await page.goto("/demo-company/rooms");
  const edge = page.getByRole("separator", { name: "Width of the sidebar" });
  await edge.focus();
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowRight");
  await expect(edge).toHaveAttribute("aria-valuenow", "220");
  await page.reload();
  await expect(edge).toHaveAttribute("aria-valuenow", "220");
  expect((await page.getByRole("complementary").first().boundingBox())?.width).toBe(220);
  await edge.dblclick();
  await expect(edge).toHaveAttribute("aria-valuenow", "260");
});

test("a chosen theme is there before the first paint of the next page", async () => {
  const { page } = ada;
  await openPeople(page);
  await page.getByRole("button", { name: /Your menu/ }).click();
  await expectAccessible(page);
  await page.getByRole("menuitemradio", { name: "Dark" }).click();
  await expect(page.locator("html")).toHaveClass(/dark/);
  await page.reload({ waitUntil: "commit" });
  await page.locator("body").waitFor({ state: "attached" });
  await expect(page.locator("html")).toHaveClass(/dark/);
  await openPeople(page);
  await expectAccessible(page);
});

test("people are found by any part of a name, walked with the arrows, and written to", async () => {
  const { page } = ada;
  await openPeople(page);
  await expectAccessible(page);
  const field = page.getByRole("searchbox");
  await field.fill("ost");
  await expect(page.getByRole("listitem")).toHaveText([/Hana Øst/]);
  const absent = unique("absent");
  await field.fill(absent);
  await expect(page.getByRole("status").filter({ hasText: absent })).toBeVisible();
  await field.clear();
  // The list follows what is typed a moment later.
  await expect(page.getByRole("button", { name: "Message Ada Okafor" })).toBeVisible();
  await field.press("ArrowDown");
  await expect(page.getByRole("button", { name: "Message Ada Okafor" })).toBeFocused();
  await page.keyboard.press("c");
  await expect(page.getByRole("button", { name: "Message Cleo Marsh" })).toBeFocused();
  await page.keyboard.press("End");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("button", { name: "Message Ben Lindqvist" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Ben Lindqvist" })).toBeVisible();
});

test("on a phone one column is shown, and the browser's back leads from a room to the list", async ({
  browser,
  baseURL,
}) => {
  const { context, page } = await personAt(browser, "ada", {
    ...(baseURL ? { baseURL } : {}),
    viewport: { width: 390, height: 844 },
    isMobile: true,
    hasTouch: true,
  });
  await page.goto("/demo-company/rooms");
  const places = page.getByRole("navigation", { name: "Places" });
  await expect(places).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("link", { name: /general/ }).tap();
  await expect(page.getByRole("textbox")).toBeVisible();
  await expect(places).toBeHidden();
  await expectAccessible(page);
  await page.goBack();
  await expect(places).toBeVisible();
  await expect(page.getByRole("textbox")).toBeHidden();
  await context.close();
});

test("signing out leads to the start page, and back shows nothing of the tenant", async ({ browser, baseURL }) => {
  // A session of its own: the shared one must outlive this test.
  const context = await browser.newContext({ ...(baseURL ? { baseURL } : {}) });
  const answer = await context.request.post("/api/auth/sign-in/email", {
    data: { email: "finn@demo.example", password: DEMO_PASSWORD },
    headers: { origin: new URL(baseURL ?? "").origin },
  });
  expect(answer.ok()).toBe(true);
  const page = await context.newPage();
  await openPeople(page);
  await page.getByRole("button", { name: /Your menu/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page.getByRole("link", { name: "Create an account" })).toBeVisible();
  await page.goto("/demo-company/people");
  await expect(page).toHaveURL(/\/sign-in/);
  await context.close();
});

async function openPeople(page: Page): Promise<void> {
  await page.goto("/demo-company/people");
  await expect(page.getByRole("heading", { level: 1, name: "People" })).toBeVisible();
  // Until the frame answers keys.
  await page.waitForLoadState("networkidle");
}

function watchPolicy(page: Page): string[] {
  const refused: string[] = [];
  page.on("console", (line) => {
    if (/Content Security Policy/i.test(line.text())) refused.push(line.text());
  });
  return refused;
}
