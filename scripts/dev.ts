/**
 * `npm run dev`: pages by `next dev` with hot reload, objects by `wrangler dev` (restarted when their sources change),
 * on the same Postgres and demo data as `npm start`, in a data folder of its own.
 */
import { spawn, type ChildProcess } from "node:child_process";
import { mkdirSync } from "node:fs";
import { delimiter, join } from "node:path";
import { keepSecrets, requireDataFolder, resetDataFolder } from "./local/data-folder";
import { startDatabase } from "./local/database";
import { ensureDemo } from "./local/demo";
import { writeDevConfig } from "./local/dev-config";
import { buildEmbed } from "./local/embed";
import { parseStartOptions, type StartOptions } from "./local/options";
import { PlainError, runMain } from "./local/plain-error";
import { claimPort } from "./local/ports";
import { findProcessName } from "./local/processes";
import { endLeftovers, forgetRunning, startGuard, writeRunning } from "./local/running";
import { Stops } from "./local/stops";

const READY_WITHIN_MS = 60_000;

await runMain(async () => {
  const argv = process.argv.slice(2);
  // State below a folder that wrangler watches makes it reload for ever, so dev has its own place.
  const options = parseStartOptions(
    argv.some((arg) => arg.startsWith("--data")) ? argv : [...argv, "--data", ".parlor/dev"],
  );
  if (options === null) return console.log("npm run dev -- [--port N] [--data DIR] [--reset] [--demo]");
  const stops = new Stops();
  stops.onSignals();
  try {
    await dev(options, stops);
  } catch (error) {
    await stops.run();
    throw error;
  }
});

async function dev(options: StartOptions, stops: Stops): Promise<void> {
  const { dataDir } = options;
  requireDataFolder(dataDir);
  await endLeftovers(dataDir);
  if (options.reset) resetDataFolder(dataDir);
  const secrets = keepSecrets(dataDir);
  await buildEmbed(process.cwd());
  const port = await claimPort(options.port);
  const realtimePort = await claimPort(options.port === 0 ? 0 : port + 1);
  const url = `http://localhost:${port}`;
  const realtimeUrl = `http://localhost:${realtimePort}`;

  const startName = findProcessName(process.pid) ?? "node";
  const groups: number[] = [];
  const note = () => {
    const postgresPid = database?.postgresPid() ?? null;
    writeRunning(dataDir, { startPid: process.pid, startName, url, workerdPid: null, postgresPid, groups });
  };
  let database: Awaited<ReturnType<typeof startDatabase>> | null = null;
  note();
  startGuard(dataDir);
  stops.add(async () => forgetRunning(dataDir));
  database = await startDatabase({ dataDir, secrets, onRestart: note });
  stops.add(() => database?.stop() ?? Promise.resolve());

  const secretVars = {
    DATABASE_URL: database.vars.DATABASE_URL,
    BETTER_AUTH_SECRET: secrets.BETTER_AUTH_SECRET,
    TICKET_SECRET: secrets.TICKET_SECRET,
    INTERNAL_SECRET: secrets.INTERNAL_SECRET,
  };
  const plainVars = {
    ...(database.vars.SQL_ENDPOINT === undefined ? {} : { SQL_ENDPOINT: database.vars.SQL_ENDPOINT }),
    APP_ORIGINS: `${url},${realtimeUrl}`,
    VAPID_PUBLIC_KEY: secrets.VAPID_PUBLIC_KEY,
    VAPID_PRIVATE_KEY: secrets.VAPID_PRIVATE_KEY,
    MAIL_MODE: "outbox",
  };
  const env = { ...process.env, ...secretVars, PATH: [join("node_modules", ".bin"), process.env.PATH].join(delimiter) };
  const shared = {
    WRANGLER_REGISTRY_PATH: join(dataDir, "registry"),
    WRANGLER_SEND_METRICS: "false",
    NEXT_TELEMETRY_DISABLED: "1",
  };
  mkdirSync(join(dataDir, "registry"), { recursive: true });
  const run = (tool: string, args: string[], more: Record<string, string>) => {
    const child = spawnGroup(tool, args, { ...env, ...shared, ...more }, stops);
    if (child.pid !== undefined) groups.push(child.pid);
    note();
  };

  const vars = Object.entries(plainVars).flatMap(([name, value]) => ["--var", `${name}:${value}`]);
  const realtime = [
    "dev",
    "-c",
    "durable-objects/wrangler.toml",
    "--port",
    String(realtimePort),
    "--inspector-port",
    "0",
  ];
  run(
    "wrangler",
    [...realtime, "--persist-to", join(dataDir, "workers"), "--show-interactive-dev-session=false", ...vars],
    {},
  );
  await untilHealthy(`${realtimeUrl}/health`);
  const demo = await ensureDemo(
    { dataDir, ours: database.ours, asked: options.demo },
    {
      url: realtimeUrl,
      database: database.vars,
      ownerUrl: database.ours ? database.ownerUrl : null,
      secrets,
    },
  );
  const sweep = setInterval(() => void fetch(`${realtimeUrl}/cdn-cgi/local/scheduled`).catch(() => undefined), 60_000);
  stops.add(async () => clearInterval(sweep));

  const PARLOR_DEV_CONFIG = writeDevConfig(dataDir, { ...secretVars, ...plainVars, REALTIME_ORIGIN: realtimeUrl });
  run("next", ["dev", "--port", String(port)], { PARLOR_DEV_CONFIG, PARLOR_DEV_REALTIME: realtimeUrl });
  stops.onSignals();
  const [first] = demo.people;
  const signIn = first
    ? `sign in as ${first.email} · password ${first.password}`
    : `create an account at ${url}/sign-up`;
  console.log(`\nPages reload at ${url} · ${signIn} · rooms at ${realtimeUrl}\n`);
}

/** In a process group of its own, since these tools have children that outlive them. When one ends, everything does. */
function spawnGroup(tool: string, args: string[], env: NodeJS.ProcessEnv, stops: Stops): ChildProcess {
  const child = spawn(join("node_modules", ".bin", tool), args, {
    env,
    detached: true,
    stdio: ["ignore", "inherit", "inherit"],
  });
  let ended = false;
  child.once("exit", () => {
    ended = true;
    void stops.run().then(() => process.exit(1));
  });
  stops.add(async () => {
    if (ended || child.pid === undefined) return;
    child.removeAllListeners("exit");
    const gone = new Promise((done) => child.once("exit", done));
    process.kill(-child.pid, "SIGTERM");
    await gone;
  });
  return child;
}

async function untilHealthy(url: string): Promise<void> {
  for (const startedMs = performance.now(); performance.now() - startedMs < READY_WITHIN_MS;) {
    const healthy = await fetch(url).then(
      ({ ok }) => ok,
      () => false,
    );
    if (healthy) return;
    await new Promise((done) => setTimeout(done, 200));
  }
  throw new PlainError(`The realtime Worker did not answer within ${READY_WITHIN_MS / 1000} s.`);
}
