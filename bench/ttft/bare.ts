import { convertV4MiniflareOptions, Miniflare } from "miniflare";
import { findChild } from "../../scripts/local/processes";

export interface Bare {
  url: string;
  /** Of its workerd. */
  pid: number | null;
  stop(): Promise<void>;
}

/** A Worker that passes every byte through and knows nothing: what the runtime alone costs, as Miniflare starts it. */
export async function startBare(port: number, providerUrl: string): Promise<Bare> {
  const { origin } = new URL(providerUrl);
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      ...{ host: "127.0.0.1", port, cf: false, telemetry: { enabled: false } },
      workers: [
        {
          name: "bare",
          modules: true,
          compatibilityDate: "2026-11-01",
          script: `export default { async fetch(request) {
            const { pathname } = new URL(request.url);
            const { status, headers, body } = await fetch("${origin}" + pathname, request);
            return new Response(body, { status, headers });
          } }`,
        },
      ],
    }),
  );
  await miniflare.ready;
  return { url: `http://127.0.0.1:${port}/v1`, pid: findChild("workerd"), stop: () => miniflare.dispose() };
}
