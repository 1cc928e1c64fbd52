import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { convertV4MiniflareOptions, Miniflare } from "miniflare";
import { findChildren } from "../../scripts/local/processes";
import { withOutside } from "../../scripts/local/workers";
import type { Bare } from "./bare";

/**
 * The least that exact metering takes: a Durable Object makes one row durable, then the provider is asked, and its bytes are
 * passed on natively. No key is looked at, nothing is read, counted or settled. Reached as ours is: without Miniflare's own
 * Workers before it and behind it.
 */
export async function startLeast(port: number, providerUrl: string): Promise<Bare> {
  const { origin } = new URL(providerUrl);
  const rows = mkdtempSync(join(tmpdir(), "parlor-least-"));
  const before = new Set(findChildren("workerd"));
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      ...{ host: "127.0.0.1", port: 0, cf: false, telemetry: { enabled: false }, resourcePersistencePath: rows },
      workers: [
        withOutside({
          name: "least",
          modules: true,
          compatibilityDate: "2026-11-01",
          unsafeDirectSockets: [{ host: "127.0.0.1", port }],
          durableObjects: { METER: { className: "Meter", useSQLite: true } },
          script: `
            import { DurableObject } from "cloudflare:workers";

            export class Meter extends DurableObject {
              constructor(ctx, env) {
                super(ctx, env);
                ctx.storage.sql.exec("CREATE TABLE IF NOT EXISTS calls (id INTEGER PRIMARY KEY, facts TEXT)");
              }
              async reserve(facts) {
                this.ctx.storage.sql.exec("INSERT INTO calls (facts) VALUES (?)", JSON.stringify(facts));
                await this.ctx.storage.sync();
              }
            }

            export default { async fetch(request, env) {
              const { pathname } = new URL(request.url);
              await env.METER.getByName("tenant").reserve({ tokens: 1 });
              const { status, headers, body } = await env.OUTSIDE.fetch("${origin}" + pathname, request);
              return new Response(body, { status, headers });
            } }`,
        }),
      ],
    }),
  );
  await miniflare.ready;
  const stop = async () => {
    await miniflare.dispose();
    rmSync(rows, { recursive: true, force: true });
  };
  const pid = findChildren("workerd").find((each) => !before.has(each)) ?? null;
  return { url: `http://127.0.0.1:${port}/v1`, pid, stop };
}
