/** A process of its own for Postgres and the SQL endpoint, so that their CPU is theirs. See database.ts. */
import { startLocalPostgres } from "@/db/local-postgres";
import { migrate } from "@/db/migrate";
import { startSqlEndpoint } from "@/db/sql-endpoint/server";

export type ToDatabase = { type: "restart" } | { type: "stop" };
export type FromDatabase =
  | { type: "ready"; adminUrl: string; appUrl: string; sqlUrl: string; postmaster: number }
  | { type: "restarted"; adminUrl: string; postmaster: number }
  | { type: "stopped" };

const [dataDir = "", postgresPort = "", sqlPort = ""] = process.argv.slice(2);
const say = (message: FromDatabase) => void process.send?.(message);
const passwords = { ownerPassword: "chaos-owner", appPassword: "chaos-app" };
const options = { dataDir, port: Number(postgresPort), ...passwords };

let postgres = await startLocalPostgres(options);
await migrate(postgres.ownerUrl);
const endpoint = await startSqlEndpoint({ port: Number(sqlPort) });

process.on("message", (message: ToDatabase) => void (message.type === "restart" ? restart() : stop()));
process.once("disconnect", () => void stop());
const { adminUrl, appUrl, pid } = postgres;
say({ type: "ready", adminUrl, appUrl, sqlUrl: endpoint.url, postmaster: pid });

/** After a crash: the same data folder again, while the endpoint stayed. */
async function restart(): Promise<void> {
  postgres = await startLocalPostgres(options);
  say({ type: "restarted", adminUrl: postgres.adminUrl, postmaster: postgres.pid });
}

async function stop(): Promise<void> {
  await endpoint.close();
  await postgres.stop();
  say({ type: "stopped" });
  process.exit();
}
