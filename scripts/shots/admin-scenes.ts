import type { Page } from "playwright";
import { actOnKey, called, keyed, keyFaults, keyMade, modelFault, used, usedFigures } from "./key-steps";
import { click, settle, type Scene } from "./steps";

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

/** The network goes while somebody looks. */
const withoutConnection = async (page: Page) => {
  await settle(page);
  await page.context().setOffline(true);
  await page.getByRole("button", { name: "Try now" }).waitFor();
};

/** The places of a tenant's administrators. */
export const ADMIN_SCENES: readonly Scene[] = [
  { name: "members", path: "/demo-company/admin/members", as: "owner" },
  { name: "members-as-member", path: "/demo-company/admin/members", as: "member", status: 404 },
  { name: "live-none", path: "/acme/admin/live", as: "stranger" },
  { name: "live-as-member", path: "/demo-company/admin/live", as: "member", status: 404 },
  { name: "live", path: "/demo-company/admin/live", as: "owner", prepare: called },
  { name: "live-stale", path: "/demo-company/admin/live", as: "owner", prepare: withoutConnection },
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
  { name: "admin-settings", path: "/demo-company/admin/settings", as: "owner" },
];
