import type { Page } from "playwright";
import { MORE_SCENES } from "./more-scenes";
import { click, focusMessage, openRoom, openThread, press, settle, type Scene } from "./steps";

/** Writes into the room on screen without sending. */
const write = (text: string) => async (page: Page) => {
  await page.locator("[data-slot=composer] textarea").first().fill(text);
};

/** Asks a route of the demo tenant as whoever looks. */
const ask = (page: Page, method: string, path: string, json?: object) =>
  page.evaluate(
    async ([how, where, body]) => {
      const headers = { "content-type": "application/json" };
      const answer = await fetch(`/api/t/demo/${where}`, { method: how, headers, ...(body ? { body } : {}) });
      if (!answer.ok) throw new Error(`${how} ${where} answered ${answer.status}`);
      return (await answer.json()) as unknown;
    },
    [method, path, json ? JSON.stringify(json) : ""] as const,
  );

const LONG_AHEAD_MS = 40 * 86_400_000;

/** Keeps messages of the room on screen for later, plans two, begins a draft; the same again changes nothing. */
const fillLater = async (page: Page) => {
  const room = page.url().split("?")[0]?.split("/").at(-1) ?? "";
  const seqs = await page
    .locator("[data-slot=message-list] [data-slot=message]")
    .evaluateAll((rows) => rows.map((row) => Number((row as HTMLElement).dataset.seq)));
  const [first = 1, second = 2, third = 3] = seqs.slice(-3);
  await ask(page, "POST", "saved", { room, seq: first, state: "done" });
  await ask(page, "POST", "saved", { room, seq: second, state: "todo", remindAt: Date.now() + LONG_AHEAD_MS });
  await ask(page, "POST", "saved", { room, seq: third, state: "todo" });
  for (const [at, body] of ["Good morning. The **list** for today is pinned.", "word ".repeat(60)].entries()) {
    const clientId = `00000000-0000-7000-8000-00000000000${at}`;
    await ask(page, "POST", "scheduled", { clientId, room, thread: null, body, at: Date.now() + LONG_AHEAD_MS });
  }
  await write("What I wanted to say about the gangway")(page);
  await page.locator("[data-slot=sidebar-drafts]").waitFor({ state: "attached" });
};

/** The Later page with something in it. */
const laterFilled = (show: string): Scene => ({
  name: `later-${show}`,
  path: "/demo/rooms",
  as: "owner",
  prepare: openRoom("random", async (page) => {
    await fillLater(page);
    await page.goto(`${new URL(page.url()).origin}/demo/later?show=${show}`);
    await page.locator("[data-slot=later-row]").first().waitFor();
    await settle(page);
  }),
});

const LATER = ["todo", "done", "scheduled", "drafts"] as const;

/** Somebody reported a message of the first channel of the demo: through the product's own route, once however often. */
const reported = async (page: Page) => {
  await page.evaluate(async () => {
    const post = (path: string, body: object) =>
      fetch(path, {
        method: "POST",
        body: JSON.stringify(body),
        headers: { "content-type": "application/json" },
      });
    const { rooms } = (await (await fetch("/api/t/demo/rooms")).json()) as {
      rooms: { roomId: string; name: string }[];
    };
    const room = rooms.find(({ name }) => name === "general")?.roomId;
    const page = (await (await fetch(`/api/t/demo/rooms/${room}/messages`)).json()) as { messages: { seq: number }[] };
    const note = "Is this for everybody to read?";
    for (const { seq } of page.messages.slice(-6))
      await post(`/api/t/demo/rooms/${room}/reports`, { seq, reason: "private", note });
  });
  await page.reload();
  await page.locator("[data-slot=report]").first().waitFor();
  await settle(page);
};

