import type { Page } from "playwright";
import { LATER_SCENES } from "./later-scenes";
import { MORE_SCENES } from "./more-scenes";
import { actOnKey, keyed, keyFaults, keyMade, modelFault, used, usedFigures } from "./key-steps";
import { CONVERSATION_SCENES } from "./conversation-steps";
import { PROJECT_SCENES } from "./project-steps";
import { click, focusMessage, openRoom, openThread, press, settle, type Scene } from "./steps";

/** Calls a route of the demo tenant as whoever looks. */
const call = async <T>(page: Page, path: string, data?: object): Promise<T> => {
  const { origin } = new URL(page.url());
  const method = data ? "POST" : "GET";
  const answer = await page.request.fetch(`${origin}/api/t/demo-company/${path}`, {
    method,
    data,
    headers: { origin },
  });
  return (await answer.json()) as T;
};

/** Messages of a channel of the demo are reported: through the product's own route, once however often. */
const reported = async (page: Page) => {
  const { rooms } = await call<{ rooms: { roomId: string; name: string }[] }>(page, "rooms");
  const room = rooms.find(({ name }) => name === "general")?.roomId;
  const { messages } = await call<{ messages: { seq: number }[] }>(page, `rooms/${room}/messages`);
  const note = "Is this for everybody to read?";
  for (const { seq } of messages.slice(-6)) await call(page, `rooms/${room}/reports`, { seq, reason: "private", note });
  await page.reload();
  await page.locator("[data-slot=report]").first().waitFor();
  await settle(page);
};

/** The word filter has words on it that nobody in the demo writes. */
const filtered = async (page: Page) => {
  await call(page, "moderation/words", { text: "quixotic*", action: "refuse" });
  await call(page, "moderation/words", { text: "sesquipedalian words", action: "report" });
  await page.reload();
  await settle(page);
  await page.getByRole("textbox", { name: "A message" }).fill("How quixotically sesquipedalian words can be");
  await page.getByText(/^It would be refused/).waitFor();
};

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

/** Every page and state that can be reached in the demo. Rooms and people are those of scripts/demo. */
export const SCENES: readonly Scene[] = [
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
  { name: "members", path: "/demo-company/admin/members", as: "owner" },
  { name: "members-as-member", path: "/demo-company/admin/members", as: "member", status: 404 },
  { name: "usage-none", path: "/acme/admin/usage", as: "stranger" },
  { name: "usage", path: "/demo-company/admin/usage", as: "owner", prepare: used },
  { name: "usage-figures", path: "/demo-company/admin/usage", as: "owner", prepare: usedFigures },
  { name: "models", path: "/demo-company/admin/models", as: "owner" },
  { name: "models-fault", path: "/demo-company/admin/models", as: "owner", prepare: modelFault },
  { name: "keys-none", path: "/acme/admin/keys", as: "stranger" },
  { name: "keys-as-member", path: "/demo-company/admin/keys", as: "member", status: 404 },
  { name: "keys", path: "/demo-company/admin/keys?state=all", as: "owner", prepare: keyed },
  {
    name: "keys-create",
    path: "/demo-company/admin/keys",
    as: "owner",
    prepare: click("Create key", "[data-slot=dialog-content]"),
  },
  { name: "keys-create-errors", path: "/demo-company/admin/keys", as: "owner", prepare: keyFaults },
  { name: "keys-made", path: "/demo-company/admin/keys", as: "owner", prepare: keyMade },
  { name: "keys-reroll", path: "/demo-company/admin/keys", as: "owner", prepare: actOnKey("Reroll key") },
  { name: "keys-revoke", path: "/demo-company/admin/keys", as: "owner", prepare: actOnKey("Revoke key") },
  { name: "moderation-as-member", path: "/demo-company/admin/moderation", as: "member", status: 404 },
  { name: "moderation-none", path: "/demo-company/admin/moderation?state=resolved&page=99", as: "owner" },
  { name: "moderation-reports", path: "/demo-company/admin/moderation", as: "owner", prepare: reported },
  {
    name: "moderation-delete",
    path: "/demo-company/admin/moderation",
    as: "owner",
    prepare: async (page) => {
      await reported(page);
      await click("Delete message", "[data-slot=alert-dialog-content]")(page);
    },
  },
  { name: "moderation-words", path: "/demo-company/admin/moderation?tab=words", as: "owner", prepare: filtered },
  {
    name: "moderation-words-fault",
    path: "/demo-company/admin/moderation?tab=words",
    as: "owner",
    prepare: async (page) => {
      await settle(page);
      await page.getByRole("textbox", { name: "Word or phrase" }).fill("a*b");
      await click("Add word", "[role=alert]")(page);
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
      await page.locator("[cmdk-empty]").waitFor();
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
  { name: "threads-none", path: "/acme/rooms/threads", as: "stranger" },
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
  { name: "admin-settings", path: "/demo-company/admin/settings", as: "owner" },
  { name: "unsubscribe-ended", path: "/unsubscribe/no-such-link" },
  {
    name: "room-cut-off",
    path: "/demo-company/rooms",
    as: "owner",
    before: (page) => page.routeWebSocket(/\/ws\/rooms\//, (socket) => socket.close()),
    prepare: openRoom("general", (page) => page.locator("[data-slot=connection]").waitFor()),
  },
  ...PROJECT_SCENES,
  ...CONVERSATION_SCENES,
  ...MORE_SCENES,
];
