import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { leadsTo } from "@/tests/injection/leads-to";
import { filterLinks, linkFilter } from "./filter-links";
import { allowedHosts, hostsOf } from "./allowed-hosts";
import { GUARD } from "./reader";

const HOSTS = ["docs.example.com", "localhost:3000", "*.wiki.example", "bücher.example"];
const shown = (text: string) => filterLinks(text, HOSTS).replaceAll(GUARD, "");

describe("links of an answer", () => {
  it.each([
    ["[Guide](https://docs.example.com/a?b=1#c)", "[Guide](https://docs.example.com/a?b=1#c)"],
    ["![Plan](https://docs.example.com/p.png)", "![Plan](https://docs.example.com/p.png)"],
    ["See https://docs.example.com/a.", "See https://docs.example.com/a."],
    ["(https://docs.example.com)", "(https://docs.example.com)"],
    ["**https://docs.example.com**", "**https://docs.example.com**"],
    ["http://localhost:3000/x", "http://localhost:3000/x"],
    ["https://en.wiki.example/x", "https://en.wiki.example/x"],
    ["[a](https://xn--bcher-kva.example)", "[a](https://xn--bcher-kva.example/)"],
    ["<https://docs.example.com/x>", "<https://docs.example.com/x>"],
    ["[a]: https://docs.example.com/x", "[a]: https://docs.example.com/x"],
    ['[a](<https://docs.example.com/x> "Title")', "[a](https://docs.example.com/x)"],
    ["Sources [1] and [2][3], 5 < 6, List<String>", "Sources [1] and [2][3], 5 < 6, List<String>"],
    ["He wrote: yes; x & y; a && b", "He wrote: yes; x & y; a && b"],
  ])("%j stays %j", (text, expected) => {
    expect(filterLinks(text, HOSTS)).toBe(expected);
  });

  it.each([
    ["[text](https://evil.example/?q=secret)", "text"],
    ["![alt](https://evil.example/x.png)", "alt"],
    ["[![alt](https://evil.example/x)](https://evil.example/y)", "[alt]"],
    ["see https://evil.example/x", "see evil.example/x"],
    ["<https://evil.example/x>", "<evil.example/x>"],
    ["HTTPS://EVIL.example", "EVIL.example"],
    ["[a](//evil.example/x)", "a"],
    ["[a](/local)", "a"],
    ["[a](javascript:alert(1))", "a"],
    ["![a](data:image/png;base64,AAAA)", "a"],
    ["[a](https://docs.example.com@evil.example/)", "a"],
    ["[a](https://docs.example.com\\@evil.example/)", "a"],
    ["[a](https://docs.example.com&#46;evil.example/)", "a"],
    ["[a](https://docs.example.com.evil.example/)", "a"],
    ["[a](https://dоcs.example.com/)", "a"],
    ["[a](https://wiki.example/)", "a"],
    ["[a](https://localhost:4000/)", "a"],
    ["[a](https://docs.example.com:8443/)", "a"],
    ["https://docs.example.com@evil.example/x", "docs.example.com@evil.example/x"],
    ["https://docs.example.com).evil.example/x", "docs.example.com).evil.example/x"],
    ["https://docs.example.com%2eevil.example/x", "docs.example.com%2eevil.example/x"],
  ])("%j becomes %j", (text, expected) => {
    expect(shown(text)).toBe(expected);
  });

  it.each([
    "[a]: https://evil.example/x\n\n[a]",
    "[a]:\n  //evil.example/x\n\n[a] ![b][a]",
    "[a](\nhttps://evil.example)",
    "[a\nb](https://evil.example)",
    "<img src=https://evil.example/x>",
    "<img\nsrc='//evil.example/x'>",
    "<a href=//evil.example>x</a><script src=//evil.example></script>",
    "<svg/onload=fetch('//evil.example')>",
    "<!-- --><iframe srcdoc='x'>",
    "www.evil.example/x",
    "https&#58;//evil.example https&colon;//evil.example",
    "https\\://evil.example https:\\/\\/evil.example",
    "ftp://evil.example wss://evil.example",
    // What is taken away must not let the rest grow together.
    "hhttps://ttps://evil.example",
    "https:/https:///evil.example",
    "[h](x)ttps://evil.example",
    "https:[/](x)/evil.example",
    "[a][(](x)//evil.example)",
    "[a]https://(https://evil.example)",
    "wwwww.w.evil.example",
    "[<](x)img src=//evil.example>",
    "```\n![a](https://evil.example/x)\n```",
  ])("nothing of %j can be followed", (text) => {
    expect(leadsTo(filterLinks(text, HOSTS), HOSTS)).toEqual([]);
  });

  it("reads hosts as a browser does", () => {
    const hosts = allowedHosts(["Docs.Example.com", "not a host/", "*.x.example"]);
    expect([hosts.has("DOCS.example.com."), hosts.has("a.b.x.example"), hosts.has("x.example"), hosts.has("")]).toEqual(
      [true, true, false, false],
    );
    expect(hostsOf(["https://a.example:8443/x", null, "mailto:a@b.io", "https://b.example"])).toEqual([
      "a.example:8443",
      "b.example",
    ]);
  });
});

const PIECES = [
  "https://",
  "http://",
  "HTTPS://",
  "//",
  "evil.example",
  "docs.example.com",
  "/x",
  "www.",
  "w",
  "h",
  "ttps://",
  ":",
  "/",
  "\\",
  "[",
  "]",
  "(",
  ")",
  "![",
  "](",
  "]:",
  "<",
  ">",
  "<img ",
  "<a ",
  "src=",
  "a",
  " ",
  "\n",
  "\n\n",
  "`",
  "```\n",
  "$$",
  "|",
  "&#58;",
  "&",
  ";",
  "@",
  "%2e",
  ".",
  "*",
  "_",
  "!",
  '"',
  "[a]",
  "[1]",
  "data:",
  "javascript:",
  "- ",
  "> ",
];

describe("any answer", () => {
  const text = fc.array(fc.constantFrom(...PIECES), { maxLength: 24 }).map((parts) => parts.join(""));

  it("has nothing that leads to an unlisted host", () => {
    fc.assert(
      fc.property(text, (body) => {
        expect(leadsTo(filterLinks(body, HOSTS), HOSTS)).toEqual([]);
      }),
      { numRuns: 20_000 },
    );
  });

  it("is the same in whatever pieces it comes", () => {
    fc.assert(
      fc.property(text, fc.array(fc.nat(80), { maxLength: 6 }), (body, cuts) => {
        const stage = linkFilter(HOSTS);
        let out = "";
        let from = 0;
        for (const cut of [...cuts.toSorted((a, b) => a - b), body.length]) {
          out += stage.push(body.slice(from, Math.max(from, cut)));
          from = Math.max(from, Math.min(cut, body.length));
        }
        expect(out + stage.end()).toBe(filterLinks(body, HOSTS));
      }),
      { numRuns: 5_000 },
    );
  });

  it("of plain words waits for nothing but what may begin an address", () => {
    const stage = linkFilter(HOSTS);
    expect(stage.push("The answer is here")).toBe("The answer is here");
    expect(stage.push(": yes. Wow")).toBe(": yes. Wo");
  });
});
