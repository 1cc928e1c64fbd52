import { beforeEach, describe, expect, it } from "vitest";
import { emojiDropPath, emojiReadPath, emojiUploadPath } from "@/lib/emoji/server/tokens";
import { fileKey } from "@/lib/files/server/storage";
import { newId, type PersonId, type TenantId } from "@/lib/platform/ids";
import { gif, png } from "@/tests/support/pictures";
import { FakeEmoji } from "./testing/fake-emoji";
import { bindings, ORIGIN, worker } from "./testing/room-client";

let rows: FakeEmoji;
beforeEach(() => {
  rows = new FakeEmoji();
});

const secret = bindings.TICKET_SECRET;

function begin(size: number, name = "parrot") {
  const claims = { tenant: newId<TenantId>(), person: newId<PersonId>(), emoji: newId(), name, size };
  return { claims, path: emojiUploadPath(secret, claims, Date.now()), key: fileKey.emoji(claims.tenant, claims.emoji) };
}

const put = (path: string, body: BodyInit, headers: Record<string, string> = { origin: ORIGIN }) =>
  worker.fetch(`${ORIGIN}${path}`, { method: "PUT", body, headers });
const codeOf = async (answer: Response) => ((await answer.json()) as { error: { code: string } }).error.code;

describe("a picture on its way in", () => {
  it("is judged, kept, and answered the same when it comes again", async () => {
    const bytes = png(32, 32);
    const { claims, path, key } = begin(bytes.length);
    const first = await put(path, bytes);
    expect(first.status).toBe(200);
    const made = await first.json();
    expect(made).toMatchObject({ emoji: { id: claims.emoji, name: "parrot", author: claims.person } });
    expect(rows.added).toEqual([{ id: claims.emoji, name: "parrot", type: "image/png", width: 32, height: 32 }]);
    // Other bytes of the same length cannot take its place.
    const other = bytes.slice();
    other.set(gif(20, 20));
    expect(await (await put(path, other)).json()).toEqual(made);
    expect(new Uint8Array((await (await bindings.FILES.get(key))?.arrayBuffer()) ?? new ArrayBuffer(0))).toEqual(bytes);
  });

  it("leaves nothing when it is no picture, too small, or not what was promised", async () => {
    for (const [bytes, code] of [
      [new TextEncoder().encode("<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"), "invalid_request"],
      [new TextEncoder().encode("<html>"), "invalid_request"],
      [png(8, 8), "invalid_request"],
      [png(513, 20), "invalid_request"],
    ] as const) {
      const { path, key } = begin(bytes.length);
      expect(await codeOf(await put(path, bytes))).toBe(code);
      expect(await bindings.FILES.head(key)).toBeNull();
    }
    const bytes = png(32, 32);
    for (const size of [bytes.length - 1, bytes.length + 1]) {
      const { path, key } = begin(size);
      expect(await codeOf(await put(path, bytes))).toBe("invalid_request");
      expect(await bindings.FILES.head(key)).toBeNull();
    }
    expect(rows.added).toEqual([]);
  });

  it("takes its bytes away again when the name was taken meanwhile", async () => {
    const bytes = png(32, 32);
    rows.refuse = "parrot";
    const { path, key } = begin(bytes.length);
    expect(await codeOf(await put(path, bytes))).toBe("conflict");
    expect(await bindings.FILES.head(key)).toBeNull();
  });

  it("is refused from another site, and with a token that is forged, old or of another purpose", async () => {
    const bytes = png(32, 32);
    const { claims, path } = begin(bytes.length);
    expect((await put(path, bytes, {})).status).toBe(403);
    expect((await put(path, bytes, { origin: "https://evil.example" })).status).toBe(403);
    expect((await put(`${path}x`, bytes)).status).toBe(404);
    expect((await put(emojiUploadPath(secret, claims, Date.now() - 400_000), bytes)).status).toBe(404);
    expect((await put(emojiDropPath(secret, claims, Date.now()), bytes)).status).toBe(404);
    expect(rows.added).toEqual([]);
  });
});

describe("a picture on its way out", () => {
  it("has the type of its bytes, no rights, and is kept by the reader's browser alone", async () => {
    const bytes = png(32, 32);
    const { claims, path } = begin(bytes.length);
    await (await put(path, bytes)).json();
    const { tenant, emoji } = claims;
    const read = emojiReadPath(secret, { tenant, emoji, type: "image/png" }, Date.now());
    const answer = await worker.fetch(`${ORIGIN}${read}`);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      "content-type": "image/png",
      "content-security-policy": "default-src 'none'; sandbox",
      "x-content-type-options": "nosniff",
      "cross-origin-resource-policy": "same-origin",
      "cache-control": "private, max-age=31536000, immutable",
    });
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(bytes);
    expect((await worker.fetch(`${ORIGIN}${path}`)).status).toBe(404);

    const drop = emojiDropPath(secret, { tenant, emoji }, Date.now());
    expect((await worker.fetch(`${ORIGIN}${read}`, { method: "DELETE", headers: { origin: ORIGIN } })).status).toBe(
      404,
    );
    const gone = await worker.fetch(`${ORIGIN}${drop}`, { method: "DELETE", headers: { origin: ORIGIN } });
    expect([gone.status, await gone.text()]).toEqual([200, "{}"]);
    expect((await worker.fetch(`${ORIGIN}${read}`)).status).toBe(404);
  });
});
