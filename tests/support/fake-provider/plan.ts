import { type Directives, numberOf, plainText } from "./directives";

/** The parts of a chat request that the fake looks at. Anything may be missing: a fake is lenient. */
export interface FakeChatBody {
  model?: string;
  messages?: { role?: string; content?: unknown; tool_calls?: unknown }[];
  stream?: boolean;
  stream_options?: { include_usage?: boolean } | null;
  max_tokens?: number | null;
  max_completion_tokens?: number | null;
  tools?: { function?: { name?: string; parameters?: unknown } }[];
  response_format?: { type?: string; json_schema?: { schema?: unknown } };
}

/** What the fake will say, before any fault. */
export interface Plan {
  reasoning: string[];
  /** Pieces of four characters, one token each. */
  content: string[];
  tools: { id: string; name: string; args: string[] }[];
  finish: "stop" | "length" | "tool_calls";
  promptTokens: number;
  cachedTokens: number;
}

/** What a test has it say in place of its own words; the calls need not have been offered. */
export interface Said {
  text: string;
  calls?: readonly { name: string; arguments: string }[];
}

const WORDS = ["sun", "sea", "sky", "oak", "elm", "fox", "owl", "bee", "ice", "fog", "dew", "ray"];
/** What each message costs beside its text. */
const MESSAGE_TOKENS = 4;
/** Longer than a token, so that a long text is not thousands of events. */
const SAID_PIECE = /[\s\S]{1,23}/gu;

export function planAnswer(body: FakeChatBody, directives: Directives, id: string, said: Said | null = null): Plan {
  const promptTokens = countPrompt(body);
  const cachedTokens = Math.min(promptTokens, numberOf(directives, "cached", 0) ?? 0);
  const reasoning = words(numberOf(directives, "reasoning", 4) ?? 0);
  if (said) return { ...planSaid(said, body, id), reasoning, promptTokens, cachedTokens };
  const offered = (body.tools ?? []).flatMap((tool) => (tool.function?.name ? [tool.function] : []));
  const calls = Math.min(numberOf(directives, "tools", 1) ?? 0, offered.length === 0 ? 0 : 128);
  if (calls > 0) {
    const tools = Array.from({ length: calls }, (_, index) => {
      const tool = offered[index % offered.length];
      const args = directives.has("args-empty") ? "" : JSON.stringify(sample(tool?.parameters, index));
      return { id: `call_${id}_${index}`, name: tool?.name ?? "tool", args: pieces(args) };
    });
    return { reasoning, content: [], tools, finish: "tool_calls", promptTokens, cachedTokens };
  }
  const whole = answerPieces(body, directives);
  const most = body.max_completion_tokens ?? body.max_tokens ?? Infinity;
  const content = whole.slice(0, Math.max(0, most - reasoning.length));
  const finish = content.length < whole.length || directives.has("length") ? "length" : "stop";
  return { reasoning, content, tools: [], finish, promptTokens, cachedTokens };
}

function planSaid(
  { text, calls = [] }: Said,
  body: FakeChatBody,
  id: string,
): Pick<Plan, "content" | "tools" | "finish"> {
  const whole = text.match(SAID_PIECE) ?? [];
  const content = whole.slice(0, body.max_completion_tokens ?? body.max_tokens ?? Infinity);
  const tools = calls.map(({ name, arguments: args }, index) => ({ id: `call_${id}_${index}`, name, args: [args] }));
  const finish = tools.length > 0 ? "tool_calls" : content.length < whole.length ? "length" : "stop";
  return { content, tools, finish };
}

/** Four characters a token, four tokens a message, tools and calls as JSON: simple, and the same for everybody who counts. */
export function countPrompt(body: FakeChatBody): number {
  let tokens = body.tools && body.tools.length > 0 ? countText(JSON.stringify(body.tools)) : 0;
  for (const { content, tool_calls: calls } of body.messages ?? []) {
    tokens += MESSAGE_TOKENS + countText(textOf(content));
    if (calls !== undefined) tokens += countText(JSON.stringify(calls));
  }
  return tokens;
}

function countText(text: string): number {
  return Math.ceil(text.length / 4);
}

export function textOf(content: unknown): string {
  if (typeof content === "string") return content;
  if (!Array.isArray(content)) return "";
  return content.map((part) => (isText(part) ? part.text : "")).join("");
}

function isText(part: unknown): part is { text: string } {
  return typeof part === "object" && part !== null && "text" in part && typeof part.text === "string";
}

/** The text of the last user message: where directives stand. */
export function askedText(body: FakeChatBody): string {
  return textOf((body.messages ?? []).findLast((message) => message.role === "user")?.content);
}

function answerPieces(body: FakeChatBody, directives: Directives): string[] {
  if (directives.has("json") || body.response_format?.type?.startsWith("json"))
    return pieces(JSON.stringify(sample(body.response_format?.json_schema?.schema, 0)));
  if (directives.has("echo")) return pieces(plainText(askedText(body)));
  return words(numberOf(directives, "tokens", 12) ?? 12);
}

function words(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${WORDS[index % WORDS.length]} `);
}

function pieces(text: string): string[] {
  return text.match(/[\s\S]{1,4}/g) ?? [];
}

/** A value that a JSON schema accepts, for the simple schemas of tests. */
function sample(schema: unknown, index: number): unknown {
  if (typeof schema !== "object" || schema === null) return { ok: true };
  if ("enum" in schema && Array.isArray(schema.enum)) return schema.enum[0];
  switch ("type" in schema ? schema.type : "object") {
    case "string":
      return `value ${index}`;
    case "number":
    case "integer":
      return index + 1;
    case "boolean":
      return true;
    case "array":
      return [sample("items" in schema ? schema.items : { type: "string" }, index)];
    default: {
      const properties = "properties" in schema && typeof schema.properties === "object" ? schema.properties : null;
      return Object.fromEntries(Object.entries(properties ?? {}).map(([name, value]) => [name, sample(value, index)]));
    }
  }
}
