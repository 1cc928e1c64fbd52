/// <reference types="@cloudflare/vitest-plugin/types" />

/** What getCloudflareContext().env is: the web Worker's bindings. */
interface CloudflareEnv extends WebEnv {}

/** The OpenNext output; wrangler.toml maps the name to `.open-next/worker.js`, which exists after a build only. */
declare module "open-next-worker" {
  const worker: { fetch(request: Request, env: WebEnv, ctx: ExecutionContext): Promise<Response> };
  export default worker;
}
