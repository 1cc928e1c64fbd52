import { tmpdir } from "node:os";
import { join } from "node:path";
import { startProduct } from "./product";

/** Playwright's global setup: the built product on its own port and data, unless PARLOR_URL names one that runs. */
export default async function setUp(): Promise<() => Promise<void>> {
  if (process.env.PARLOR_URL) return async () => undefined;
  const product = await startProduct({ port: E2E_PORT, dataDir: join(tmpdir(), `parlor-e2e-${E2E_PORT}`) });
  process.env.PARLOR_PRODUCT = JSON.stringify(product.info);
  return () => product.stop();
}

/** Fixed, since Playwright reads its configuration before this runs. */
export const E2E_PORT = Number(process.env.PARLOR_E2E_PORT ?? 8796);
