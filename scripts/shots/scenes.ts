import { ACCOUNT_SCENES } from "./account-scenes";
import { ADMIN_SCENES } from "./admin-scenes";
import { REPORT_SCENES } from "./report-scenes";
import { LATER_SCENES } from "./later-scenes";
import { MORE_SCENES } from "./more-scenes";
import { CONVERSATION_SCENES } from "./conversation-steps";
import { KNOWLEDGE_SCENES } from "./knowledge-steps";
import { PLAYGROUND_SCENES } from "./playground-steps";
import { PROJECT_SCENES } from "./project-steps";
import { TOOL_SCENES } from "./tool-steps";
import { click, focusMessage, openRoom, openThread, press, settle, type Scene } from "./steps";

/** Every page and state that can be reached in the demo. Rooms and people are those of scripts/demo. */
export const SCENES: readonly Scene[] = [
  ...ACCOUNT_SCENES,
  ...ADMIN_SCENES,
  ...REPORT_SCENES,
  ...TOOL_SCENES,
  ...PLAYGROUND_SCENES,
  { name: "people", path: "/demo-company/people", as: "owner" },
  {
    name: "people-none",
    path: "/demo-company/people",
    as: "owner",
    prepare: async (page) => {
      await settle(page);
      await page.getByRole("searchbox").fill("nobody of this name");
      await page.getByRole("status").filter({ hasText: "nobody of this name" }).waitFor();
    },
  },
  {
    name: "people-failed",
    path: "/demo-company/rooms",
    as: "owner",
    before: (page) => page.route(/people\/page-[^/]*\.js/, (route) => route.abort()),
    prepare: async (page) => {
      await settle(page);
      await page.getByRole("link", { name: "People" }).click();
      await page.locator("[data-slot=page-failed]").waitFor();
    },
  },
  { name: "emoji", path: "/demo-company/emoji", as: "owner" },
  { name: "emoji-none", path: "/acme/emoji", as: "stranger" },
  {
    name: "emoji-add-errors",
    path: "/demo-company/emoji",
    as: "owner",
    prepare: async (page) => {
      await settle(page);
      await page.getByRole("button", { name: "Add emoji" }).click();
      await page.getByRole("dialog").getByRole("button", { name: "Add emoji" }).click();
      await page.locator("[data-slot=field-error]").first().waitFor();
    },
  },
  { name: "groups", path: "/demo-company/people/groups", as: "owner" },
  { name: "groups-none", path: "/acme/people/groups", as: "stranger" },
  {
    name: "groups-new-errors",
    path: "/demo-company/people/groups",
    as: "owner",
    prepare: async (page) => {
      await settle(page);
      await page.getByRole("button", { name: "New group" }).click();
      await page.getByRole("button", { name: "Save group" }).click();
      await page.locator("[data-slot=field-error]").first().waitFor();
    },
  },
  {
    name: "message-report",
    path: "/demo-company/rooms",
    as: "member",
    prepare: openRoom("general", async (page) => {
      await page.locator("[data-slot=message-list] [data-slot=message]").first().focus();
      await page.locator("[data-toolbar]").last().getByRole("button", { name: "More" }).click();
      await page.getByText("Report message").click();
      await page.locator("[data-slot=dialog-content]").waitFor();
      await page.getByRole("button", { name: "Report message" }).click();
      await settle(page);
    }),
  },
  { name: "palette", path: "/demo-company/people", as: "owner", prepare: press("Control+k", "[data-value^='room:']") },
  {
    name: "palette-commands",
    path: "/demo-company/people",
    as: "owner",
    prepare: async (page) => {
      await press("Control+k", "[data-value^='room:']")(page);
      await page.keyboard.type(">");
      await page.locator("[data-value^='command:']").first().waitFor();
    },
  },
  {
    name: "palette-nothing",
    path: "/demo-company/people",
    as: "owner",
    prepare: async (page) => {
      await press("Control+k", "[data-value^='room:']")(page);
      await page.keyboard.type("nothing is called so");
      // Nothing has that name; the words can still be looked for.
      await page.getByRole("option", { name: /^Search messages for/ }).waitFor();
    },
  },
  {
    name: "shortcuts",
    path: "/demo-company/people",
    as: "owner",
    prepare: press("Control+/", "[data-slot=sheet-content]"),
  },
  {
    name: "me-menu",
    path: "/demo-company/people",
    as: "owner",
    prepare: click(/your menu/i, "[data-slot=dropdown-menu-content]"),
  },
  {
    name: "tenant-menu",
    path: "/demo-company/people",
    as: "owner",
    prepare: click(/switch tenant/i, "[data-slot=dropdown-menu-content]"),
  },
  { name: "rooms", path: "/demo-company/rooms", as: "owner" },
  { name: "room", path: "/demo-company/rooms", as: "owner", prepare: openRoom("general") },
  { name: "room-missing", path: "/demo-company/rooms/00000000-0000-7000-8000-000000000000", as: "owner", status: 404 },
  { name: "thread", path: "/demo-company/rooms", as: "owner", prepare: openRoom("support", openThread) },
  {
    name: "thread-failed",
    path: "/demo-company/rooms",
    as: "owner",
    before: (page) => page.route(/\/threads\/\d+/, (route) => route.abort()),
    prepare: openRoom("support", async (page) => {
      await page.locator("[data-slot=replies]").last().click();
      await page.locator("[data-slot=panel] [role=alert]").waitFor();
    }),
  },
  {
    name: "thread-missing",
    path: "/demo-company/rooms",
    as: "owner",
    prepare: openRoom("support", async (page) => {
      await page.goto(`${page.url().split("?")[0]}?panel=thread&root=999999`);
      await page.locator("[data-slot=panel] [data-slot=empty-state]").waitFor();
      await settle(page);
    }),
  },
  { name: "threads", path: "/demo-company/rooms/threads", as: "owner" },
  {
    name: "threads-none",
    path: "/acme/rooms/threads",
    as: "stranger",
    before: (page) =>
      page.route(/\/api\/t\/acme\/threads/, (route) => route.fulfill({ json: { threads: [], nextCursor: null } })),
  },
  {
    name: "threads-failed",
    path: "/demo-company/rooms/threads",
    as: "owner",
    before: (page) => page.route(/\/api\/t\/demo-company\/threads/, (route) => route.abort()),
    prepare: async (page) => {
      await page.locator("[data-slot=main] [role=alert]").waitFor();
      await settle(page);
    },
  },
  {
    name: "pins-none",
    path: "/demo-company/rooms",
    as: "owner",
    prepare: openRoom("leadership", click("Pinned messages", "[data-slot=panel] [data-slot=empty-state]")),
  },
  {
    name: "message-toolbar",
    path: "/demo-company/rooms",
    as: "owner",
    prepare: openRoom("general", focusMessage),
  },
  {
    name: "message-menu",
    path: "/demo-company/rooms",
    as: "owner",
    prepare: openRoom("general", async (page) => {
      await focusMessage(page);
      await page.locator("[data-toolbar]").last().getByRole("button", { name: "More" }).click();
      await page.locator("[data-slot=dropdown-menu-content], [data-slot=sheet-content]").waitFor();
      await settle(page);
    }),
  },
  {
    name: "message-edit",
    path: "/demo-company/rooms",
    as: "owner",
    prepare: openRoom("general", async (page) => {
      await page.locator("[data-slot=composer] textarea").press("ArrowUp");
      await page.locator("[data-slot=message-editor] textarea").waitFor();
      await settle(page);
    }),
  },
  {
    name: "message-delete",
    path: "/demo-company/rooms",
    as: "owner",
    prepare: openRoom("general", async (page) => {
      await focusMessage(page);
      await page.keyboard.press("Delete");
      await page.locator("[data-slot=alert-dialog-content]").waitFor();
      await settle(page);
    }),
  },
  {
    name: "message-forward",
    path: "/demo-company/rooms",
    as: "owner",
    prepare: openRoom("general", async (page) => {
      await focusMessage(page);
      await page.keyboard.press("f");
      await page.locator("[data-slot=dialog-content]").waitFor();
      await settle(page);
    }),
  },
  ...LATER_SCENES,
  {
    name: "room-menu",
    path: "/demo-company/rooms",
    as: "owner",
    prepare: openRoom("general", click("What can be done here", "[role=menuitemradio]")),
  },
  { name: "notifications", path: "/demo-company/settings/notifications", as: "owner" },
  {
    name: "notifications-denied",
    path: "/demo-company/settings/notifications",
    as: "owner",
    before: (page) => page.addInitScript(() => Object.defineProperty(Notification, "permission", { value: "denied" })),
  },
  {
    name: "notifications-failed",
    path: "/demo-company/settings/notifications",
    as: "owner",
    before: (page) => page.route(/\/api\/t\/demo-company\/notifications/, (route) => route.abort()),
    prepare: async (page) => {
      await settle(page);
      await page.getByRole("switch", { name: "Play a sound" }).click();
      await page.locator("[data-sonner-toast]").waitFor();
    },
  },
  { name: "unsubscribe-ended", path: "/unsubscribe/no-such-link" },
  {
    name: "room-cut-off",
    path: "/demo-company/rooms",
    as: "owner",
    before: (page) => page.routeWebSocket(/\/ws\/rooms\//, (socket) => socket.close()),
    prepare: openRoom("general", (page) => page.locator("[data-slot=connection]").waitFor()),
  },
  ...PROJECT_SCENES,
  ...KNOWLEDGE_SCENES,
  ...CONVERSATION_SCENES,
  ...MORE_SCENES,
];
