/** States of messages, of what is being written, of search, and of the pages beside the rooms. */
import type { Page } from "playwright";
import { click, focusMessage, openRoom, settle, type Scene } from "./steps";

type Message = Record<string, unknown>;

/** The newest message of a room as if something had happened to it, which the demo's rooms do not hold. */
const withNewest = (changed: Message) => (page: Page) =>
  page.routeWebSocket(/\/ws\/rooms\//, (socket) => {
    const server = socket.connectToServer();
    server.onMessage((text) => {
      if (!String(text).startsWith("[")) return socket.send(text);
      const frames = JSON.parse(String(text)) as { type: string; catchUp?: { page?: { messages: Message[] } } }[];
      for (const { catchUp } of frames) {
        const newest = catchUp?.page?.messages.at(-1);
        if (newest) Object.assign(newest, changed);
      }
      socket.send(JSON.stringify(frames));
    });
  });

const composer = (page: Page) => page.locator("[data-slot=composer] textarea");

const write = (text: string, wait: string) =>
  openRoom("general", async (page) => {
    // What an earlier picture left behind is a draft.
    await composer(page).fill("");
    await composer(page).pressSequentially(text);
    await page.locator(wait).first().waitFor();
    await settle(page);
  });

const attach = (state: string, bytes = 400_000) =>
  openRoom("general", async (page) => {
    const file = { name: "Timetable, second draft.pdf", mimeType: "application/pdf", buffer: Buffer.alloc(bytes) };
    await page.locator("[data-slot=file-input]").setInputFiles(file);
    await page.locator(`[data-slot=upload][data-state=${state}]`).waitFor();
  });

const show = (wait: string) => async (page: Page) => {
  await page.locator(wait).first().waitFor();
  await settle(page);
};

const preview = {
  url: "https://harbour.example/skerry",
  title: "Skerry Lines: timetable of the winter half-year",
  description: "Every departure between November and April, with the harbours that close when it freezes.",
  site: "Harbour office",
};

export const MORE_SCENES: readonly Scene[] = [
  {
    name: "message-deleted",
    path: "/demo-company/rooms",
    as: "owner",
    before: withNewest({ body: "", deletedAt: Date.now(), reactions: {}, files: [], replies: null }),
    prepare: openRoom("general"),
  },
  {
    name: "message-preview",
    path: "/demo-company/rooms",
    as: "owner",
    before: withNewest({ body: "It is out: https://harbour.example/skerry", previews: [preview] }),
    prepare: openRoom("general", show("[data-slot=link-previews]")),
  },
  {
    name: "message-marks",
    path: "/demo-company/rooms",
    as: "owner",
    before: withNewest({
      body: "**Bold**, _italic_, ~~gone~~ and `code`\n\n> quoted\n\n1. first\n2. second\n\n| Line | Tickets |\n|---|---|\n| Visby | 9,400 |\n\n```ts\nconst answer = 42; // of course\n```\n\n[words](https://example.com)",
    }),
    prepare: openRoom("general", show("pre[data-language]")),
  },
  {
    name: "pins",
    path: "/demo-company/rooms",
    as: "owner",
    prepare: openRoom("random", async (page) => {
      const row = page.locator("[data-slot=message-list] [data-slot=message]").last();
      if ((await row.locator("[data-slot=pinned]").count()) === 0) {
        await focusMessage(page);
        await page.keyboard.press("p");
      }
      await row.locator("[data-slot=pinned]").waitFor();
      await click("Pinned messages", "[data-slot=panel] li")(page);
      await settle(page);
    }),
  },
  {
    name: "composer-format",
    path: "/demo-company/rooms",
    as: "owner",
    prepare: openRoom("general", click("Formatting", "[data-slot=composer] [role=group][aria-label=Formatting]")),
  },
  {
    name: "composer-mention",
    path: "/demo-company/rooms",
    as: "owner",
    prepare: write("@b", "[data-slot=suggestions]"),
  },
  {
    name: "composer-emoji",
    path: "/demo-company/rooms",
    as: "owner",
    prepare: write(":ta", "[data-slot=suggestions]"),
  },
  { name: "composer-file", path: "/demo-company/rooms", as: "owner", prepare: attach("ready") },
  {
    name: "composer-file-sending",
    path: "/demo-company/rooms",
    as: "owner",
    // Never answered.
    before: (page) =>
      page.route(/\/files\//, (route) => (route.request().method() === "PUT" ? undefined : route.continue())),
    prepare: attach("sending"),
  },
  {
    name: "composer-file-refused",
    path: "/demo-company/rooms",
    as: "owner",
    prepare: attach("failed", 25 * 1024 * 1024 + 1),
  },
  {
    name: "members-sorted",
    path: "/demo-company/admin/members",
    as: "owner",
    prepare: click(/^name$/i, "th[aria-sort=descending]"),
  },
  { name: "search", path: "/demo-company/search", as: "owner", prepare: show("[data-slot=search-help]") },
  {
    name: "search-found",
    path: "/demo-company/search?q=harbour",
    as: "owner",
    prepare: show("[data-slot=search-hit]"),
  },
  {
    name: "search-none",
    path: "/demo-company/search?q=submarine",
    as: "owner",
    prepare: show("[data-slot=search-help]"),
  },
  {
    name: "search-wrong",
    path: "/demo-company/search?q=has:nothing",
    as: "owner",
    prepare: show("[data-slot=main] [role=alert]"),
  },
  {
    name: "search-failed",
    path: "/demo-company/search?q=harbour",
    as: "owner",
    before: (page) => page.route(/\/api\/t\/demo-company\/search/, (route) => route.abort()),
    prepare: show("[data-slot=search-fault]"),
  },
  { name: "later", path: "/demo-company/later", as: "owner" },
  { name: "notifications", path: "/demo-company/settings/notifications", as: "owner" },
  { name: "audit", path: "/demo-company/admin/audit", as: "owner" },
  { name: "audit-none", path: "/demo-company/admin/audit?target=nothing-has-this", as: "owner" },
  { name: "audit-as-member", path: "/demo-company/admin/audit", as: "member", status: 404 },
  { name: "operator-as-owner", path: "/operator/tenants", as: "owner", status: 404 },
  { name: "operator-overview", path: "/operator", as: "operator" },
  { name: "operator-usage", path: "/operator/usage", as: "operator" },
  { name: "operator-health", path: "/operator/health", as: "operator" },
  { name: "operator-health-as-owner", path: "/operator/health", as: "owner", status: 404 },
  { name: "operator-tenants", path: "/operator/tenants", as: "operator" },
  { name: "operator-none", path: "/operator/tenants?q=nothing-has-this", as: "operator" },
  { name: "operator-new", path: "/operator/tenants", as: "operator", prepare: click("New tenant", "[role=dialog]") },
  {
    name: "operator-tenant",
    path: "/operator/tenants",
    as: "operator",
    prepare: async (page) => {
      await page.getByRole("link", { name: "Demo Company" }).click();
      await page.locator("#limits-title").waitFor();
      await settle(page);
    },
  },
  {
    name: "operator-suspend",
    path: "/operator/tenants",
    as: "operator",
    prepare: async (page) => {
      await page.getByRole("link", { name: "Demo Company" }).click();
      await page.locator("#access-title").waitFor();
      await click("Suspend", "[role=alertdialog]")(page);
    },
  },
  { name: "operator-audit", path: "/operator/audit", as: "operator" },
  { name: "tenant-settings", path: "/demo-company/admin/settings", as: "owner" },
];
