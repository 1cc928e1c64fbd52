/**
 * Texts that try to become script, 500 and more, made by combining a few tricks. Each calls `window.__xss(n)`, opens a
 * dialog or leads to a script address if anything of it is taken for more than text.
 */
export interface Attack {
  name: string;
  text: string;
}

const CALL = "window.__xss=1";
const HANDLERS = [
  "onerror",
  "onload",
  "onclick",
  "onmouseover",
  "onfocus",
  "onanimationstart",
  "ontoggle",
  "onpointerenter",
  "onbegin",
  "onbeforetoggle",
];
const ELEMENTS = [
  "img src=x",
  "svg",
  "body",
  "video src=x",
  "details open",
  "input autofocus",
  "iframe src=x",
  "math",
  "marquee",
  "object data=x",
  "embed src=x",
  "a href=x",
  "audio src=x",
  "select autofocus",
  "style",
];

/** Ways to write the address of a script. */
const ADDRESSES = [
  `javascript:${CALL}`,
  `JaVaScRiPt:${CALL}`,
  ` javascript:${CALL}`,
  `java\tscript:${CALL}`,
  `java\nscript:${CALL}`,
  `\u0001javascript:${CALL}`,
  `javascript\u200b:${CALL}`,
  `javascript&colon;${CALL}`,
  `&#106;avascript:${CALL}`,
  `&#x6A;avascript:${CALL}`,
  `&#0000106avascript:${CALL}`,
  `%6aavascript:${CALL}`,
  `javascript%3A${CALL}`,
  `\\u006aavascript:${CALL}`,
  `javascript://a.example/%0a${CALL}`,
  `javascript:/*https://a.example*/${CALL}`,
  `vbscript:${CALL}`,
  `livescript:${CALL}`,
  `data:text/html,<script>${CALL}</script>`,
  `data:text/html;base64,PHNjcmlwdD53aW5kb3cuX194c3M9MTwvc2NyaXB0Pg==`,
  `data:image/svg+xml,<svg onload=${CALL}>`,
  `data:application/xhtml+xml,<x:script xmlns:x='http://www.w3.org/1999/xhtml'>${CALL}</x:script>`,
  `blob:https://a.example/0190aaaa`,
  `filesystem:https://a.example/temporary/x`,
  `feed:javascript:${CALL}`,
  `view-source:javascript:${CALL}`,
  `//a.example/x.js`,
  `\\\\a.example\\x.js`,
  `https://user:${CALL}@a.example/`,
  `ｊavascript:${CALL}`,
];

/** Ways to make an address a link, or something that is loaded, in Markdown. */
const LINKS: readonly ((address: string) => string)[] = [
  (a) => `[click](${a})`,
  (a) => `[click](<${a}>)`,
  (a) => `[click](${a} "title")`,
  (a) => `![image](${a})`,
  (a) => `<${a}>`,
  (a) => `[click][ref]\n\n[ref]: ${a}`,
  (a) => a,
  (a) => `[![image](${a})](${a})`,
  (a) => `| a |\n|---|\n| [click](${a}) |`,
];

/** Ways to get out of whatever a text is put into. */
const BREAKOUTS = [
  "",
  `">`,
  `'>`,
  "</title>",
  "</textarea>",
  "</script>",
  "</style>",
  "-->",
  "]]>",
  "\u0000",
  "</code></pre>",
  "`",
  "```html\n",
  "> ",
  "- [ ] ",
];

