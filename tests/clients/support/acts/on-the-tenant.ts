/** What administrators do to their organisation: its people, keys, tools, words, reports and settings. */
import { newId } from "@/lib/platform/ids";
import { NO_LIMITS } from "../keys";
import type { Place } from "../places";
import { type Act, type Acts, fresh, onlyOwner } from "./act";
import { message } from "./in-rooms";

const T = "/api/t/[tenant]";
const TOOL = ["tool", "manage"] as const;
const CONFIGURE = ["organization", "update"] as const;
const MODERATE = ["message", "moderate"] as const;
const HASH = "0".repeat(64);
const NEXT_YEAR_MS = 31_536_000_000;

/** Something that the owner makes over its door; `read` says what it is called. */
function by<T>(path: string, wish: () => object, read: (answer: T) => Record<string, string>): NonNullable<Act["own"]> {
  return async (place) => read(await place.ask<T>("owner", "POST", path, wish()));
}

const newKey = () => ({
  ...{ name: fresh("key"), scopes: ["models"], limits: NO_LIMITS, models: null, tools: null },
  expiresAt: Date.now() + NEXT_YEAR_MS,
});
const makeKey = by<{ key: { id: string } }>("keys", newKey, ({ key }) => ({ key: key.id }));
const newWord = () => ({ text: fresh("word"), action: "report" });
const makeWord = by<{ word: { id: string } }>("moderation/words", newWord, ({ word }) => ({ word: word.id }));
const newGroup = () => ({ handle: fresh("g"), name: "A group", people: [] });
const makeGroup = by<{ group: { id: string } }>("groups", newGroup, ({ group }) => ({ group: group.id }));
const newMail = () => ({ email: `${fresh("new")}@people.example`, role: "member" });
const makeMail = by<{ invitation: { id: string } }>("invitations", newMail, ({ invitation: { id } }) => ({
  invitation: id,
}));
const newLink = () => ({ role: "member", days: 1, maxUses: 1 });
const makeLink = by<{ link: { id: string } }>("invite-links", newLink, ({ link }) => ({ link: link.id }));

const newTool = () => ({
  ...{ id: newId(), name: fresh(), description: "Looks something up.", method: "GET" },
  ...{ input_schema: { type: "object", properties: {} }, url_template: "https://tools.example/look" },
});
async function makeTool(place: Place) {
  const tool = newTool();
  await place.ask("owner", "POST", "tools/http", tool);
  return tool;
}
/** Nothing answers at its address: the call is done and failed. */
async function makeRun(place: Place) {
  const { name } = await place.once("tool", () => makeTool(place));
  const id = newId();
  await place.ask("owner", "POST", "tools/run", { id, name, arguments: {} });
  return { id };
}
/** Its address answers no more, so it comes by way of the table. */
async function makeServer(place: Place) {
  const id = newId();
  await place.sql(
    `insert into mcp_servers (tenant_id, id, name, url, header_names, destructive, tools, fingerprint, checked_at, created_at)
     values ($1, $2, $3, 'https://mcp.example/mcp', '{}', true, '[]', '', now(), now())`,
    [id, fresh("m")],
  );
  return { id };
}
/** How a server that answers no more is checked. */
const SILENT = [400, 409, 502, 503, 504];

const report = (place: Place) =>
  place.once("report", async () => {
    const { room, seq } = await message(place);
    await place.ask("owner", "POST", `rooms/${room}/reports`, { seq: Number(seq), reason: "spam" });
    return { room, seq };
  });

const newMailing = (place: Place) => ({ report: "chat", rhythm: "daily", recipients: [place.people.owner] });
async function makeMailing(place: Place) {
  const path = "reports/subscriptions";
  const made = await place.ask<{ subscription: { id: string } }>("owner", "POST", path, newMailing(place));
  return { subscription: made.subscription.id };
}

