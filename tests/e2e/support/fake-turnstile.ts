/**
 * Cloudflare Turnstile for tests that reach no network: the script, the frame that it renders, and siteverify with a ledger.
 * After what Cloudflare publishes ("Widget configurations", "Validate the token", read on 2026-11-22): names and bounds of
 * the parameters, sizes, error codes, tokens that count once and for 300 s. What it does not publish is its own.
 */
import { createServer, type IncomingMessage } from "node:http";
import type { Page } from "@playwright/test";
import { BROWSER_CHALLENGE } from "../../../scripts/local/browser-setup";

const HOST = "https://challenges.cloudflare.com";
const LIVES_MS = 300_000;
/** Its documents and scripts may be embedded by a page that asks for that. */
const HEADERS = { "cross-origin-resource-policy": "cross-origin", "cross-origin-embedder-policy": "require-corp" };

interface Issued {
  hostname: string;
  action: string;
  at: number;
  /** Of the request that spent it. */
  spentBy: string | null;
}

export interface FakeTurnstile {
  /** What solving comes to: a token, none, or one that somebody has spent already. */
  outcome: "token" | "error" | "spent";
  /** Answers of siteverify in their order: null for yes, else the code. */
  readonly verified: (string | null)[];
  /** Parameters that widgets were rendered with. */
  readonly rendered: Record<string, unknown>[];
  /** Stands in for the third party on this page. */
  play(page: Page): Promise<void>;
  stop(): Promise<void>;
}

export async function startFakeTurnstile(): Promise<FakeTurnstile> {
  const tokens = new Map<string, Issued>();
  const fake: FakeTurnstile = {
    outcome: "token",
    verified: [],
    rendered: [],
    play: async (page) => {
      await page.route(`${HOST}/**`, async (route) => {
        const { pathname, searchParams } = new URL(route.request().url());
        if (pathname === "/turnstile/v0/api.js") {
          return route.fulfill({ headers: { ...HEADERS, "content-type": "text/javascript" }, body: SCRIPT });
        }
        if (pathname === "/frame") {
          fake.rendered.push(JSON.parse(searchParams.get("with") ?? "{}") as Record<string, unknown>);
          return route.fulfill({ headers: { ...HEADERS, "content-type": "text/html" }, body: FRAME });
        }
        if (fake.outcome === "error") return route.fulfill({ json: { code: "600010" } });
        const { hostname, action } = route.request().postDataJSON() as { hostname: string; action: string };
        const token = `0.${crypto.randomUUID()}`;
        const spentBy = fake.outcome === "spent" ? crypto.randomUUID() : null;
        tokens.set(token, { hostname, action, at: Date.now(), spentBy });
        return route.fulfill({ json: { token } });
      });
    },
    stop: () => {
      server.closeAllConnections();
      return new Promise((done) => server.close(() => done()));
    },
  };
  const siteverify = async (request: IncomingMessage) => {
    const asked = await readAsked(request);
    const code = codeOf(asked, tokens);
    fake.verified.push(code);
    const issued = tokens.get(asked.response ?? "");
    if (code !== null || !issued) return { success: false, "error-codes": [code] };
    const { hostname, action, at } = issued;
    return { success: true, "error-codes": [], challenge_ts: new Date(at).toISOString(), hostname, action, cdata: "" };
  };
  const server = createServer((request, response) => {
    void siteverify(request).then((answer) => {
      response.writeHead(200, { "content-type": "application/json" });
      response.end(JSON.stringify(answer));
    });
  });
  const { port } = new URL(BROWSER_CHALLENGE.TURNSTILE_URL);
  await new Promise<void>((done) => server.listen(Number(port), "127.0.0.1", done));
  return fake;
}

async function readAsked(request: IncomingMessage): Promise<Record<string, string | undefined>> {
  let text = "";
  for await (const part of request) text += String(part);
  const isJson = request.headers["content-type"]?.startsWith("application/json");
  return isJson ? (JSON.parse(text) as Record<string, string>) : Object.fromEntries(new URLSearchParams(text));
}

