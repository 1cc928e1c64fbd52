import { expect, it } from "vitest";
import { parseMarkdown } from "./markdown";
import { eachInline } from "./markdown-nodes";

const paragraph = (...children: unknown[]) => ({ kind: "paragraph", children });
const text = (value: string) => ({ kind: "text", text: value });
const emoji = (name: string) => ({ kind: "emoji", name });

it.each<[string, unknown[]]>([
  [
    "**a** *b* _c_ ~~d~~ `e`",
    [
      paragraph(
        { kind: "strong", children: [text("a")] },
        text(" "),
        { kind: "emphasis", children: [text("b")] },
        text(" "),
        { kind: "emphasis", children: [text("c")] },
        text(" "),
        { kind: "strike", children: [text("d")] },
        text(" "),
        { kind: "code", text: "e" },
      ),
    ],
  ],
  ["one\ntwo", [paragraph(text("one"), { kind: "break" }, text("two"))]],
  [
    "hi :my_cat: **:_x_:**",
    [paragraph(text("hi "), emoji("my_cat"), text(" "), { kind: "strong", children: [emoji("_x_")] })],
  ],
  [":ab::cd:", [paragraph(emoji("ab"), emoji("cd"))]],
  ["10:30:45 a:bc:d std::map::at ::ab: :A: :x:", [paragraph(text("10:30:45 a:bc:d std::map::at ::ab: :A: :x:"))]],
  ["`:ab:` \\:cd:", [paragraph({ kind: "code", text: ":ab:" }, text(" :cd:"))]],
  ["```\n:ab:\n```", [{ kind: "code", language: "", text: ":ab:" }]],
  [
    "https://a.example/:ab:/c",
    [
      paragraph({
        kind: "link",
        href: "https://a.example/:ab:/c",
        children: [text("https://a.example/:ab:/c")],
      }),
    ],
  ],
  ["```TS title\nlet a;\n```", [{ kind: "code", language: "ts", text: "let a;" }]],
  ["> said\n\nanswer", [{ kind: "quote", children: [paragraph(text("said"))] }, paragraph(text("answer"))]],
  [
    "- [x] done\n- [ ] open",
    [
      {
        kind: "list",
        start: null,
        items: [
          { checked: true, children: [paragraph(text("done"))] },
          { checked: false, children: [paragraph(text("open"))] },
        ],
      },
    ],
  ],
  [
    "3. c\n4. d",
    [
      {
        kind: "list",
        start: 3,
        items: [
          { checked: null, children: [paragraph(text("c"))] },
          { checked: null, children: [paragraph(text("d"))] },
        ],
      },
    ],
  ],
  [
    "| a | b |\n|:--|--:|\n| 1 | 2 |",
    [{ kind: "table", align: ["left", "right"], head: [[text("a")], [text("b")]], rows: [[[text("1")], [text("2")]]] }],
  ],
  ["## Plan", [{ kind: "heading", level: 2, children: [text("Plan")] }]],
  [
    "see https://a.example/x.",
    [
      paragraph(
        text("see "),
        { kind: "link", href: "https://a.example/x", children: [text("https://a.example/x")] },
        text("."),
      ),
    ],
  ],
])("reads %j", (body, blocks) => {
  expect(parseMarkdown(body)).toEqual(blocks);
});

it.each([
  "<b>bold</b> <!-- x --> <script>alert(1)</script>",
  "    four spaces",
  "[ref]: target and [ref]",
  "about ~5~ of them",
  "&lt;b&gt; &amp; &#106;",
  "snake_case_name and 2 * 3 * 4",
])("leaves %j as typed", (body) => {
  expect(parseMarkdown(body)).toEqual([paragraph(text(body))]);
});

it("does not underline a heading", () => {
  expect(parseMarkdown("a\n===")).toEqual([paragraph(text("a"), { kind: "break" }, text("==="))]);
});

it("shows an image as a link to it", () => {
  expect(parseMarkdown("![cat](https://a.example/cat.png)")).toEqual([
    paragraph({ kind: "link", href: "https://a.example/cat.png", children: [text("cat")] }),
  ]);
});

it.each([
  "javascript:alert(1)",
  "JaVaScRiPt:alert(1)",
  "data:text/html,x",
  "//a.example",
  "/path",
  "vbscript:x",
  "file:///x",
  "blob:https://a.example/x",
])("does not link to %s", (target) => {
  eachInline(parseMarkdown(`[x](${target}) <${target}>`), (node) => expect(node.kind).not.toBe("link"));
});

const N = 4_000;
const filled = (unit: string) => unit.repeat(Math.ceil(N / unit.length)).slice(0, N);
const NASTY = [
  ">",
  "> ",
  "- ",
  "1. ",
  "> - ",
  "*",
  "*a ",
  "**a *b ",
  "_a __b ",
  "[",
  "[a](",
  "![[",
  "<a ",
  "<!--",
  "<@",
  "~~a ",
  "|",
  "|a|\n|-|\n",
  "a\n",
  "\\*",
  "http://a.b ",
  "www.",
  "a@b.",
  "a.b-c_d+",
  "&#1",
  "# ",
  "```\n",
  "`` ` ",
  "*_~~[`<",
  "[a](((",
  "  \n",
  "\t- ",
  "a**b",
  "(http://",
]
  .map(filled)
  .concat(
    `[a](${"(".repeat(N - 4)}`,
    Array.from({ length: 88 }, (_, at) => "`".repeat(at))
      .join(" ")
      .slice(0, N),
    Array.from({ length: 80 }, (_, at) => `${" ".repeat(at)}- a`)
      .join("\n")
      .slice(0, N),
    `a${" ".repeat(N - 2)}b`,
  );

it.each(NASTY.map((body) => [body.slice(0, 20), body] as const))(
  "bounds the work and the depth for %j...",
  (_, body) => {
    const started = performance.now();
    const blocks = parseMarkdown(body);
    // Milliseconds by measure; the bound only catches what grows beyond all measure.
    expect(performance.now() - started).toBeLessThan(1_000);
    expect(depthOf(blocks)).toBeLessThanOrEqual(30);
  },
);

function depthOf(value: unknown): number {
  if (Array.isArray(value)) return Math.max(0, ...value.map(depthOf));
  if (typeof value !== "object" || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}
