import { Hono } from "hono";
import { SignJWT } from "jose";
import { expect, it } from "vitest";
import type { SessionCtx } from "@/lib/access/server/session-ctx";
import { ERROR_CODES, AppError } from "@/lib/platform/errors";
import { findModels } from "./find-models";
import { modelRoutes } from "./routes";

const SECRET = "the internal secret of the installation";
const bindings = {
  DATABASE_URL: "postgres://app@db.example/parlor",
  BETTER_AUTH_SECRET: "x".repeat(32),
  TICKET_SECRET: "y".repeat(32),
  INTERNAL_SECRET: SECRET,
  APP_ORIGINS: "https://parlor.example",
  MAIL_MODE: "outbox",
  AI_BASE_URL: "https://models.example/v1",
  AI_MODEL: "tiny,huge",
  AI_KEY: "sk-never-told",
};
const realtime = new Hono<{ Bindings: object; Variables: { requestId: string } }>()
  .use(async (c, next) => {
    c.set("requestId", "request");
    await next();
  })
  .route("/internal/models", modelRoutes)
  .onError((error, c) => c.text(error.message, error instanceof AppError ? (ERROR_CODES[error.code] as 401) : 500));

const ctx = (role: string, more: object = {}) =>
  ({
    actor: { role },
    env: { INTERNAL_SECRET: SECRET, appOrigins: ["https://parlor.example"] },
    realtime: { fetch: async (request: Request) => realtime.fetch(request, bindings) },
    ...more,
  }) as unknown as SessionCtx;

it("tells administrators every model and whether the tier allows it, and nothing of how it is reached", async () => {
  const models = await findModels(ctx("admin"), "free");
  expect(models?.map(({ id, inTier }) => [id, inTier])).toEqual([
    ["default/tiny", true],
    ["default/huge", false],
    ["parlor/extract", true],
  ]);
  expect((await findModels(ctx("owner"), "pro"))?.every(({ inTier }) => inTier)).toBe(true);
  expect(JSON.stringify(models)).not.toMatch(/sk-never-told|models\.example/);
  await expect(findModels(ctx("member"), "pro")).rejects.toMatchObject({ code: "forbidden" });
});

it("answers null while the realtime Worker is away or refuses", async () => {
  const away = { fetch: () => Promise.reject(new Error("The Worker is away.")) };
  expect(await findModels(ctx("admin", { realtime: away }), "free")).toBeNull();
  const env = { INTERNAL_SECRET: "another secret, of somewhere else", appOrigins: ["https://parlor.example"] };
  expect(await findModels(ctx("admin", { env }), "free")).toBeNull();
});

it.each([
  ["no token", null, 60],
  ["a token for something else", "parlor:import", 60],
  ["a token that is over", "parlor:models", -1],
])("keeps its address from %s", async (_, audience, seconds) => {
  const sign = async (aud: string) => {
    const now = Math.floor(Date.now() / 1_000);
    const token = new SignJWT({}).setProtectedHeader({ alg: "HS256" }).setAudience(aud);
    return token
      .setIssuedAt(now - 10)
      .setExpirationTime(now + seconds)
      .sign(new TextEncoder().encode(SECRET));
  };
  const headers = new Headers();
  if (audience !== null) headers.set("authorization", `Bearer ${await sign(audience)}`);
  const answer = await realtime.fetch(new Request("https://parlor.example/internal/models", { headers }), bindings);
  expect(answer.status).toBe(401);
});
