/** A file that breaks one rule. The canary fails when lint does not report it. */
export interface Plant {
  path: string;
  source: string;
  /** The rule's name, without its plugin. */
  rule: string;
  /** Part of the message, where one rule says several things. */
  says?: string;
}

const imports = (path: string, from: string, says: string): Plant => ({
  path,
  source: `import { thing } from "${from}";\nexport const planted = thing;\n`,
  rule: "no-restricted-imports",
  says,
});

const ROUTE = "app/api/planted";
const BROWSER = "may not load";
const PURE = "core and protocol are pure";

/** The import table of docs/contributing.md, one or more a row. */
const BORDERS: Plant[] = [
  imports(`${ROUTE}-sql/route.ts`, "@/db/queries/rooms", "tables and SQL"),
  imports(`${ROUTE}-drizzle/route.ts`, "drizzle-orm", "tables and SQL"),
  imports(`${ROUTE}-core/route.ts`, "@/lib/rooms/core/fold", "Rules are called by verbs"),
  imports(`${ROUTE}-objects/route.ts`, "@/durable-objects/worker", "Objects are reached"),
  imports("components/chat/planted-server.tsx", "@/lib/rooms/server/create-room", BROWSER),
  imports("components/chat/planted-db.tsx", "@/db/client", BROWSER),
  imports("components/chat/planted-env.tsx", "@/lib/platform/env", BROWSER),
  imports("components/chat/planted-page.tsx", "@/app/layout", "outermost layer"),
  imports("lib/rooms/client/planted-server.ts", "../server/create-room", BROWSER),
  imports("lib/rooms/client/planted-node.ts", "node:fs", BROWSER),
  imports("lib/rooms/client/planted-objects.ts", "@/lib/rooms/server/objects", "Types of the objects only"),
  imports("lib/rooms/core/planted-server.ts", "../server/create-room", PURE),
  imports("lib/rooms/core/planted-client.ts", "@/lib/rooms/client/connection", PURE),
  imports("lib/rooms/core/planted-db.ts", "@/db/client", PURE),
  imports("lib/rooms/core/planted-env.ts", "@/lib/platform/env", PURE),
  imports("lib/rooms/core/planted-react.ts", "react", PURE),
  imports("lib/rooms/core/planted-node.ts", "node:crypto", PURE),
  imports("lib/rooms/core/planted-workers.ts", "cloudflare:workers", PURE),
  imports("lib/rooms/protocol.ts", "./server/create-room", PURE),
  imports("lib/rooms/server/planted-react.ts", "react", "know no interface"),
  imports("lib/rooms/server/planted-next.ts", "next/headers", "know no interface"),
  imports("lib/rooms/server/planted-client.ts", "../client/connection", "know no interface"),
  imports("lib/rooms/server/planted-schema.ts", "@/db/schema/rooms", "SQL lives in db/queries"),
  imports("lib/rooms/server/planted-sql.ts", "drizzle-orm", "SQL lives in db/queries"),
  imports("lib/rooms/server/planted-object.ts", "@/durable-objects/worker", "Objects are reached"),
  imports("lib/access/server/planted-sql.ts", "drizzle-orm", "SQL lives in db/queries"),
  imports("lib/imports/client/planted-db.ts", "@/db/client", "may not load"),
  imports("lib/platform/planted-domain.ts", "@/lib/rooms/protocol", "platform knows no domain"),
  imports("lib/platform/planted-node.ts", "node:fs", "platform runs everywhere"),
  imports("db/queries/planted-verb.ts", "@/lib/rooms/server/create-room", "verbs call it"),
  imports("db/queries/planted-react.ts", "react", "verbs call it"),
  imports("durable-objects/planted-react.ts", "react", "holds no interface"),
  imports("durable-objects/planted-next.ts", "next/headers", "holds no interface"),
  imports("durable-objects/planted-component.ts", "@/components/ui/button", "holds no interface"),
  imports("durable-objects/planted-sql.ts", "drizzle-orm", "SQL lives in db/queries"),
  imports("lib/rooms/server/planted-zod.ts", "zod", "zod/mini"),
  imports("lib/rooms/server/planted-only.ts", "server-only", "the module that throws"),
];

