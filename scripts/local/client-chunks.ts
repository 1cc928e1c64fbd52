/** How the browser's scripts are cut and compiled, for next.config.ts (docs/decisions/2026-11-22-scripts-of-a-page.md). */

/** The parts of webpack's configuration that are changed here. */
export interface ClientWebpack {
  plugins: unknown[];
  optimization: { splitChunks: { cacheGroups: Record<string, object> } };
}

interface NamedChunk {
  name?: string | undefined;
}

/** What webpack tells of a module whose place is looked for. */
interface Graph<Module> {
  chunkGraph: { getModuleChunks(module: Module): NamedChunk[] };
}

/** Pages of a tenant, by the names that Next gives their chunks. */
const TENANT_CHUNK = /^app\/\[tenant\]\//;
/** What fewer of their pages and layouts share stays apart, so that nobody loads it for nothing. */
const SHARED_BY_MIN = 16;

/** Two scripts where there would be thirty: what every page needs, and what most pages of a tenant share. */
export function shareScripts(config: ClientWebpack): void {
  const isApp = ({ name }: NamedChunk) => name?.startsWith("app/") === true;
  Object.assign(config.optimization.splitChunks.cacheGroups, {
    everywhere: {
      name: "everywhere",
      chunks: isApp,
      test: <Module>(module: Module, { chunkGraph }: Graph<Module>) =>
        chunkGraph.getModuleChunks(module).some(({ name }) => name === "app/layout"),
      ...{ minSize: 0, priority: 30 },
    },
    tenant: {
      name: "tenant",
      chunks: ({ name }: NamedChunk) => name !== undefined && TENANT_CHUNK.test(name),
      ...{ minChunks: SHARED_BY_MIN, minSize: 0, priority: 20 },
    },
  });
}

/** Read by Chrome 136 and later at the head of a script: it compiles all functions in the background while it loads. */
const COMPILED_WHILE_LOADING = "//# allFunctionsCalledOnLoad";

/** Has every script compiled while it loads, and not when its functions are first called. */
export function compileWhileLoading(
  config: ClientWebpack,
  webpack: {
    BannerPlugin: new (options: { banner: string; raw: true; test: RegExp; stage: number }) => unknown;
    Compilation: { PROCESS_ASSETS_STAGE_DEV_TOOLING: number };
  },
): void {
  const banner = new webpack.BannerPlugin({
    ...{ banner: COMPILED_WHILE_LOADING, raw: true, test: /\.js$/ },
    // After the minifier, which takes comments away.
    stage: webpack.Compilation.PROCESS_ASSETS_STAGE_DEV_TOOLING,
  });
  config.plugins.push(banner);
}
