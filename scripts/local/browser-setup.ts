import { tmpdir } from "node:os";
import { join } from "node:path";
import { startProduct, type ProductInfo } from "./product";

/** Fixed, since Playwright reads its configuration before the product is started. */
const E2E_PORT = Number(process.env.PARLOR_E2E_PORT ?? 8796);

/** The challenge of the installation, as the tests play it. */
export const BROWSER_CHALLENGE = {
  TURNSTILE_SITE_KEY: "0x4AAAAAAAparlor",
  TURNSTILE_SECRET: "0x4AAAAAAAparlor-secret",
  TURNSTILE_URL: `http://127.0.0.1:${E2E_PORT + 1}/siteverify`,
} as const;

/** Where the browser tests go: the product of `setUp`, or the one that PARLOR_INSTALLATION (its JSON line) names. */
export function browserTestUrl(): string {
  const given = process.env.PARLOR_INSTALLATION;
  return given ? (JSON.parse(given) as ProductInfo).url : `http://localhost:${E2E_PORT}`;
}

/** Playwright's global setup: the built product, fresh, with its JSON line in PARLOR_INSTALLATION for the tests. */
export default async function setUp(): Promise<() => Promise<void>> {
  if (process.env.PARLOR_INSTALLATION) return async () => undefined;
  const product = await startProduct({
    port: E2E_PORT,
    dataDir: join(tmpdir(), `parlor-e2e-${E2E_PORT}`),
    env: {
      ...process.env,
      // Who chose 15 minutes has a mail in seconds: no test waits longer for anything.
      NOTIFY_LIMITS: JSON.stringify({ digestShortSeconds: 3 }),
      // For the projects that ask for it; the test that makes one plays the third party, one port further.
      ...BROWSER_CHALLENGE,
    },
  });
  process.env.PARLOR_INSTALLATION = JSON.stringify(product.info);
  return () => product.stop();
}