/** Null where the token counts; it is spent then, and asked for again only with the same key. */
function codeOf(asked: Record<string, string | undefined>, tokens: ReadonlyMap<string, Issued>): string | null {
  if (asked.secret === undefined) return "missing-input-secret";
  if (asked.secret !== BROWSER_CHALLENGE.TURNSTILE_SECRET) return "invalid-input-secret";
  if (asked.response === undefined) return "missing-input-response";
  const issued = tokens.get(asked.response);
  if (!issued || asked.response.length > 2_048) return "invalid-input-response";
  const isSpent = issued.spentBy !== null && issued.spentBy !== asked.idempotency_key;
  if (isSpent || Date.now() - issued.at > LIVES_MS) return "timeout-or-duplicate";
  issued.spentBy = asked.idempotency_key ?? "";
  return null;
}

/** Refuses what the published list of parameters does not have. */
const SCRIPT = `(() => {
  const CALLBACKS = ["callback", "error-callback", "expired-callback", "timeout-callback", "unsupported-callback",
    "before-interactive-callback", "after-interactive-callback"];
  const ONE_OF = { theme: ["light", "dark", "auto"], size: ["normal", "flexible", "compact"], retry: ["auto", "never"],
    execution: ["render", "execute"], appearance: ["always", "execute", "interaction-only"],
    "refresh-expired": ["auto", "manual", "never"], "refresh-timeout": ["auto", "manual", "never"] };
  const FREE = ["sitekey", "action", "cData", "language", "tabindex", "response-field", "response-field-name",
    "retry-interval", "feedback-enabled"];
  const SIZES = { normal: [300, 65], flexible: [Infinity, 65], compact: [150, 140] };
  const fail = (what) => { throw new Error("[Cloudflare Turnstile] " + what); };
  const widgets = new Map();
  addEventListener("message", ({ origin, source, data }) => {
    const widget = [...widgets.values()].find(({ frame }) => frame.contentWindow === source);
    if (origin !== "${HOST}" || !widget) return;
    if (data.token) widget.params.callback?.(data.token);
    else if (!widget.params["error-callback"]) fail(data.code);
    else widget.params["error-callback"](data.code);
  });
  window.turnstile = {
    render(container, params) {
      for (const [name, value] of Object.entries(params)) {
        if (CALLBACKS.includes(name) ? typeof value !== "function" : ONE_OF[name] ? !ONE_OF[name].includes(value) : !FREE.includes(name))
          fail("Invalid value for parameter " + name);
      }
      if (params.sitekey !== "${BROWSER_CHALLENGE.TURNSTILE_SITE_KEY}") fail("Invalid sitekey");
      if (!/^[\\w-]{0,32}$/.test(params.action ?? "")) fail("Invalid action");
      const place = typeof container === "string" ? document.querySelector(container) : container;
      if (!place) return undefined;
      const [width, height] = SIZES[params.size ?? "normal"];
      const frame = document.createElement("iframe");
      frame.title = "Widget containing a Cloudflare security challenge";
      frame.style.cssText = "border:0;max-width:100%;width:" + (width === Infinity ? "100%;min-width:300px" : width + "px") + ";height:" + height + "px";
      const told = Object.fromEntries(Object.entries(params).filter(([, value]) => typeof value !== "function"));
      frame.src = "${HOST}/frame?with=" + encodeURIComponent(JSON.stringify({ ...told, hostname: location.hostname }));
      place.append(frame);
      const id = "cf-chl-widget-" + widgets.size;
      widgets.set(id, { frame, params });
      return id;
    },
    remove(id) { widgets.get(id)?.frame.remove(); widgets.delete(id); },
  };
})();`;

const FRAME = `<!doctype html><html lang="en"><head><title>Challenge</title><style>
  :root { color-scheme: light dark } body { margin: 0; font: 16px system-ui; background: Canvas; color: CanvasText }
  label { display: flex; gap: 8px; align-items: center; height: 65px; padding: 0 12px }
</style></head><body><main aria-label="Cloudflare security challenge"><label><input type="checkbox"> Verify you are human</label></main><script>
  const asked = JSON.parse(new URLSearchParams(location.search).get("with"));
  document.documentElement.style.colorScheme = asked.theme === "auto" ? "light dark" : asked.theme;
  document.querySelector("input").onchange = async () => {
    const answer = await fetch("/solve", { method: "POST", body: JSON.stringify(asked) });
    parent.postMessage(await answer.json(), "*");
  };
</script></body></html>`;
