/** `npm start`: Postgres, migrations, demo data and both Workers on this machine, until it is told to stop. */
import { ensureBuild } from "./local/build";
import { keepSecrets, requireDataFolder, resetDataFolder } from "./local/data-folder";
import { startDatabase } from "./local/database";
import { ensureDemo } from "./local/demo";
import { parseStartOptions, START_USAGE, type StartOptions } from "./local/options";
import { runMain } from "./local/plain-error";
import { claimPort } from "./local/ports";
import { findProcessName } from "./local/processes";
import { endLeftovers, forgetRunning, startGuard, writeRunning } from "./local/running";
import { Stops } from "./local/stops";
import { startWorkers } from "./local/workers";
import type { DemoSignIns } from "./seed-demo";

await runMain(async () => {
  const options = parseStartOptions(process.argv.slice(2));
  if (options === null) return console.log(START_USAGE);
  const stops = new Stops();
  stops.onSignals();
  try {
    await start(options, stops);
  } catch (error) {
    await stops.run();
    throw error;
  }
});

async function start(options: StartOptions, stops: Stops): Promise<void> {
  const { dataDir } = options;
  // With --json stdout is for the one line.
  const say = (line: string) => void process.stderr.write(`${line}\n`);

  requireDataFolder(dataDir);
  await endLeftovers(dataDir);
  if (options.reset) resetDataFolder(dataDir);
  const secrets = keepSecrets(dataDir);
  const port = await claimPort(options.port);
  const url = `http://localhost:${port}`;
  const build = await ensureBuild(process.cwd(), say);

  const running = {
    startPid: process.pid,
    startName: findProcessName(process.pid) ?? "node",
    url,
    workerdPid: null,
    postgresPid: null,
  };
  writeRunning(dataDir, running);
  startGuard(dataDir);
  stops.add(async () => forgetRunning(dataDir));
  const note = () =>
    writeRunning(dataDir, {
      ...running,
      workerdPid: workers?.workerdPid() ?? null,
      postgresPid: database.postgresPid(),
    });

  let workers: Awaited<ReturnType<typeof startWorkers>> | null = null;
  const database = await startDatabase({ dataDir, secrets, onRestart: () => note() });
  stops.add(() => database.stop());
  note();

  const vars = {
    ...database.vars,
    BETTER_AUTH_SECRET: secrets.BETTER_AUTH_SECRET,
    TICKET_SECRET: secrets.TICKET_SECRET,
    INTERNAL_SECRET: secrets.INTERNAL_SECRET,
    VAPID_PUBLIC_KEY: secrets.VAPID_PUBLIC_KEY,
    VAPID_PRIVATE_KEY: secrets.VAPID_PRIVATE_KEY,
    APP_ORIGINS: `${url},http://127.0.0.1:${port}`,
    MAIL_MODE: "outbox",
    // On one machine every visitor has the same address, which is none.
    VISITOR_LIMITS: '{"sessionsPerHourAndIp":1000}',
    ...passedThrough(),
  };
  workers = await startWorkers({ root: process.cwd(), build, dataDir, port, vars, onRestart: note });
  stops.add(() => workers?.stop() ?? Promise.resolve());
  stops.onSignals();
  note();

  const demo = await ensureDemo(
    { dataDir, ours: database.ours, asked: options.demo },
    { url, database: database.vars, ownerUrl: database.ours ? database.ownerUrl : null, secrets },
  );
  if (options.json) {
    const sqlUrl = database.ownerUrl;
    process.stdout.write(`${JSON.stringify({ url, ...demo, sqlUrl, workerdPid: workers.workerdPid(), dataDir })}\n`);
  } else {
    console.log(greeting(url, demo));
  }
}

/** Settings of the Workers that an operator may give from the environment. */
function passedThrough(): Record<string, string> {
  const names = [
    ...["OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET", "OIDC_LABEL", "ROOM_LIMITS", "NOTIFY_LIMITS"],
    ...["VISITOR_LIMITS", "TURNSTILE_SITE_KEY", "TURNSTILE_SECRET", "TURNSTILE_URL"],
    ...["AI_BASE_URL", "AI_MODEL", "AI_KEY", "AI_PROVIDERS", "ANTHROPIC_API_KEY", "OPENAI_API_KEY"],
  ];
  return Object.fromEntries(names.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])));
}

function greeting(url: string, demo: DemoSignIns): string {
  if (demo.people.length === 0) {
    return `Parlor runs at ${url} · create an account at ${url}/sign-up, its mail lands at ${url}/outbox · Ctrl-C stops it`;
  }
  const [first] = demo.tenants;
  const people = demo.people.filter(({ tenant }) => tenant === first?.slug);
  const signIns = people.map(({ email }) => email).join(", ");
  const operator = demo.operator ? ` · operator ${demo.operator.email} at ${url}/operator/tenants` : "";
  return `Parlor runs at ${url} · sign in as ${signIns} · password ${people[0]?.password ?? ""}${operator} · Ctrl-C stops it`;
}
