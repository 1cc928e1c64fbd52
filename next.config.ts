import { initOpenNextCloudflareForDev } from "@opennextjs/cloudflare";
import type { NextConfig } from "next";
import createNextIntlPlugin from "next-intl/plugin";
import { compileWhileLoading, shareScripts, type ClientWebpack } from "./scripts/local/client-chunks";

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // Requests wait on each other under concurrency and streams break (docs/decisions); everything here is dynamic.
  cacheComponents: false,
  // No optimiser: nothing of ours may fetch an address that a user wrote.
  images: { unoptimized: true },
  // Packages with a workerd build of their own: Next would bundle their Node build.
  serverExternalPackages: [
    "jose",
    "better-auth",
    "@better-auth/core",
    "@better-auth/passkey",
    "@better-auth/drizzle-adapter",
  ],
  // Which build this is, for the service worker (app/sw.js).
  env: { PARLOR_BUILD: process.env.PARLOR_BUILD ?? "unbuilt" },
  webpack: (webpackConfig: ClientWebpack, { isServer, dev, webpack }) => {
    if (!isServer && !dev) {
      shareScripts(webpackConfig);
      compileWhileLoading(webpackConfig, webpack);
    }
    return webpackConfig;
  },
  // Types are checked by `npm run check`, where every file is.
  typescript: { ignoreBuildErrors: true },
};

// Bytes of files do not pass through Next; outside of a Worker they are led to where they go.
const devRealtime = process.env.PARLOR_DEV_REALTIME;
if (devRealtime)
  config.rewrites = async () =>
    ["files", "embed", "socket", "demo"].map((door) => ({
      source: `/${door}/:path*`,
      destination: `${devRealtime}/${door}/:path*`,
    }));

// `npm run dev` (scripts/dev.ts) writes the bindings of pages that run outside of a Worker.
const devConfig = process.env.PARLOR_DEV_CONFIG;
if (devConfig) void initOpenNextCloudflareForDev({ configPath: devConfig, persist: false });

export default createNextIntlPlugin("./lib/i18n/request.ts")(config);
