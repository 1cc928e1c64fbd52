/** Slack's message text ("mrkdwn") as our Markdown: links, mentions, emphasis and escapes. */

export interface SlackNames {
  person(id: string): string | undefined;
  channel(id: string): string | undefined;
  emoji(shortcode: string): string | undefined;
}

// What must not be touched by the emphasis rules waits between these two; a message that holds them has them replaced.
const OPEN = "\uE000";
const CLOSE = "\uE001";
const HELD = new RegExp(`${OPEN}(\\d+)${CLOSE}`, "g");

const CODE_OR_TOKEN = /```([\s\S]*?)```|`([^`\n]+)`|<([^<>\s][^<>\n]*)>/g;

/** Never throws; what it does not know stays readable as it was. */
export function slackToMarkdown(source: string, names: SlackNames): string {
  const held: string[] = [];
  const hold = (text: string) => `${OPEN}${held.push(text) - 1}${CLOSE}`;
  const text = source
    .replaceAll(/[\uE000\uE001]/g, "\uFFFD")
    .replaceAll(CODE_OR_TOKEN, (whole: string, fence?: string, code?: string, token?: string) => {
      if (fence !== undefined)
        return hold(`\`\`\`\n${codeText(fence, names).replace(/^\n/, "").replace(/\n$/, "")}\n\`\`\``);
      if (code !== undefined) return hold(`\`${codeText(code, names)}\``);
      return token === undefined ? whole : hold(tokenText(token, names));
    });
  const marked = emoji(emphasis(text), names);
  return unescape(marked).replaceAll(HELD, (_, index: string) => held[Number(index)] ?? "");
}

const EDGE_BEFORE = String.raw`(^|[\s\p{P}\p{S}])`;
const EDGE_AFTER = String.raw`(?=$|[\s\p{P}\p{S}])`;
const BOLD = new RegExp(String.raw`${EDGE_BEFORE}\*(?![\s*])([^*\n]*[^\s*])\*(?!\*)${EDGE_AFTER}`, "gu");
const STRIKE = new RegExp(String.raw`${EDGE_BEFORE}~(?![\s~])([^~\n]*[^\s~])~(?!~)${EDGE_AFTER}`, "gu");

/** *bold* and ~strike~ are single in Slack and double in Markdown; _italic_ is the same in both. */
function emphasis(text: string): string {
  return text.replaceAll(BOLD, "$1**$2**").replaceAll(STRIKE, "$1~~$2~~");
}

function emoji(text: string, names: SlackNames): string {
  return text.replaceAll(
    /:([a-z0-9_+'-]+(?:::skin-tone-[2-6])?):/g,
    (whole, code: string) => names.emoji(code) ?? whole,
  );
}

/** One `<...>`: a mention, a channel, a special word or a link. */
function tokenText(token: string, names: SlackNames): string {
  const [target = "", ...rest] = token.split("|");
  const label = rest.length > 0 ? unescape(rest.join("|")) : undefined;
  if (target.startsWith("@")) return `@${names.person(target.slice(1)) ?? label ?? target.slice(1)}`;
  if (target.startsWith("#")) return `#${names.channel(target.slice(1)) ?? label ?? target.slice(1)}`;
  if (target.startsWith("!")) return specialText(target.slice(1), label);
  return linkText(unescape(target), label);
}

function specialText(word: string, label: string | undefined): string {
  if (word === "here" || word === "channel" || word === "everyone") return `@${word}`;
  if (word.startsWith("subteam^")) return label === undefined ? "@group" : `@${label.replace(/^@/, "")}`;
  return label ?? `@${word.split("^")[0] ?? word}`;
}

function linkText(url: string, label: string | undefined): string {
  const bare = url.replace(/^(mailto|tel):/, "");
  if (bare !== url) return label !== undefined && label !== bare ? `${label} (${bare})` : bare;
  // Any other scheme is text, not something to click on.
  if (!/^https?:\/\//i.test(url)) return label ?? url;
  const shown = label?.trim();
  if (!shown || shown === url || shown === withoutScheme(url)) return url;
  return `[${shown.replaceAll(/([[\]\\])/g, String.raw`\$1`)}](${url.replaceAll("(", "%28").replaceAll(")", "%29")})`;
}

function withoutScheme(url: string): string {
  return url.replace(/^https?:\/\//i, "").replace(/\/$/, "");
}

/** Slack wraps links and mentions inside code too; there only what the reader saw is kept. */
function codeText(code: string, names: SlackNames): string {
  return unescape(
    code.replaceAll(/<([^<>\n]+)>/g, (_, token: string) => {
      const [target = "", label] = token.split("|");
      if (target.startsWith("@") || target.startsWith("#") || target.startsWith("!")) return tokenText(token, names);
      return label ?? target;
    }),
  );
}

/** Slack escapes exactly these three. */
function unescape(text: string): string {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

/** The words of Block Kit blocks, for messages whose text is empty. Unknown blocks give what text they hold. */
export function blocksText(blocks: readonly unknown[]): string {
  return blocks
    .map((block) => wordsOf(block).trim())
    .filter((words) => words !== "")
    .join("\n");
}

function wordsOf(node: unknown): string {
  if (Array.isArray(node)) return node.map(wordsOf).join("");
  if (typeof node !== "object" || node === null) return "";
  const part = node as Record<string, unknown>;
  if (part["type"] === "user" && typeof part["user_id"] === "string") return `<@${part["user_id"]}>`;
  if (part["type"] === "channel" && typeof part["channel_id"] === "string") return `<#${part["channel_id"]}>`;
  if (part["type"] === "broadcast" && typeof part["range"] === "string") return `<!${part["range"]}>`;
  if (part["type"] === "emoji" && typeof part["name"] === "string") return `:${part["name"]}:`;
  if (part["type"] === "link" && typeof part["url"] === "string") {
    return typeof part["text"] === "string" ? `<${part["url"]}|${part["text"]}>` : `<${part["url"]}>`;
  }
  if (typeof part["text"] === "string") return part["text"];
  const inner = ["text", "elements", "fields", "title"].map((key) => wordsOf(part[key]));
  return inner.join("") + (part["type"] === "rich_text_section" ? "\n" : "");
}
