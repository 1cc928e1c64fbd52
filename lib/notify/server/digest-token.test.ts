import { expect, it } from "vitest";
import { linkPath } from "@/lib/files/server/tokens";
import { newId, type PersonId, type RoomId, type TenantId } from "@/lib/platform/ids";
import { digestOffToken, readDigestOff } from "./digest-token";
import { digestWaits } from "./limits";

const secret = "s".repeat(32);
const whose = { tenant: newId<TenantId>(), person: newId<PersonId>() };
const now = 1_800_000_000_000;
const YEAR = 365 * 86_400_000;

it("says whose mails end, for a year, and nothing else opens it", () => {
  const token = digestOffToken(secret, whose, now);
  expect(readDigestOff(secret, token, now + YEAR - 1)).toEqual(whose);
  expect(readDigestOff(secret, token, now + YEAR)).toBeNull();
  expect(readDigestOff("t".repeat(32), token, now)).toBeNull();
  expect(readDigestOff(secret, `${token}x`, now)).toBeNull();
  const file = { id: newId(), name: "a", type: "image/png", size: 1 };
  const path = linkPath(secret, { ...whose, room: newId<RoomId>(), file, view: "view" }, now);
  expect(readDigestOff(secret, path.slice("/files/".length), now)).toBeNull();
});

it("waits as long as the installation says, and as documented when that makes no sense", () => {
  expect(digestWaits({ NOTIFY_LIMITS: '{"digestShortSeconds":2}' })).toEqual({ shortMs: 2_000, longMs: 3_600_000 });
  for (const NOTIFY_LIMITS of [undefined, "", "{", '{"digestShortSeconds":-1}'])
    expect(digestWaits({ NOTIFY_LIMITS })).toEqual({ shortMs: 900_000, longMs: 3_600_000 });
});
