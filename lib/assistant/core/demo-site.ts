/** The made-up shop that shows the assistant on a page like others: plain, under the strictest policy, and as an app. */

interface DemoPage {
  title: string;
  /** Paragraphs; a heading begins with `#`. Our own words: nothing here is from outside. */
  lines: readonly string[];
}

const SHOP = "Halden & Daughters";
export const DEMO_PAGES: Record<string, DemoPage> = {
  "": {
    title: "Tents that outlive their warranty",
    lines: [
      "We sew tents in a small workshop by the fjord, mend what breaks, and tell you when you do not need a new one.",
      "# This season",
      "The Skarn 2 weighs 1.9 kg, stands in a storm and takes one person four minutes to pitch. The Fjell 4 has room for a family, a dog and three days of rain.",
      "# Ask us anything",
      "The button in the corner opens the assistant. It answers from what is written here, names its source, and says so when it does not know.",
    ],
  },
  delivery: {
    title: "Delivery",
    lines: [
      "Parcels leave the workshop on weekdays before three. Within the country they take two days, to the rest of Europe four to six.",
      "# What it costs",
      "Delivery is free from 80 euros. Below that it is 6 euros, also for tents that do not fit through a letter box.",
    ],
  },
  returns: {
    title: "Returns and repairs",
    lines: [
      "You may send a tent back within 30 days, used or not, as long as you tell us what was wrong. We pay for the parcel.",
      "# Repairs",
      "Seams, zips and poles are mended free of charge for ten years. After that you pay for the material and we give the time.",
    ],
  },
};
const ORDER = ["", "delivery", "returns"] as const;

const STYLE = `
:root{color-scheme:light dark}
body{max-width:44rem;margin:0 auto;padding:1.5rem;font:1.0625rem/1.6 Georgia,serif;color:light-dark(#222,#e8e4de);background:light-dark(#fff,#191817)}
nav{display:flex;gap:1rem;margin-bottom:2rem}
a{color:light-dark(#0b5c62,#7cc7cc);padding:.5rem 0}
h1{line-height:1.2}`;

/** Swaps the whole body, as Turbo and its like do, and changes the address without a load. */
const APP_SCRIPT = `
const pages = JSON.parse(document.getElementById("pages").textContent);
const make = (name, props = {}, ...children) => {
  const element = Object.assign(document.createElement(name), props);
  element.append(...children);
  return element;
};
const render = () => {
  const key = location.pathname.split("/")[3] ?? "";
  const page = pages[key] ?? pages[""];
  document.title = page.title + " · app";
  const links = Object.entries(pages).map(([name, { title }]) => make("a", { href: "/demo/app/" + name + location.search }, title));
  const body = make("body", {}, make("nav", { ariaLabel: "Shop" }, ...links), make("main", {}, make("h1", {}, page.title),
    ...page.lines.map((line) => line.startsWith("# ") ? make("h2", {}, line.slice(2)) : make("p", {}, line))));
  document.body.replaceWith(body);
};
addEventListener("click", (event) => {
  const link = event.target.closest?.("a");
  if (!link) return;
  event.preventDefault();
  history.pushState(null, "", link.href);
  render();
});
addEventListener("popstate", render);
render();`;

/** The answer to a path below /demo, or null where there is nothing. */
export function demoSite(
  path: string,
  site: { publicKey: string; nonce: string },
): { html: string; headers: Record<string, string> } | null {
  const [, , first = "", second = "", ...more] = path.split("/");
  if (more.length > 0) return null;
  if (first === "app" && Object.hasOwn(DEMO_PAGES, second)) return appPage(site);
  if (second !== "") return null;
  if (first === "strict") return strictPage(site);
  const page = Object.hasOwn(DEMO_PAGES, first) ? DEMO_PAGES[first] : undefined;
  return page ? plainPage(page, site) : null;
}

function plainPage(page: DemoPage, { publicKey, nonce }: { publicKey: string; nonce: string }) {
  const head = `<style nonce="${nonce}">${STYLE}</style><script src="/embed.js" data-project="${publicKey}" nonce="${nonce}" async></script>`;
  return answer(
    documentOf(page, head, ""),
    `default-src 'none'; img-src data:; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'; frame-src 'self'`,
  );
}

/** No styles at all, no HTML from strings, isolated from every origin that does not say that it may be embedded. */
function strictPage({ publicKey, nonce }: { publicKey: string; nonce: string }) {
  const head = `<script src="/embed.js" data-project="${publicKey}" nonce="${nonce}" async></script>`;
  const policy = `default-src 'none'; img-src data:; style-src 'none'; script-src 'nonce-${nonce}' 'strict-dynamic'; frame-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'`;
  const { html, headers } = answer(documentOf(DEMO_PAGES[""] as DemoPage, head, "strict"), policy);
  return { html, headers: { ...headers, "cross-origin-embedder-policy": "require-corp" } };
}

/** One page that becomes the others. */
function appPage({ publicKey, nonce }: { publicKey: string; nonce: string }) {
  const head = [
    `<style nonce="${nonce}">${STYLE}</style>`,
    `<script src="/embed.js" data-project="${publicKey}" nonce="${nonce}" async></script>`,
    `<script type="application/json" id="pages">${JSON.stringify(DEMO_PAGES).replaceAll("<", "\\u003c")}</script>`,
    `<script type="module" nonce="${nonce}">${APP_SCRIPT}</script>`,
  ].join("");
  return answer(
    documentOf(DEMO_PAGES[""] as DemoPage, head, "app"),
    `default-src 'none'; img-src data:; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'; frame-src 'self'`,
  );
}

function documentOf(page: DemoPage, head: string, kind: string): string {
  const links = ORDER.map((key) => `<a href="/demo${key && `/${key}`}">${text(DEMO_PAGES[key]?.title ?? "")}</a>`);
  const lines = page.lines.map((line) =>
    line.startsWith("# ") ? `<h2>${text(line.slice(2))}</h2>` : `<p>${text(line)}</p>`,
  );
  return [
    "<!doctype html>",
    '<html lang="en"><head><meta charset="utf-8">',
    `<title>${text(`${page.title} · ${kind || SHOP}`)}</title>`,
    '<meta name="viewport" content="width=device-width,initial-scale=1">',
    `<meta name="description" content="${text(page.lines[0] ?? "")}">`,
    '<link rel="icon" href="data:,">',
    head,
    "</head><body>",
    `<nav aria-label="Shop">${links.join("")}</nav>`,
    `<main><h1>${text(page.title)}</h1>${lines.join("")}</main>`,
    `<footer><p>${text(SHOP)} is made up, to show Parlor's assistant on a page that is not Parlor's.</p></footer>`,
    "</body></html>",
  ].join("\n");
}

function answer(html: string, policy: string): { html: string; headers: Record<string, string> } {
  return {
    html,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-cache",
      "content-security-policy": `${policy}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
      "x-content-type-options": "nosniff",
      "referrer-policy": "strict-origin-when-cross-origin",
    },
  };
}

function text(value: string): string {
  return value.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
