import * as smd from "streaming-markdown";
import type { Texts } from "./texts/en";
import type { AnswerText, AnswerTools } from "./view/answer-text";

const TAGS = new Map<number, keyof HTMLElementTagNameMap>([
  [smd.PARAGRAPH, "p"],
  // Below the panel's own heading, and without a jump.
  [smd.HEADING_1, "h3"],
  [smd.HEADING_2, "h3"],
  [smd.HEADING_3, "h4"],
  [smd.HEADING_4, "h4"],
  [smd.HEADING_5, "h4"],
  [smd.HEADING_6, "h4"],
  [smd.ITALIC_AST, "em"],
  [smd.ITALIC_UND, "em"],
  [smd.STRONG_AST, "strong"],
  [smd.STRONG_UND, "strong"],
  [smd.STRIKE, "s"],
  [smd.CODE_INLINE, "code"],
  [smd.BLOCKQUOTE, "blockquote"],
  [smd.LINE_BREAK, "br"],
  [smd.RULE, "hr"],
  [smd.LIST_UNORDERED, "ul"],
  [smd.LIST_ORDERED, "ol"],
  [smd.LIST_ITEM, "li"],
  // Links and images become what they may be once their address is known.
  [smd.LINK, "a"],
  [smd.RAW_URL, "a"],
  [smd.IMAGE, "a"],
]);
const SOURCE = /^\d{1,2}$/;

/**
 * An answer as it grows: each piece is rendered once, into elements, never from HTML. A chunk of its own, loaded when a
 * conversation begins; `tools` come from the panel, so that nothing is in both.
 */
export function openMarkdown(texts: Texts, tools: AnswerTools): AnswerText {
  const { el } = tools;
  const root = el("div", { class: "md", dir: "auto" });
  const nodes: HTMLElement[] = [root];
  const top = () => nodes.at(-1) ?? root;

  const renderer: smd.Renderer<null> = {
    data: null,
    add_token(_, type) {
      if (type === smd.DOCUMENT) return;
      nodes.push(place(top(), type, texts, tools));
    },
    end_token() {
      const node = nodes.length > 1 ? nodes.pop() : undefined;
      if (node instanceof HTMLAnchorElement) settle(node, tools);
    },
    add_text(_, text) {
      const last = top().lastChild;
      if (last instanceof Text) last.appendData(text);
      else top().append(text);
    },
    set_attr(_, type, value) {
      const node = top();
      if (type === smd.HREF || type === smd.SRC) link(node, value, type === smd.SRC, tools);
      else if (type === smd.START) node.setAttribute("start", String(Number.parseInt(value, 10) || 1));
      else if (type === smd.CHECKED) node.setAttribute("checked", "");
    },
  };
  const parser = smd.parser(renderer);
  return {
    element: root,
    write: (piece) => smd.parser_write(parser, piece),
    end(sources) {
      smd.parser_end(parser);
      while (nodes.length > 1) renderer.end_token(null);
      for (const button of root.querySelectorAll<HTMLButtonElement>(".cite")) {
        if (!sources.has(Number(button.value))) button.replaceWith(`[${button.value}]`);
      }
    },
  };
}

function place(parent: HTMLElement, type: smd.Token, texts: Texts, { el, copyButton }: AnswerTools): HTMLElement {
  const add = <Node extends HTMLElement>(to: HTMLElement, node: Node): Node => {
    to.append(node);
    return node;
  };
  switch (type) {
    case smd.CODE_BLOCK:
    case smd.CODE_FENCE: {
      const code = el("code");
      const copy = copyButton(texts.copyCode, () => code.textContent ?? "");
      // A long line is scrolled, also from the keyboard.
      add(parent, el("div", { class: "code" }, el("pre", { tabindex: 0, dir: "ltr" }, code), copy));
      return code;
    }
    case smd.TABLE: {
      const table = el("table");
      add(parent, el("div", { class: "wide", tabindex: 0, role: "group", "aria-label": texts.table }, table));
      return table;
    }
    case smd.TABLE_ROW: {
      const part =
        parent.children.length < 2 ? add(parent, el(parent.children.length === 0 ? "thead" : "tbody")) : null;
      return add((part ?? parent.lastElementChild ?? parent) as HTMLElement, el("tr"));
    }
    case smd.TABLE_CELL:
      return add(parent, el(parent.parentElement?.tagName === "THEAD" ? "th" : "td"));
    case smd.CHECKBOX:
      return add(parent, el("input", { type: "checkbox", disabled: true, "aria-label": texts.item }));
    default:
      return add(parent, el(TAGS.get(type) ?? "span"));
  }
}

/** Only what the allow-list lets through becomes an address. An image is a link to it: nothing is fetched from elsewhere. */
function link(node: HTMLElement, address: string, isImage: boolean, { safeUrl }: AnswerTools): void {
  const url = safeUrl(address);
  if (!(node instanceof HTMLAnchorElement)) return;
  node.dataset.seen = "";
  if (url === null) return;
  node.href = url;
  node.target = "_blank";
  node.rel = "noopener noreferrer nofollow";
  if (isImage && node.textContent === "") node.append(url);
}

/** What stood in brackets without an address: the number of a source, or text. */
function settle(node: HTMLAnchorElement, { el, onSource }: AnswerTools): void {
  if (node.dataset.seen !== undefined) {
    if (!node.hasAttribute("href")) node.replaceWith(...node.childNodes);
    return;
  }
  const label = node.textContent ?? "";
  if (!SOURCE.test(label)) return node.replaceWith("[", ...node.childNodes, "]");
  const n = Number(label);
  const button: HTMLButtonElement = el(
    "button",
    { type: "button", class: "cite", value: n, "aria-expanded": "false", onclick: () => onSource(n, button) },
    label,
  );
  node.replaceWith(button);
}
