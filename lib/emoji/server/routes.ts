import { Hono } from "hono";
import { tenantDb } from "@/db/client";
import { fileKey, type FileBindings } from "@/lib/files/server/storage";
import { requireOrigin } from "@/lib/http/require-origin";
import { parseEnv } from "@/lib/platform/env";
import { AppError } from "@/lib/platform/errors";
import { log } from "@/lib/platform/log";
import { receiveEmoji } from "./receive-emoji";
import { emojiNotFound } from "./refusals";
import { readEmojiDrop, readEmojiRead, readEmojiUpload } from "./tokens";

type App = { Bindings: FileBindings; Variables: { requestId: string } };

/** The door for bytes of emoji: `/files/emoji/{token}`. The token is the authority, and says what may be done once. */
export const emojiRoutes = new Hono<App>()
  .put("/:token", async (c) => {
    const env = parseEnv(c.env);
    requireOrigin(c.req.raw, env.appOrigins);
    const claims = readEmojiUpload(env.TICKET_SECRET, c.req.param("token"), Date.now());
    if (!claims) throw emojiNotFound();
    const emoji = await receiveEmoji({ bucket: c.env.FILES, db: tenantDb(env, claims.tenant) }, claims, c.req.raw);
    log({ event: "file.request", requestId: c.var.requestId, method: "PUT", status: 200, bytes: claims.size });
    return c.json({ emoji }, 200, { "cache-control": "no-store", "x-content-type-options": "nosniff" });
  })
  .get("/:token", async (c) => {
    const env = parseEnv(c.env);
    requireOrigin(c.req.raw, env.appOrigins);
    const claims = readEmojiRead(env.TICKET_SECRET, c.req.param("token"), Date.now());
    const found = claims && (await c.env.FILES.get(fileKey.emoji(claims.tenant, claims.emoji)));
    if (!found) throw emojiNotFound();
    return new Response(found.body, { headers: headersOf(claims.type, found.size) });
  })
  .delete("/:token", async (c) => {
    const env = parseEnv(c.env);
    requireOrigin(c.req.raw, env.appOrigins);
    const claims = readEmojiDrop(env.TICKET_SECRET, c.req.param("token"), Date.now());
    if (!claims) throw emojiNotFound();
    await c.env.FILES.delete(fileKey.emoji(claims.tenant, claims.emoji));
    return c.json({}, 200, { "cache-control": "no-store", "x-content-type-options": "nosniff" });
  })
  .all("/:token", () => {
    throw new AppError("method_not_allowed", "A picture is sent with PUT and read with GET.");
  });

/** Nothing that comes from a person is ever a document of ours. The bytes behind an id never change. */
function headersOf(type: string, size: number): HeadersInit {
  return {
    "content-type": type,
    "content-length": String(size),
    "content-disposition": "inline",
    "content-security-policy": "default-src 'none'; sandbox",
    "x-content-type-options": "nosniff",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "cache-control": "private, max-age=31536000, immutable",
  };
}
