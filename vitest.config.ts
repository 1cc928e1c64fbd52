import { resolve } from "node:path";
import { cloudflareTest } from "@cloudflare/vitest-plugin";
import { configDefaults, defineConfig } from "vitest/config";
import type * as FtsOracle from "./tests/support/fts-oracle";

const root = import.meta.dirname;
const oraclePath = resolve(root, "tests/support/fts-oracle.ts");
const oracle = (await import(oraclePath)) as typeof FtsOracle;
const alias = { "@": resolve(root) };
const elsewhere = [
  ...configDefaults.exclude,
  "dist/**",
  ".open-next/**",
  ".next/**",
  ".parlor/**",
  "tests/e2e/**",
  "tests/lint-canary/fixtures/**",
];

/** What every Worker test runs with. The database is nowhere: tests of the outbox answer for it, or see it away. */
const workerTestVars = {
  DATABASE_URL: "postgres://parlor_app:test@127.0.0.1:1/parlor",
  SQL_ENDPOINT: "http://sql.test/sql",
  BETTER_AUTH_SECRET: "test-better-auth-secret-0123456789abcdef",
  TICKET_SECRET: "test-ticket-secret-0123456789abcdef0123",
  INTERNAL_SECRET: "test-internal-secret-0123456789abcdef01",
  METRICS_TOKEN: "test-metrics-token-0123456789abcdef0123",
  APP_ORIGINS: "http://parlor.test",
  MAIL_MODE: "outbox",
  // How long tests/model runs; small unless asked for.
  MODEL_PROFILE: process.env.MODEL_PROFILE ?? "small",
  MODEL_SEED: process.env.MODEL_SEED ?? "",
  KNOWLEDGE_QUESTIONS: process.env.KNOWLEDGE_QUESTIONS ?? "500",
  // The pair of RFC 8291's example.
  VAPID_PUBLIC_KEY: "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8",
  VAPID_PRIVATE_KEY: "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw",
};

export default defineConfig({
  test: {
    projects: [
      {
        resolve: { alias },
        test: {
          name: "unit",
          include: ["**/*.test.{ts,tsx}"],
          exclude: [...elsewhere, "**/*.worker.test.ts", "**/*.db.test.ts", "tests/clients/**"],
          testTimeout: 60_000,
        },
      },
      {
        resolve: { alias },
        plugins: [
          cloudflareTest({
            main: "./durable-objects/worker.ts",
            wrangler: { configPath: "./durable-objects/wrangler.toml" },
            miniflare: {
              bindings: workerTestVars,
              // Runs in Node.
              serviceBindings: {
                FTS_ORACLE: async (request) => Response.json(await oracle.answerOracle(request)) as never,
              },
              outboundService: () => new Response("Tests reach no network.", { status: 503 }) as never,
            },
          }),
        ],
        // Long enough for a busy machine: nothing here is judged by the clock.
        test: {
          name: "workers",
          include: ["**/*.worker.test.ts"],
          exclude: elsewhere,
          setupFiles: ["./durable-objects/testing/tell-often.ts"],
          testTimeout: 60_000,
        },
      },
      {
        resolve: { alias },
        test: {
          name: "db",
          include: ["**/*.db.test.ts"],
          exclude: elsewhere,
          globalSetup: ["./db/testing/global-setup.ts"],
          testTimeout: 120_000,
          hookTimeout: 60_000,
          // Each file has a database of its own; the server and two cores are shared.
          maxWorkers: 2,
        },
      },
      {
        resolve: { alias },
        test: {
          name: "clients",
          include: ["tests/clients/**/*.test.ts"],
          exclude: elsewhere,
          globalSetup: ["./tests/clients/support/global-setup.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          // One product and one pair of providers, which each file plays in its turn.
          fileParallelism: false,
        },
      },
    ],
  },
});