const impure = (name: string, expression: string, rule = "no-restricted-globals"): Plant => ({
  path: `lib/rooms/core/planted-${name}.ts`,
  source: `export const planted = () => ${expression};\n`,
  rule,
  says: "core is pure",
});

const PURITY: Plant[] = [
  impure("fetch", 'fetch("/")'),
  impure("crypto", "crypto.randomUUID()"),
  impure("timeout", "setTimeout(() => 1, 1)"),
  impure("interval", "setInterval(() => 1, 1)"),
  impure("console", "console.log(1)"),
  impure("performance", "performance.now()"),
  impure("process", "process.env"),
  impure("now", "Date.now()", "no-restricted-properties"),
  impure("random", "Math.random()", "no-restricted-properties"),
];

const CODE: Plant[] = [
  {
    path: "lib/rooms/server/cycle-a.ts",
    source: 'import { b } from "./cycle-b";\nexport const a = () => b;\n',
    rule: "no-cycle",
  },
  {
    path: "lib/rooms/server/cycle-b.ts",
    source: 'import { a } from "./cycle-a";\nexport const b = () => a;\n',
    rule: "no-cycle",
  },
  {
    path: "lib/rooms/server/planted-floating.ts",
    source: "const work = async () => 1;\nexport function planted() {\n  work();\n}\n",
    rule: "no-floating-promises",
  },
  {
    path: "lib/rooms/server/planted-misused.ts",
    source:
      "const ready = async () => true;\nexport const planted = () => {\n  if (ready()) return 1;\n  return 2;\n};\n",
    rule: "no-misused-promises",
  },
  {
    path: "lib/rooms/server/planted-switch.ts",
    source:
      'export function planted(kind: "a" | "b") {\n  switch (kind) {\n    case "a":\n      return 1;\n  }\n  return 2;\n}\n',
    rule: "switch-exhaustiveness-check",
  },
  {
    path: "lib/rooms/server/planted-any.ts",
    source: "export const planted = (value: any) => value;\n",
    rule: "no-explicit-any",
  },
  {
    path: "lib/rooms/server/planted-non-null.ts",
    source: "export const planted = (list: string[]) => list[0]!;\n",
    rule: "no-non-null-assertion",
  },
  {
    path: "lib/rooms/server/planted-type-import.ts",
    source: 'import { Plant } from "./planted-types";\nexport const planted = (plant: Plant) => plant;\n',
    rule: "consistent-type-imports",
  },
  {
    path: "lib/rooms/server/planted-console.ts",
    source: 'export const planted = () => console.log("x");\n',
    rule: "no-console",
  },
  {
    path: "lib/rooms/server/planted-default.ts",
    source: "export default function planted() {\n  return 1;\n}\n",
    rule: "no-default-export",
  },
  {
    path: "lib/rooms/server/planted-unused.ts",
    source: "const unused = 1;\nexport const planted = 2;\n",
    rule: "no-unused-vars",
  },
  {
    path: "lib/rooms/server/planted-equal.ts",
    source: "export const planted = (a: number, b: number) => a == b;\n",
    rule: "eqeqeq",
  },
  {
    path: "lib/rooms/server/planted-bare-disable.ts",
    source: "// oxlint-disable-next-line eqeqeq\nexport const planted = (a: number, b: number) => a == b;\n",
    rule: "reasoned-disable",
  },
  {
    path: "components/chat/planted-effect.tsx",
    source: `import { useEffect } from "react";
export const usePlanted = (ref: { current: HTMLElement | null }) => useEffect(() => ref.current?.scrollIntoView(), [ref]);
`,
    rule: "effect-answers-nothing",
  },
  {
    path: "lib/rooms/server/planted-idle-disable.ts",
    source: "// oxlint-disable-next-line eqeqeq -- nothing here needs it\nexport const planted = 1;\n",
    rule: "Unused oxlint-disable directive (no problems were reported).",
  },
  {
    path: "db/queries/planted-transaction.ts",
    source: "export const planted = (db: { transaction(): void }) => db.transaction();\n",
    rule: "no-restricted-properties",
    says: "one batch",
  },
  {
    path: "components/chat/planted-hook.tsx",
    source:
      'import { useState } from "react";\nexport function Planted({ on }: { on: boolean }) {\n  if (on) useState(1);\n  return <p>x</p>;\n}\n',
    rule: "rules-of-hooks",
  },
  {
    path: "components/chat/planted-deps.tsx",
    source:
      'import { useEffect } from "react";\nexport function Planted({ run }: { run: () => void }) {\n  useEffect(() => run(), []);\n  return <p>x</p>;\n}\n',
    rule: "exhaustive-deps",
  },
  {
    path: "components/chat/planted-key.tsx",
    source: "export const Planted = ({ of }: { of: string[] }) => <ul>{of.map((one) => <li>{one}</li>)}</ul>;\n",
    rule: "jsx-key",
  },
  {
    path: "components/chat/planted-danger.tsx",
    source:
      "export const Planted = ({ html }: { html: string }) => <p dangerouslySetInnerHTML={{ __html: html }} />;\n",
    rule: "no-danger",
  },
  {
    path: "components/chat/planted-alt.tsx",
    source: 'export const Planted = () => <img src="/x.png" />;\n',
    rule: "alt-text",
  },
  {
    path: "components/chat/planted-click.tsx",
    source: "export const Planted = ({ go }: { go: () => void }) => <div onClick={go}>x</div>;\n",
    rule: "click-events-have-key-events",
  },
  {
    path: "app/planted/page.tsx",
    source: 'export default function Page() {\n  return <a href="/planted/">x</a>;\n}\n',
    rule: "no-html-link-for-pages",
  },
];

