import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "../../..");

/** Addresses of the pages below these folders of `app/`, as Next reads them from the file system: `/[tenant]/admin/keys`. */
export function pagesBelow(...folders: string[]): string[] {
  return folders.flatMap((folder) => filesBelow(folder, "page.tsx")).map(addressOf);
}

/** What the routes below a folder of `app/` answer: `GET /api/t/[tenant]/keys`. */
export function routesBelow(folder: string): { method: string; path: string }[] {
  return filesBelow(folder, "route.ts").flatMap((file) => {
    const text = readFileSync(join(ROOT, "app", file), "utf8");
    const named = text.matchAll(/^export (?:const|(?:async )?function) (GET|POST|PUT|PATCH|DELETE)\b/gm);
    const renamed = text.matchAll(/\bas (GET|POST|PUT|PATCH|DELETE)\b/g);
    return [...named, ...renamed].map(([, method = ""]) => ({ method, path: addressOf(file) }));
  });
}

/** An address with what its parameters stand for. @throws Error for one that has none. */
export function fillIn(path: string, values: Readonly<Record<string, string>>): string {
  return path.replace(/\[(?:\.\.\.)?(\w+)\]/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`${path}: nothing stands for ${name}.`);
    return value;
  });
}

function filesBelow(folder: string, name: string): string[] {
  return readdirSync(join(ROOT, "app", folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file === name || file.endsWith(`/${name}`))
    .map((file) => join(folder, file))
    .toSorted();
}

/** Groups in brackets are no part of an address. */
function addressOf(file: string): string {
  const parts = file.split("/").slice(0, -1);
  return `/${parts.filter((part) => !/^\(.*\)$/.test(part)).join("/")}`;
}