export const ACTS_ON_THE_TENANT: Acts = {
  [`POST ${T}/keys`]: { may: ["key", "manage"], body: newKey },
  [`PATCH ${T}/keys/[key]`]: {
    may: ["key", "manage"],
    own: makeKey,
    body: () => {
      const { expiresAt: _, ...choices } = newKey();
      return choices;
    },
  },
  [`DELETE ${T}/keys/[key]`]: { may: ["key", "manage"], own: makeKey },
  [`POST ${T}/keys/[key]/reroll`]: { may: ["key", "manage"], own: makeKey, body: () => ({ graceHours: 0 }) },

  [`PATCH ${T}/members/[person]`]: {
    may: ["member", "update"],
    own: async (place) => ({ person: await place.newcomer("member") }),
    body: () => ({ role: "agent" }),
  },
  [`PATCH ${T}/members/[person] (who is an owner)`]: {
    may: onlyOwner,
    known: true,
    own: async (place) => ({ person: await place.newcomer("owner") }),
    body: () => ({ role: "member" }),
  },
  [`PATCH ${T}/members/[person] (to make an owner)`]: {
    may: onlyOwner,
    known: true,
    own: async (place) => ({ person: await place.newcomer("member") }),
    body: () => ({ role: "owner" }),
  },
  [`DELETE ${T}/members/[person]`]: {
    may: ["member", "delete"],
    own: async (place) => ({ person: await place.newcomer("member") }),
  },
  [`DELETE ${T}/members/[person] (who is an owner)`]: {
    may: onlyOwner,
    known: true,
    own: async (place) => ({ person: await place.newcomer("owner") }),
  },
  [`POST ${T}/invitations`]: { may: ["invitation", "create"], body: newMail },
  [`POST ${T}/invitations (to be an owner)`]: { may: onlyOwner, body: () => ({ ...newMail(), role: "owner" }) },
  [`DELETE ${T}/invitations/[invitation]`]: { may: ["invitation", "cancel"], own: makeMail },
  [`POST ${T}/invite-links`]: { may: ["invitation", "create"], body: newLink },
  [`DELETE ${T}/invite-links/[link]`]: { may: ["invitation", "cancel"], own: makeLink },
  [`POST ${T}/groups`]: {
    may: ["group", "manage"],
    own: async ({ people }) => ({ person: people.member }),
    body: ({ person }) => ({ ...newGroup(), people: [person] }),
  },
  [`PATCH ${T}/groups/[group]`]: { may: ["group", "manage"], own: makeGroup, body: newGroup },
  [`DELETE ${T}/groups/[group]`]: { may: ["group", "manage"], own: makeGroup },

  [`POST ${T}/moderation/words`]: { may: MODERATE, body: newWord },
  [`PATCH ${T}/moderation/words/[word]`]: { may: MODERATE, own: makeWord, body: () => ({ action: "refuse" }) },
  [`DELETE ${T}/moderation/words/[word]`]: { may: MODERATE, own: makeWord },
  [`PATCH ${T}/moderation/reports/[room]/[seq]`]: {
    may: MODERATE,
    own: report,
    body: () => ({ outcome: "dismiss" }),
  },

  [`POST ${T}/tools/http`]: { may: TOOL, body: newTool },
  [`DELETE ${T}/tools/http/[id]`]: { may: TOOL, own: async (place) => ({ id: (await makeTool(place)).id }) },
  [`POST ${T}/tools/run`]: {
    may: TOOL,
    own: async (place) => ({ name: (await place.once("tool", () => makeTool(place))).name }),
    body: ({ name }) => ({ id: newId(), name, arguments: {} }),
  },
  // A call that needed no approval waits for none.
  [`POST ${T}/tools/runs/[id]/approve`]: {
    may: TOOL,
    own: makeRun,
    body: () => ({ arguments_hash: HASH }),
    good: [409],
  },
  [`POST ${T}/tools/runs/[id]/deny`]: { may: TOOL, own: makeRun, body: () => ({ arguments_hash: HASH }), good: [409] },
  // Nothing answers there, and one that does not answer is not added.
  [`POST ${T}/tools/mcp`]: {
    may: TOOL,
    body: () => ({ id: newId(), name: fresh("m"), url: "https://mcp.example/mcp" }),
    good: [400],
  },
  [`POST ${T}/tools/mcp/[id]/check`]: { may: TOOL, own: makeServer, body: () => ({}), good: SILENT },
  [`POST ${T}/tools/mcp/[id]/accept`]: {
    may: TOOL,
    own: makeServer,
    body: () => ({ fingerprint: HASH }),
    good: SILENT,
  },
  [`DELETE ${T}/tools/mcp/[id]`]: { may: TOOL, own: makeServer },

  [`POST ${T}/reports/subscriptions`]: {
    may: ["report", "read"],
    own: async ({ people }) => ({ person: people.owner }),
    body: ({ person }) => ({ report: "chat", rhythm: "weekly", recipients: [person] }),
  },
  [`DELETE ${T}/reports/subscriptions/[subscription]`]: { may: ["report", "read"], own: makeMailing },

  [`PATCH ${T}/config`]: { may: CONFIGURE, body: () => ({ zone: "UTC" }) },
  [`PATCH ${T}/settings`]: { may: CONFIGURE, body: () => ({ name: "Ours" }) },
  [`PATCH ${T}/settings/link-previews`]: { may: CONFIGURE, body: () => ({ on: false }) },
  [`PATCH ${T}/notifications/policy`]: { may: CONFIGURE, body: () => ({ hideText: false }) },
};