export const PLANTS: readonly Plant[] = [...BORDERS, ...PURITY, ...CODE];

/** Files that break nothing: a config that reports everything would pass otherwise. */
export const CLEAN: Readonly<Record<string, string>> = {
  "lib/rooms/server/planted-types.ts": "export interface Plant {\n  name: string;\n}\n",
  "lib/rooms/core/clean.ts":
    'import type { Plant } from "../protocol-types";\nexport const clean = (plant: Plant) => plant.name;\n',
  "lib/rooms/protocol-types.ts": "export interface Plant {\n  name: string;\n}\n",
  "lib/rooms/server/create-room.ts":
    'import { listRooms } from "@/db/queries/rooms";\nimport { clean } from "../core/clean";\nexport const createRoom = () => [clean, listRooms];\n',
  "db/queries/rooms.ts": 'import { sql } from "drizzle-orm";\nexport const listRooms = () => sql`select 1`;\n',
  "components/chat/clean.tsx":
    'import { useState } from "react";\nexport function Clean() {\n  const [on, set] = useState(false);\n  return (\n    <button type="button" onClick={() => set(!on)}>\n      {String(on)}\n    </button>\n  );\n}\n',
  "components/chat/clean-effect.tsx": `import { useEffect } from "react";
export function useClean(watch: (told: () => void) => () => void, ref: { current: HTMLElement | null }) {
  useEffect(() => watch(() => undefined), [watch]);
  useEffect(() => {
    ref.current?.scrollIntoView();
  }, [ref]);
}
`,
  "lib/rooms/core/reasoned.ts":
    "// oxlint-disable-next-line no-control-regex -- removing them is the point\nexport const bare = /\\u0000/u;\n",
  "lib/platform/log.ts": "export const log = (line: string) => console.info(line);\n",
};
