import { generateKeyPairSync, randomBytes } from "node:crypto";
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { PlainError } from "./plain-error";

/** Secrets of a local installation, made at its first start and kept. Deployed Workers have their own. */
export interface LocalSecrets {
  BETTER_AUTH_SECRET: string;
  TICKET_SECRET: string;
  INTERNAL_SECRET: string;
  /** The installation's name to push services. */
  VAPID_PUBLIC_KEY: string;
  VAPID_PRIVATE_KEY: string;
  /** Password of the Postgres owner and of the app role. */
  ownerPassword: string;
  appPassword: string;
}

const SECRETS_FILE = "secrets.json";
/** Everything a start makes; --reset removes these and nothing else. */
const OURS = [
  "postgres",
  "workers",
  "logs",
  "wrangler.json",
  "registry",
  "run.json",
  "run.pids",
  "demo.json",
  SECRETS_FILE,
];

/**
 * Makes the folder and proves that it is ours and writable.
 * @throws PlainError when it holds something else or cannot be written.
 */
export function requireDataFolder(dataDir: string): void {
  try {
    makeFolder(dataDir);
    readdirSync(dataDir);
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch {
    throw new PlainError(
      `The folder ${dataDir} cannot be written: choose another with --data, or change who may write it.`,
    );
  }
  // The secrets file marks a folder as Parlor's, so that --reset can never empty somebody's home.
  if (!existsSync(join(dataDir, SECRETS_FILE)) && readdirSync(dataDir).length > 0) {
    throw new PlainError(
      `The folder ${dataDir} holds other files and is not a Parlor data folder: choose an empty one with --data.`,
    );
  }
}

/** One level at a time: Node's own recursive mkdir never returns where the system says that a parent is missing (/proc). */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  mkdirSync(path);
}

/** Empties a folder that `requireDataFolder` proved to be ours, and that nothing runs on. */
export function resetDataFolder(dataDir: string): void {
  for (const name of OURS) rmSync(join(dataDir, name), { recursive: true, force: true });
}

/** The installation's secrets, made now when there are none. */
export function keepSecrets(dataDir: string): LocalSecrets {
  const path = join(dataDir, SECRETS_FILE);
  if (existsSync(path)) {
    const kept = readSecrets(path);
    if (kept.VAPID_PUBLIC_KEY && kept.VAPID_PRIVATE_KEY) return kept;
    // A folder from before there was push.
    return writeSecrets(dataDir, path, { ...kept, ...newVapidKeys() });
  }
  const secret = () => randomBytes(32).toString("base64url");
  return writeSecrets(dataDir, path, {
    ...newVapidKeys(),
    BETTER_AUTH_SECRET: secret(),
    TICKET_SECRET: secret(),
    INTERNAL_SECRET: secret(),
    ownerPassword: secret(),
    appPassword: secret(),
  });
}

/** A pair for RFC 8292: base64url of the point, and of the number. */
function newVapidKeys(): Pick<LocalSecrets, "VAPID_PUBLIC_KEY" | "VAPID_PRIVATE_KEY"> {
  const {
    x = "",
    y = "",
    d = "",
  } = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export({
    format: "jwk",
  });
  const point = Buffer.concat([Buffer.of(4), Buffer.from(x, "base64url"), Buffer.from(y, "base64url")]);
  return { VAPID_PUBLIC_KEY: point.toString("base64url"), VAPID_PRIVATE_KEY: d };
}

function writeSecrets(dataDir: string, path: string, secrets: LocalSecrets): LocalSecrets {
  try {
    writeFileSync(path, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
    chmodSync(path, 0o600);
  } catch {
    throw new PlainError(
      `The folder ${dataDir} cannot be written: choose another with --data, or change who may write it.`,
    );
  }
  return secrets;
}

function readSecrets(path: string): LocalSecrets {
  try {
    const value = JSON.parse(readFileSync(path, "utf8")) as Partial<LocalSecrets>;
    const { BETTER_AUTH_SECRET, TICKET_SECRET, INTERNAL_SECRET, ownerPassword, appPassword } = value;
    const { VAPID_PUBLIC_KEY = "", VAPID_PRIVATE_KEY = "" } = value;
    if (BETTER_AUTH_SECRET && TICKET_SECRET && INTERNAL_SECRET && ownerPassword && appPassword) {
      const push = { VAPID_PUBLIC_KEY, VAPID_PRIVATE_KEY };
      return { BETTER_AUTH_SECRET, TICKET_SECRET, INTERNAL_SECRET, ownerPassword, appPassword, ...push };
    }
  } catch {
    // said below
  }
  throw new PlainError(`The file ${path} is damaged: put a copy back, or start over with --reset.`);
}
