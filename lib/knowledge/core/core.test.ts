import { DatabaseSync } from "node:sqlite";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chunksOf, countWords } from "./chunks";
import { fuseRanks } from "./fuse";
import { feedbackTerms } from "./feedback";
import { porter } from "./porter";
import { readHtml } from "./read-html";
import { readMarkdown } from "./read-markdown";
import { readText } from "./read-text";
import { readSitemap } from "./sitemap";
import { isNear } from "./spelling";
import { indexText, queryWords, stemsIn } from "./words";

const headingsOf = ({ text, blocks }: ReturnType<typeof readText>) =>
  blocks.flatMap(({ level, start, end }) => (level > 0 ? [`${level} ${text.slice(start, end)}`] : []));

describe("Markdown", () => {
  it("becomes plain text with its headings, tables row by row, lists and code as they are", () => {
    const plain = readMarkdown(
      "---\ntitle: 'Set'\n---\n# One *two*\n\nSee [the **page**](https://x.example) &amp; `a|b`.\n\n| A | B |\n|---|---|\n| 1 | `2` |\n\n- x\n  1. y\n\n```js\nlet  a = 1;\n```\n\n> said\n\n<script>no()</script><p>kept <b>bold</b></p>",
    );
    expect(plain.title).toBe("Set");
    expect(plain.text).toBe(
      "One two\n\nSee the page & a|b.\n\nA | B\n1 | 2\n\n- x\n1) y\n\nlet  a = 1;\n\nsaid\n\nkept bold",
    );
    expect(headingsOf(plain)).toEqual(["1 One two"]);
  });
});

describe("HTML", () => {
  it("gives its main part, without scripts, navigation and what is hidden", () => {
    const plain = readHtml(
      `<html><head><title>Shop &ndash; Help</title><style>x{}</style></head><body><nav>Home</nav><header>Top</header>
       <main><h1>Returns</h1><p>Within <b>30</b>&nbsp;days.<br>Free.</p><p hidden>secret</p><div aria-hidden="true">icon</div>
       <table><tr><th>Size</th><th>Cost</th></tr><tr><td>S</td><td>4 <i>euros</i></td></tr></table>
       <ul><li>One</li><li>Two</li></ul><pre>a  b\n  c</pre><script>evil()</script></main><footer>Imprint</footer></body></html>`,
    );
    expect(plain.title).toBe("Shop – Help");
    expect(plain.text).toBe(
      "Returns\n\nWithin 30 days.\nFree.\n\nSize | Cost\n\nS | 4 euros\n\n- One\n\n- Two\n\na  b\n  c",
    );
    expect(headingsOf(plain)).toEqual(["1 Returns"]);
  });

  it("survives what is not well formed, and depth without end", () => {
    expect(readHtml("<p>one<p>two<div>three</span></b>").text).toBe("one\n\ntwo\n\nthree");
    expect(readHtml(`${"<div>".repeat(20_000)}deep`).text).toBe("deep");
    expect(readHtml("").text).toBe("");
  });
});

describe("chunks", () => {
  const words = (count: number) => Array.from({ length: count }, (_, at) => `word${at}`).join(" ");

  it("end at headings of the top level and name the path to them", () => {
    const chunks = chunksOf(readMarkdown("# T\n\nintro\n\n## A\n\none\n\n### A1\n\ntwo\n\n## B\n\nthree"));
    expect(chunks.map(({ headings, text }) => [headings, text])).toEqual([
      [[], "intro"],
      [["A"], "one\n\nA1\n\ntwo"],
      [["B"], "three"],
    ]);
  });

  it("have at most 400 words, cut at sentences where they can be", () => {
    const sentence = `${words(39)} end.`;
    const chunks = chunksOf(readText(Array.from({ length: 30 }, () => sentence).join(" ")));
    expect(chunks.every(({ text }) => countWords(text) <= 400 && text.endsWith("."))).toBe(true);
    expect(chunks.length).toBe(3);
    expect(chunksOf(readText(words(1_000))).map(({ text }) => countWords(text))).toEqual([400, 400, 200]);
    expect(chunksOf(readText("x".repeat(9_000))).every(({ text }) => text.length <= 4_000)).toBe(true);
  });

  it("are the text of their places, in order and without a word lost, whatever the document", () => {
    const piece = fc.oneof(
      fc.constantFrom(
        "# ",
        "## ",
        "### ",
        "\n\n",
        "\n",
        "- ",
        "| a | b |\n|---|---|\n",
        "```\n",
        "<p>",
        "</p>",
        "。",
        "漢字",
        "😀",
        " ",
      ),
      fc.string({ unit: "grapheme", maxLength: 30 }),
      fc.nat({ max: 600 }).map((count) => words(count)),
    );
    const document = fc.array(piece, { maxLength: 40 }).map((parts) => parts.join(""));
    fc.assert(
      fc.property(document, fc.constantFrom(readMarkdown, readHtml, readText), (source, read) => {
        const plain = read(source);
        const chunks = chunksOf(plain);
        let last = 0;
        for (const { start, end, text } of chunks) {
          expect(text).toBe(plain.text.slice(start, end));
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          expect(text.isWellFormed()).toBe(true);
          last = end;
        }
        for (const { level, start, end } of plain.blocks) expect(level >= 0 && end > start).toBe(true);
        const body = plain.blocks
          .filter(({ level }) => level === 0)
          .map(({ start, end }) => plain.text.slice(start, end));
        const held = chunks.map(({ text }) => text).join(" ");
        for (const block of body)
          for (const word of block.match(/word\d+/g) ?? []) if (!held.includes(word)) throw new Error(word);
      }),
      { numRuns: 100 },
    );
  });
});

