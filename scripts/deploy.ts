/**
 * `npm run deploy -- --env staging|production`: migrations, then the realtime Worker, then the pages.
 * Needs wrangler's sign-in (or CLOUDFLARE_API_TOKEN), the Workers' secrets, and DATABASE_OWNER_URL for the migrations.
 */
import { parseArgs } from "node:util";
import { migrate } from "@/db/migrate";
import { ensureBuild } from "./local/build";
import { PlainError, runMain } from "./local/plain-error";
import { runTool } from "./local/tool";

await runMain(async () => {
  const { values } = parseArgs({ options: { env: { type: "string" } }, strict: false });
  const environment = values.env;
  if (environment !== "staging" && environment !== "production") {
    throw new PlainError("Name the environment: npm run deploy -- --env staging (or production).");
  }
  const ownerUrl = process.env.DATABASE_OWNER_URL;
  if (!ownerUrl)
    throw new PlainError("Set DATABASE_OWNER_URL to the login that owns the tables: migrations run first.");
  await step("checks", "node", ["scripts/run.mjs", "scripts/deploy-check.ts"]);
  await migrate(ownerUrl);
  await ensureBuild(process.cwd(), console.log, {
    deploy: async () => {
      // Objects before pages: new pages may call what old objects do not know, never the other way round.
      await step("realtime", "wrangler", ["deploy", "--env", environment, "-c", "durable-objects/wrangler.toml"]);
      await step("web", "wrangler", ["deploy", "--env", environment]);
    },
  });
  console.log(`${environment} is deployed.`);
});

async function step(name: string, tool: string, args: string[]): Promise<void> {
  const { code } = await runTool(tool, args, { show: true });
  if (code !== 0) throw new PlainError(`The deployment stopped at ${name}; what came before it stands.`);
}
