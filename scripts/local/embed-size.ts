import type { EmbedBuild, EmbedFile } from "./embed";

/** Gzipped bytes (EMB-01, EMB-02). */
const BOUNDS = { loader: 2_600, first: 16_000, all: 40_000 } as const;

const sum = (files: readonly EmbedFile[]): number => files.reduce((total, { gz }) => total + gz, 0);

/** What a page pays, one line each, and whether it is within the bounds. */
export function weighEmbed({ loader, first, later, languages }: EmbedBuild): { ok: boolean; lines: string[] } {
  const all = loader.gz + sum(first) + sum(later) + sum(languages);
  const rows: [name: string, gz: number, bound: number | null][] = [
    ["loader, alone until the visitor's first intent", loader.gz, BOUNDS.loader],
    ["panel at its first open (script and style)", sum(first), BOUNDS.first],
    ["more once a conversation begins (Markdown)", sum(later.filter(({ path }) => path.includes("/markdown-"))), null],
    ["everything that can ever load, all languages", all, BOUNDS.all],
  ];
  const ok = rows.every(([, gz, bound]) => bound === null || gz < bound);
  return {
    ok,
    lines: rows.map(([name, gz, bound]) => {
      const verdict = bound === null ? "" : gz < bound ? `of ${bound}` : `TOO LARGE: at most ${bound - 1}`;
      return `${String(gz).padStart(6)} bytes gz  ${name} ${verdict}`.trimEnd();
    }),
  };
}
