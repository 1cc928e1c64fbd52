/** Starts Postgres in a process of its own, for tests that kill the starter: prints its urls and waits. */
import { startLocalPostgres } from "../local-postgres";

const [dataDir = ""] = process.argv.slice(2);
const { adminUrl, appUrl, pid } = await startLocalPostgres({ dataDir, ownerPassword: "owner", appPassword: "app" });
process.stdout.write(`${JSON.stringify({ adminUrl, appUrl, pid })}\n`);
setInterval(() => undefined, 60_000);
