import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { type ProductInfo, startProduct } from "../../../scripts/local/product";
import { makeKeys, makeOperator, setTier, type ClientKeys } from "./keys";

export interface ClientsInstallation {
  url: string;
  /** Where the product looks for its providers; a test file starts them. */
  providerPorts: { main: number; second: number };
  keys: ClientKeys;
  /** A token for the admin API. */
  operator: string;
  tenants: { ours: string; theirs: string };
  /** Who may sign in where. */
  demo: Pick<ProductInfo, "url" | "people" | "tenants">;
  /** Postgres as its owner. */
  sqlUrl: string;
  /** Where all of the installation lies: Postgres, the objects' storage, files, logs. */
  dataDir: string;
  people: ProductInfo["people"];
}

declare module "vitest" {
  export interface ProvidedContext {
    parlor: ClientsInstallation;
  }
}

const FIRST_PORT = Number(process.env.PARLOR_CLIENTS_PORT ?? 8850);

/** The built product over two providers that each test file plays itself. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = mkdtempSync(join(tmpdir(), "parlor-clients-"));
  const providerPorts = { main: FIRST_PORT + 1, second: FIRST_PORT + 2 };
  const product = await startProduct({
    port: FIRST_PORT,
    dataDir,
    env: { AI_PROVIDERS: JSON.stringify(providersAt(providerPorts)) },
  });
  const stop = async () => {
    await product.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    const { url, sqlUrl, people } = product.info;
    const operator = await makeOperator(product.info);
    await setTier(product.info, "enterprise", operator);
    const keys = await makeKeys(product.info);
    const [ours, theirs] = product.info.tenants.map(({ id }) => id);
    const tenants = { ours: ours ?? "", theirs: theirs ?? "" };
    const demo = { url, people: product.info.people, tenants: product.info.tenants };
    project.provide("parlor", { url, providerPorts, keys, operator, sqlUrl, tenants, demo, dataDir, people });
  } catch (error) {
    await stop();
    throw error;
  }
  return stop;
}

function providersAt({ main, second }: ClientsInstallation["providerPorts"]) {
  const price = { version: "test", prompt: 1, cachedPrompt: 0.5, completion: 2 };
  const provider = (id: string, port: number, models: object[]) => ({
    ...{ id, kind: "openai-compatible", baseUrl: `http://127.0.0.1:${port}/v1`, key: "any", models },
  });
  return [
    provider("main", main, [
      { id: "small", upstream: "fake-small", price },
      { id: "alone", upstream: "fake-large", price },
      { id: "embed", upstream: "fake-embed", kind: "embeddings", price },
    ]),
    provider("second", second, [{ id: "small", upstream: "fake-small", price }]),
  ];
}
