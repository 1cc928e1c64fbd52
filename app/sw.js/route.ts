/**
 * The service worker's first lines: which build this is. Its text changes with every build, so a browser that looks finds
 * the new one; the rest is public/sw-core.js and, for push, public/push-worker.js.
 */
export function GET(): Response {
  const build = JSON.stringify(process.env.PARLOR_BUILD ?? "unbuilt");
  return new Response(`self.PARLOR_BUILD = ${build};\nimportScripts("/sw-core.js", "/push-worker.js");\n`, {
    headers: { "content-type": "text/javascript; charset=utf-8", "cache-control": "no-cache" },
  });
}