describe("words", () => {
  it("are stemmed as FTS5 stems them", () => {
    const database = new DatabaseSync(":memory:");
    database.exec("CREATE VIRTUAL TABLE t USING fts5 (x, tokenize = 'porter unicode61 remove_diacritics 2')");
    database.exec("CREATE VIRTUAL TABLE v USING fts5vocab (t, instance)");
    const folders = ["guides", "reference", "journeys", "decisions"].map((folder) => join("docs", folder));
    const texts = folders.flatMap((folder) =>
      readdirSync(folder)
        .filter((name) => name.endsWith(".md"))
        .map((name) => readFileSync(join(folder, name), "utf8")),
    );
    const odd =
      "generalizations oscillators sses ies eed sky agreed plastered fizzed hopefulness probate controll roll ing ed";
    const all = [...new Set(`${texts.join(" ")} ${odd}`.toLowerCase().match(/[a-z]+/g) ?? [])];
    const insert = database.prepare("INSERT INTO t (rowid, x) VALUES (?, ?)");
    all.forEach((word, at) => insert.run(at, word));
    const rows = database.prepare("SELECT term, doc FROM v").all() as { term: string; doc: number }[];
    expect(all.length).toBeGreaterThan(2_000);
    expect(rows.filter(({ term, doc }) => porter(all[doc] ?? "") !== term)).toEqual([]);
  });

  it("of a question leave out stop words, unless it has no others", () => {
    expect(queryWords("How do I delete the messages?").stems).toEqual(["delet", "messag"]);
    expect(queryWords("who are you").stems).toEqual(["who", "ar", "you"]);
    expect(queryWords("e-mails").stems).toEqual(["mail"]);
    expect(queryWords("?!").stems).toEqual([]);
  });

  it("of scripts without spaces are pairs of signs, without accents and case in others", () => {
    expect(indexText("料金は無料").trim()).toBe("料金 金は は無 無料");
    expect(stemsIn("Größe ÉCOLE")).toEqual(
      ["große", "ecol"].map((word) => (word === "große" ? porter("große") : word)),
    );
  });

  it("one slip of the finger apart are alike", () => {
    for (const [a, b] of [
      ["recieve", "receive"],
      ["notificaton", "notification"],
      ["serch", "search"],
      ["teh", "the"],
    ])
      expect(isNear(a ?? "", b ?? "")).toBe(true);
    expect(isNear("room", "rooms")).toBe(true);
    expect(isNear("search", "reach")).toBe(false);
  });
});

describe("lists", () => {
  it("are fused by places alone", () => {
    expect(
      fuseRanks([
        { ids: ["a", "b"], weight: 1 },
        { ids: ["b", "c"], weight: 1 },
      ]).map(({ id }) => id),
    ).toEqual(["b", "a", "c"]);
    expect(fuseRanks([{ ids: ["a", "b"], weight: 1 }]).map(({ id }) => id)).toEqual(["a", "b"]);
  });

  it("are fused by what each list counts for", () => {
    const lists = (weight: number) => [
      { ids: ["a", "b"], weight: 1 },
      { ids: ["c", "d"], weight },
    ];
    expect(fuseRanks(lists(0.5)).map(({ id }) => id)).toEqual(["a", "b", "c", "d"]);
    expect(fuseRanks(lists(2)).map(({ id }) => id)).toEqual(["c", "d", "a", "b"]);
  });

  it("of feedback have words that several passages share, weighed to a part of the question", () => {
    const terms = feedbackTerms(
      [["refund", "week", "the"], ["refund", "week"], ["lonely"]],
      new Set(["week"]),
      () => 1,
    );
    expect(terms).toEqual([{ stem: "refund", weight: 0.4 }]);
  });
});

describe("a sitemap", () => {
  it("names pages or sitemaps, each once and without fragments; anything else is none", () => {
    const set = `<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc> https://a.example/x?a=1&amp;b=2#top </loc></url><url><loc>https://a.example/x?a=1&amp;b=2</loc></url><url><loc>javascript:alert(1)</loc></url></urlset>`;
    expect(readSitemap(set)).toEqual({ pages: ["https://a.example/x?a=1&b=2"], sitemaps: [] });
    const index = "<sitemapindex><sitemap><loc>https://a.example/s.xml</loc></sitemap></sitemapindex>";
    expect(readSitemap(index)).toEqual({ pages: [], sitemaps: ["https://a.example/s.xml"] });
    expect(readSitemap("https://a.example/1\nhttps://a.example/2")?.pages).toHaveLength(2);
    expect(readSitemap("<html></html>")).toBeNull();
    const bomb = `<!DOCTYPE u [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><urlset><url><loc>https://a.example/&b;</loc></url></urlset>`;
    expect(readSitemap(bomb)?.pages ?? []).toEqual(["https://a.example/&b;"]);
  });
});
