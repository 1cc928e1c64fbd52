import { expect, it } from "vitest";
import { insertEmoji } from "@/db/queries/emoji";
import { joinByMail, makeTenant, newcomer, refusal, site, withSite } from "@/lib/access/testing/site";
import { parseInput } from "@/lib/http/parse-input";
import { newId } from "@/lib/platform/ids";
import type { SessionCtx } from "@/lib/access/server/session-ctx";
import { listEmoji } from "./server/list-emoji";
import { removeEmoji } from "./server/remove-emoji";
import { showPicture } from "./server/show-picture";
import { startEmoji, startEmojiInput } from "./server/start-emoji";
import { readEmojiUpload } from "./server/tokens";

withSite();

const start = (ctx: SessionCtx, name: string, size = 100) =>
  startEmoji(ctx, parseInput(startEmojiInput, { tenant: ctx.tenantSlug, name, size }));
const names = async (ctx: SessionCtx) =>
  (await listEmoji(ctx, { tenant: ctx.tenantSlug })).emoji.map(({ name }) => name);

async function add(ctx: SessionCtx, name: string): Promise<string> {
  const id = newId();
  const picture = { type: "image/png", size: 10, width: 20, height: 20 };
  await insertEmoji(ctx.db, { id, name, author: ctx.actor.person, ...picture }, 500);
  return id;
}

it("are added by members, never under a name that means something already", async () => {
  const owner = await newcomer("owner@emoji.example");
  await makeTenant("emoji-one", owner);
  const member = await (await joinByMail("emoji-one", owner, "member@emoji.example")).in("emoji-one");
  const { url } = await start(member, "ship-it");
  const token = url.slice("/files/emoji/".length);
  expect(readEmojiUpload(member.env.TICKET_SECRET, token, Date.now())).toMatchObject({
    tenant: member.tenantId,
    person: member.actor.person,
    name: "ship-it",
    size: 100,
  });
  expect(readEmojiUpload(member.env.TICKET_SECRET, token, Date.now() + 301_000)).toBeNull();

  await add(member, "ship-it");
  expect(await refusal(start(member, "ship-it"))).toBe("conflict");
  expect(await refusal(start(member, "tada"))).toBe("conflict");
  expect(await refusal(start(member, "too-heavy", 262_145))).toBe("payload_too_large");
  for (const name of ["x", "Ship", "a b", ":ab:", "é2"])
    await expect(async () => start(member, name)).rejects.toMatchObject({ code: "invalid_request" });

  const guest = await (await joinByMail("emoji-one", owner, "guest@emoji.example", "guest")).in("emoji-one");
  expect(await refusal(start(guest, "mine"))).toBe("forbidden");
  expect(await names(guest)).toEqual(["ship-it"]);
});

it("are deleted by who added them and by administrators, bytes first", async () => {
  const owner = await newcomer("owner2@emoji.example");
  await makeTenant("emoji-two", owner);
  const boss = await owner.in("emoji-two");
  const ada = await (await joinByMail("emoji-two", owner, "ada@emoji.example")).in("emoji-two");
  const ben = await (await joinByMail("emoji-two", owner, "ben@emoji.example")).in("emoji-two");
  const [one, two] = [await add(ada, "one"), await add(ada, "two")];
  const remove = (ctx: SessionCtx, emoji: string) => removeEmoji(ctx, { tenant: ctx.tenantSlug, emoji });
  expect(await refusal(remove(ben, one))).toBe("forbidden");
  site.told.length = 0;
  await remove(ada, one);
  expect(site.told).toMatchObject([{ name: "realtime", method: "DELETE" }]);
  expect(await names(boss)).toEqual(["two"]);
  expect(await refusal(remove(ada, one))).toBe("not_found");
  expect(await refusal(showPicture(ada, { tenant: "emoji-two", emoji: one }))).toBe("not_found");
  await remove(boss, two);
  expect(await names(ada)).toEqual([]);
});

it("of another tenant are nowhere", async () => {
  const owner = await newcomer("owner3@emoji.example");
  await makeTenant("emoji-three", owner);
  await makeTenant("emoji-four", owner);
  const [here, there] = [await owner.in("emoji-three"), await owner.in("emoji-four")];
  const emoji = await add(there, "secret");
  site.told.length = 0;
  expect(await names(here)).toEqual([]);
  expect(await refusal(showPicture(here, { tenant: "emoji-three", emoji }))).toBe("not_found");
  expect(await refusal(removeEmoji(here, { tenant: "emoji-three", emoji }))).toBe("not_found");
  expect(site.told).toEqual([]);
  expect((await showPicture(there, { tenant: "emoji-four", emoji })).ok).toBe(true);
  expect(site.told).toMatchObject([{ name: "realtime", method: "GET" }]);
});