/** The word filter has words on it that nobody in the demo writes. */
const filtered = async (page: Page) => {
  await page.evaluate(async () => {
    for (const [text, action] of [
      ["quixotic*", "refuse"],
      ["sesquipedalian words", "report"],
    ])
      await fetch("/api/t/demo/moderation/words", {
        method: "POST",
        body: JSON.stringify({ text, action }),
        headers: { "content-type": "application/json" },
      });
  });
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
  { name: "tenant-page-missing", path: "/demo/nothing", as: "owner", status: 404 },
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
  { name: "people", path: "/demo/people", as: "owner" },
  {
    name: "people-none",
    path: "/demo/people",
    as: "owner",
    prepare: async (page) => {
      await settle(page);
      await page.getByRole("searchbox").fill("nobody of this name");
      await page.getByRole("status").filter({ hasText: "nobody of this name" }).waitFor();
    },
  },
  {
    name: "people-failed",
    path: "/demo/rooms",
    as: "owner",
    before: (page) => page.route(/people\/page-[^/]*\.js/, (route) => route.abort()),
    prepare: async (page) => {
      await settle(page);
      await page.getByRole("link", { name: "People" }).click();
      await page.locator("[data-slot=page-failed]").waitFor();
    },
  },
  { name: "emoji", path: "/demo/emoji", as: "owner" },
  { name: "emoji-none", path: "/acme/emoji", as: "stranger" },
  {
    name: "emoji-add-errors",
    path: "/demo/emoji",
    as: "owner",
    prepare: async (page) => {
      await settle(page);
      await page.getByRole("button", { name: "Add emoji" }).click();
      await page.getByRole("dialog").getByRole("button", { name: "Add emoji" }).click();
      await page.locator("[data-slot=field-error]").first().waitFor();
    },
  },
  { name: "groups", path: "/demo/people/groups", as: "owner" },
  { name: "groups-none", path: "/acme/people/groups", as: "stranger" },
  {
    name: "groups-new-errors",
    path: "/demo/people/groups",
    as: "owner",
    prepare: async (page) => {
      await settle(page);
      await page.getByRole("button", { name: "New group" }).click();
      await page.getByRole("button", { name: "Save group" }).click();
      await page.locator("[data-slot=field-error]").first().waitFor();
    },
  },
  { name: "members", path: "/demo/admin/members", as: "owner" },
  { name: "members-as-member", path: "/demo/admin/members", as: "member", status: 404 },
  { name: "moderation-as-member", path: "/demo/admin/moderation", as: "member", status: 404 },
  { name: "moderation-none", path: "/demo/admin/moderation?state=resolved&page=99", as: "owner" },
  { name: "moderation-reports", path: "/demo/admin/moderation", as: "owner", prepare: reported },
  {
    name: "moderation-delete",
    path: "/demo/admin/moderation",
    as: "owner",
    prepare: async (page) => {
      await reported(page);
      await click("Delete message", "[data-slot=alert-dialog-content]")(page);
    },
  },
  { name: "moderation-words", path: "/demo/admin/moderation?tab=words", as: "owner", prepare: filtered },
  {
    name: "moderation-words-fault",
    path: "/demo/admin/moderation?tab=words",
    as: "owner",
    prepare: async (page) => {
      await settle(page);
      await page.getByRole("textbox", { name: "Word or phrase" }).fill("a*b");
      await click("Add word", "[role=alert]")(page);
    },
  },
  {
    name: "message-report",
    path: "/demo/rooms",
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
  { name: "palette", path: "/demo/people", as: "owner", prepare: press("Control+k", "[data-value^='room:']") },
  {
    name: "palette-commands",
    path: "/demo/people",
    as: "owner",
    prepare: async (page) => {
      await press("Control+k", "[data-value^='room:']")(page);
      await page.keyboard.type(">");
      await page.locator("[data-value^='command:']").first().waitFor();
    },
  },
  {
    name: "palette-nothing",
    path: "/demo/people",
    as: "owner",
    prepare: async (page) => {
      await press("Control+k", "[data-value^='room:']")(page);
      await page.keyboard.type("nothing is called so");
      await page.locator("[cmdk-empty]").waitFor();
    },
  },
  { name: "shortcuts", path: "/demo/people", as: "owner", prepare: press("Control+/", "[data-slot=sheet-content]") },
  {
    name: "me-menu",
    path: "/demo/people",
    as: "owner",
    prepare: click(/your menu/i, "[data-slot=dropdown-menu-content]"),
  },
  {
    name: "tenant-menu",
    path: "/demo/people",
    as: "owner",
    prepare: click(/switch tenant/i, "[data-slot=dropdown-menu-content]"),
  },
  { name: "rooms", path: "/demo/rooms", as: "owner" },
  { name: "room", path: "/demo/rooms", as: "owner", prepare: openRoom("general") },
  { name: "room-missing", path: "/demo/rooms/00000000-0000-7000-8000-000000000000", as: "owner", status: 404 },
  { name: "thread", path: "/demo/rooms", as: "owner", prepare: openRoom("support", openThread) },
  {
    name: "thread-failed",
    path: "/demo/rooms",
    as: "owner",
    before: (page) => page.route(/\/threads\/\d+/, (route) => route.abort()),
    prepare: openRoom("support", async (page) => {
      await page.locator("[data-slot=replies]").last().click();
      await page.locator("[data-slot=panel] [role=alert]").waitFor();
    }),
  },
  {
    name: "thread-missing",
    path: "/demo/rooms",
    as: "owner",
    prepare: openRoom("support", async (page) => {
      await page.goto(`${page.url().split("?")[0]}?panel=thread&root=999999`);
      await page.locator("[data-slot=panel] [data-slot=empty-state]").waitFor();
      await settle(page);
    }),
  },
  { name: "threads", path: "/demo/rooms/threads", as: "owner" },
  { name: "threads-none", path: "/acme/rooms/threads", as: "stranger" },
  {
    name: "threads-failed",
    path: "/demo/rooms/threads",
    as: "owner",
    before: (page) => page.route(/\/api\/t\/demo\/threads/, (route) => route.abort()),
    prepare: async (page) => {
      await page.locator("[data-slot=main] [role=alert]").waitFor();
      await settle(page);
    },
  },
  {
    name: "pins-none",
    path: "/demo/rooms",
    as: "owner",
    prepare: openRoom("leadership", click("Pinned messages", "[data-slot=panel] [data-slot=empty-state]")),
  },
  {
    name: "message-toolbar",
    path: "/demo/rooms",
    as: "owner",
    prepare: openRoom("general", focusMessage),
  },
  {
    name: "message-menu",
    path: "/demo/rooms",
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
    path: "/demo/rooms",
    as: "owner",
    prepare: openRoom("general", async (page) => {
      await page.locator("[data-slot=composer] textarea").press("ArrowUp");
      await page.locator("[data-slot=message-editor] textarea").waitFor();
      await settle(page);
    }),
  },
  {
    name: "message-delete",
    path: "/demo/rooms",
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
    path: "/demo/rooms",
    as: "owner",
    prepare: openRoom("general", async (page) => {
      await focusMessage(page);
      await page.keyboard.press("f");
      await page.locator("[data-slot=dialog-content]").waitFor();
      await settle(page);
    }),
  },
  ...LATER.map((show): Scene => ({ name: `later-${show}-none`, path: `/demo/later?show=${show}`, as: "member" })),
  ...LATER.map(laterFilled),
  {
    name: "send-later",
    path: "/demo/rooms",
    as: "owner",
    prepare: openRoom("general", async (page) => {
      await write("Good morning everybody")(page);
      await page.getByRole("button", { name: "Sending options" }).click();
      await page.locator("[data-slot=dropdown-menu-content]").waitFor();
      await settle(page);
    }),
  },
  {
    name: "send-later-nothing",
    path: "/demo/rooms",
    as: "member",
    prepare: openRoom("general", async (page) => {
      await page.getByRole("button", { name: "Sending options" }).click();
      await page.locator("[data-slot=dropdown-menu-content]").waitFor();
      await settle(page);
    }),
  },
  {
    name: "reminder",
    path: "/demo/rooms",
    as: "owner",
    prepare: openRoom("general", async (page) => {
      await focusMessage(page);
      await page.keyboard.press("m");
      await page.locator("[data-slot=dialog-content]").waitFor();
      await settle(page);
    }),
  },
  {
    name: "reminder-passed",
    path: "/demo/rooms",
    as: "owner",
    prepare: openRoom("general", async (page) => {
      await focusMessage(page);
      await page.keyboard.press("m");
      await page.getByLabel("Date").fill("2020-01-01");
      await page.getByRole("button", { name: "Set reminder" }).click();
      await page.locator("[aria-invalid=true]").first().waitFor();
    }),
  },
  { name: "offline-nothing", path: "/offline" },
  {
    name: "offline",
    path: "/demo/rooms",
    as: "owner",
    prepare: openRoom("general", async (page) => {
      // The room is kept on the device a few seconds after it was shown.
      for (let tries = 0; tries < 20; tries++) {
        await page.waitForTimeout(500);
        await page.goto(`${new URL(page.url()).origin}/offline`);
        await settle(page);
        if ((await page.getByRole("button", { name: "general" }).count()) > 0) break;
        await page.goBack();
        await settle(page);
      }
      await page.getByRole("button", { name: "general" }).click();
      await page.getByRole("heading", { level: 2 }).waitFor();
    }),
  },
  {
    name: "room-menu",
    path: "/demo/rooms",
    as: "owner",
    prepare: openRoom("general", click("What can be done here", "[role=menuitemradio]")),
  },
  { name: "notifications", path: "/demo/settings/notifications", as: "owner" },
  {
    name: "notifications-denied",
    path: "/demo/settings/notifications",
    as: "owner",
    before: (page) => page.addInitScript(() => Object.defineProperty(Notification, "permission", { value: "denied" })),
  },
  {
    name: "notifications-failed",
    path: "/demo/settings/notifications",
    as: "owner",
    before: (page) => page.route(/\/api\/t\/demo\/notifications/, (route) => route.abort()),
    prepare: async (page) => {
      await settle(page);
      await page.getByRole("switch", { name: "Play a sound" }).click();
      await page.locator("[data-sonner-toast]").waitFor();
    },
  },
  { name: "admin-settings", path: "/demo/admin/settings", as: "owner" },
  { name: "unsubscribe-ended", path: "/unsubscribe/no-such-link" },
  {
    name: "room-cut-off",
    path: "/demo/rooms",
    as: "owner",
    before: (page) => page.routeWebSocket(/\/ws\/rooms\//, (socket) => socket.close()),
    prepare: openRoom("general", (page) => page.locator("[data-slot=connection]").waitFor()),
  },
  ...MORE_SCENES,
];
