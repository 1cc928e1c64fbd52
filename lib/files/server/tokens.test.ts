import { describe, expect, it } from "vitest";
import { newId, type PersonId, type RoomId, type TenantId } from "@/lib/platform/ids";
import { FILE_LIMITS } from "../protocol";
import { rangeOf } from "./serve-file";
import { attachToken, linkPath, readAttach, readLink, readUpload, uploadPath } from "./tokens";

const secret = "s".repeat(32);
const place = { tenant: newId<TenantId>(), room: newId<RoomId>(), person: newId<PersonId>() };
const picture = { id: newId(), name: "a.png", type: "image/png", size: 3, width: 1, height: 1 };
const now = 1_800_000_000_000;
const tokenOf = (path: string) => path.slice("/files/".length);

describe("signed tokens", () => {
  it("say what was signed, until they expire", () => {
    const token = attachToken(secret, { ...place, file: picture }, now);
    expect(readAttach(secret, token, now)).toEqual({ ...place, file: picture });
    expect(readAttach(secret, token, now + FILE_LIMITS.attachSeconds * 1_000 - 1)).not.toBeNull();
    expect(readAttach(secret, token, now + FILE_LIMITS.attachSeconds * 1_000)).toBeNull();
  });

  it("are for one purpose, and of one secret", () => {
    const upload = tokenOf(uploadPath(secret, { ...place, file: picture.id }, now));
    const link = tokenOf(linkPath(secret, { ...place, file: picture, view: "view" }, now));
    expect(readUpload(secret, upload, now)?.file).toBe(picture.id);
    expect(readLink(secret, link, now)?.view).toBe("view");
    expect(readLink(secret, upload, now)).toBeNull();
    expect(readUpload(secret, link, now)).toBeNull();
    expect(readAttach(secret, link, now)).toBeNull();
    expect(readLink("t".repeat(32), link, now)).toBeNull();
  });

  it("cannot be changed: not one character of them, and no part can be left out", () => {
    const token = attachToken(secret, { ...place, file: picture }, now);
    const [payload = "", mac = ""] = token.split(".");
    const richer = Buffer.from(JSON.stringify({ ...place, file: { ...picture, id: newId() }, exp: now + 9e9 }));
    for (const forged of [
      "",
      ".",
      payload,
      `${payload}.`,
      `.${mac}`,
      `${token}.x`,
      `${richer.toString("base64url")}.${mac}`,
    ])
      expect(readAttach(secret, forged, now), forged).toBeNull();
    for (let at = 0; at < payload.length; at += 7) {
      const other = payload[at] === "A" ? "B" : "A";
      expect(readAttach(secret, `${payload.slice(0, at)}${other}${payload.slice(at + 1)}.${mac}`, now)).toBeNull();
    }
  });

  it("give what plays an hour and the rest a minute", () => {
    const late = now + FILE_LIMITS.linkSeconds * 1_000;
    const linkFor = (type: string) =>
      tokenOf(linkPath(secret, { ...place, file: { ...picture, type }, view: "view" }, now));
    expect(readLink(secret, linkFor("image/png"), late)).toBeNull();
    expect(readLink(secret, linkFor("video/mp4"), late)).not.toBeNull();
  });
});

describe("rangeOf", () => {
  it.each([
    ["bytes=0-", { offset: 0, length: 100 }],
    ["bytes=10-19", { offset: 10, length: 10 }],
    ["bytes=90-500", { offset: 90, length: 10 }],
    ["bytes=-5", { offset: 95, length: 5 }],
    ["bytes=-500", { offset: 0, length: 100 }],
    ["bytes=100-", "unsatisfiable"],
    ["bytes=-0", "unsatisfiable"],
    ["bytes=20-10", "unsatisfiable"],
    ["bytes=-", null],
    ["bytes=0-1,5-6", null],
    ["items=0-1", null],
    [null, null],
  ])("%s of 100 bytes", (header, expected) => {
    expect(rangeOf(header, 100)).toEqual(expected);
  });
});