const BARE = [
  `<script>${CALL}</script>`,
  `<scr<script>ipt>${CALL}</scr</script>ipt>`,
  `<SCRIPT SRC=//a.example/x.js></SCRIPT>`,
  `<script\n>${CALL}</script\n>`,
  `＜script＞${CALL}＜/script＞`,
  `\u003cscript\u003e${CALL}\u003c/script\u003e`,
  `&lt;script&gt;${CALL}&lt;/script&gt;`,
  `<svg><script>${CALL}</script></svg>`,
  `<svg><animate onbegin=${CALL} attributeName=x dur=1s>`,
  `<svg><a xlink:href="javascript:${CALL}"><text>x</text></a></svg>`,
  `<math><mtext><table><mglyph><style><img src onerror=${CALL}>`,
  `<math href="javascript:${CALL}">x</math>`,
  `<template><img src=x onerror=${CALL}></template>`,
  `<noscript><p title="</noscript><img src=x onerror=${CALL}>">`,
  `<iframe srcdoc="<script>parent.${CALL.slice(7)}</script>"></iframe>`,
  `<form action="javascript:${CALL}"><button>x</button></form>`,
  `<button formaction="javascript:${CALL}">x</button>`,
  `<meta http-equiv=refresh content="0;url=javascript:${CALL}">`,
  `<base href="javascript:${CALL}//">`,
  `<link rel=stylesheet href="data:text/css,*{background:url(https://a.example)}">`,
  `<style>@import 'https://a.example/x.css';</style>`,
  `<p style="background:url(javascript:${CALL})">x</p>`,
  `<img src=x:alert(1) onerror=eval(src)>`,
  `<a href="#" ping="https://a.example" onclick=${CALL}>x</a>`,
  `{{constructor.constructor('${CALL}')()}}`,
  `\${${CALL}}`,
  `#{${CALL}}`,
  `<%= ${CALL} %>`,
  `{"__html":"<img src=x onerror=${CALL}>"}`,
  `"});${CALL};({"`,
  `';${CALL};'`,
  `</script><script>${CALL}</script>`,
  `\u202e<script>${CALL}</script>\u202c`,
  `<\u0000script>${CALL}</script>`,
  `<img src="x" onerror="&#119;indow.__xss=1">`,
  `<object data="data:text/html;base64,PHNjcmlwdD53aW5kb3cuX194c3M9MTwvc2NyaXB0Pg==">`,
  `<isindex action="javascript:${CALL}" type=submit>`,
  `<xss contenteditable autofocus onfocus=${CALL}>`,
  `<input type=image src=x onerror=${CALL}>`,
  `<dialog open onclose=${CALL}><form method=dialog><button>x</button></form></dialog>`,
];

/** Texts that look like tokens of ours. */
const TOKENS = [
  `<@javascript:${CALL}>`,
  `<@0190aaaa-0000-7000-8000-000000000001" onclick="${CALL}>`,
  `<#../../../admin/members>`,
  `<#javascript:${CALL}>`,
  `<!room onclick=${CALL}>`,
  `<!--<!room>--><img src=x onerror=${CALL}>`,
  `<@0190aaaa-0000-7000-8000-000000000001><img src=x onerror=${CALL}>`,
  `:tada"><img src=x onerror=${CALL}>:`,
];

/** The whole corpus; every text is different. */
export function xssCorpus(): Attack[] {
  const attacks = new Map<string, string>();
  const add = (name: string, text: string) => {
    if (!attacks.has(text)) attacks.set(text, name);
  };
  for (const element of ELEMENTS) {
    for (const handler of HANDLERS) add(`${element} ${handler}`, `<${element} ${handler}=${CALL}>x`);
  }
  for (const [at, link] of LINKS.entries())
    for (const address of ADDRESSES) add(`link ${at} ${address}`, link(address));
  for (const breakout of BREAKOUTS) {
    for (const inner of BARE.slice(0, 6)) add(`breakout ${breakout}`, `${breakout}${inner}`);
  }
  for (const text of [...BARE, ...TOKENS]) add("bare", text);
  return [...attacks].map(([text, name]) => ({ name, text }));
}

/** The same for places that hold one short line: names of people, rooms and files, titles of previews. */
export function xssLines(charsMax: number): Attack[] {
  return xssCorpus().filter(({ text }) => !text.includes("\n") && [...text].length <= charsMax && text.trim() !== "");
}
