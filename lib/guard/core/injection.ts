import { plainText } from "@/lib/moderation/core/plain-text";
import { INJECTION_PHRASES, type InjectionSignal } from "./injection-phrases";

export type { InjectionSignal };

export interface InjectionReading {
  /** 0 to 1. */
  score: number;
  signals: InjectionSignal[];
}

/** From here on a text counts as an attempt. Measured in tests/injection. */
export const INJECTION_BOUND = 0.5;

const RAW: readonly { signal: InjectionSignal; weight: number; pattern: RegExp }[] = [
  {
    signal: "tool",
    weight: 0.6,
    pattern:
      /<\/?(?:tool_calls?|function_calls?|invoke|antml:\w+|tool_results?|function_results?)\b|"(?:tool_calls?|function_call)"\s*:|\{\s*"(?:name|tool|function|action)"\s*:\s*"[\w.-]+"\s*,\s*"(?:arguments|parameters|args|input|action_input)"\s*:|^\s*Action(?: Input)?:\s*\S/im,
  },
  {
    signal: "delimiter",
    weight: 0.6,
    pattern:
      /<\|?(?:im_start|im_end|endoftext|start_header_id|end_header_id|eot_id|system|assistant|user)\|?>|\[\/?INST\]|<<\/?SYS>>|<\/?(?:data|document|documents|context|passages?|user_input|untrusted|system|instructions?|prompt)(?:-\w+)?\s*>/i,
  },
  {
    signal: "delimiter",
    weight: 0.55,
    pattern:
      /^[\s#>*=_-]*(?:begin|end|start|new) (?:of )?(?:the )?(?:system|document|data|context|user input|untrusted|instructions?|prompt|conversation|message)\b[^.\n]{0,40}$/im,
  },
  {
    signal: "role",
    weight: 0.55,
    pattern:
      /^[\s#>*_[(-]*(?:system|assistant|developer|administrator|root|sistema|système|systeme|النظام|система|系统|システム)(?: message| prompt| override| note| update)?[\s*_\])]*:/im,
  },
  {
    signal: "image",
    weight: 0.6,
    pattern:
      /!\[[^\]\n]{0,200}\]\(\s*<?https?:\/\/[^\s)]*[?&/][^\s)]*(?:=|\{|%7b|\$)[^\s)]*\)?|<img\b[^>]{0,300}src\s*=\s*["']?(?:https?:)?\/\/[^>\s]*[?{=]/i,
  },
  {
    signal: "image",
    weight: 0.5,
    pattern:
      /\[[^\]\n]{0,200}\]\(\s*https?:\/\/[^\s)]*(?:\{[^}\s)]*\}|\[[A-Z_ ]{3,}\]|<[A-Z_ ]{3,}>|(?:data|secret|prompt|history|chat|conversation|token|q)=(?:\{|%7B|\[|<|\.\.\.|…))/i,
  },
];
const TAGS = /[\u{e0020}-\u{e007e}]/gu;
const ZERO_WIDTH_RUN = /[\u200b-\u200d\u2060\ufeff]{4,}/;
const OVERRIDES = /[\u202d\u202e]/;
const BASE64 = /(?<![\w+/=])[A-Za-z\d+/_-]{24,}={0,2}(?![\w+/])/g;
const HEX = /(?<![\da-f])(?:[\da-f]{2}[\s:]?){16,}(?![\da-f])/gi;
const DECODED_MAX = 8;

/**
 * How much a text looks like an attempt to take a model over. A signal, not a wall: a new wording scores nothing, and a
 * text about such attempts scores high. What holds are the walls (lib/guard/core/as-data.ts, filter-links.ts, canary.ts).
 */
export function injectionScore(text: string): InjectionReading {
  return read(text, 0);
}

function read(text: string, depth: number): InjectionReading {
  const weights = new Map<InjectionSignal, number>();
  const note = (signal: InjectionSignal, weight: number) =>
    weights.set(signal, Math.max(weights.get(signal) ?? 0, weight));
  for (const { signal, weight, pattern } of RAW) if (pattern.test(text)) note(signal, weight);
  const plain = plainText(text);
  for (const { signal, weight, pattern } of INJECTION_PHRASES) if (pattern.test(plain)) note(signal, weight);
  if ((text.match(TAGS)?.length ?? 0) > 3) note("hidden", 0.8);
  if (ZERO_WIDTH_RUN.test(text)) note("hidden", 0.5);
  if (OVERRIDES.test(text)) note("hidden", 0.3);
  if (depth < 2) {
    for (const hidden of unpacked(text, depth))
      if (read(hidden, depth + 1).score >= INJECTION_BOUND) note("encoded", 0.7);
  }
  let left = 1;
  for (const weight of weights.values()) left *= 1 - weight;
  return { score: Math.round((1 - left) * 100) / 100, signals: [...weights.keys()] };
}

/** What a text hides: in Base64, in hexadecimal, turned around, rotated, in tags, with letters set apart. */
function unpacked(text: string, depth: number): string[] {
  const found: string[] = [];
  for (const [run] of text.matchAll(BASE64)) if (found.length < DECODED_MAX) found.push(...fromBase64(run));
  for (const [run] of text.matchAll(HEX)) {
    const bytes = run.replace(/[^\da-f]/gi, "").match(/../g) ?? [];
    if (found.length < DECODED_MAX)
      found.push(...printable(String.fromCharCode(...bytes.slice(0, 2_000).map((byte) => Number.parseInt(byte, 16)))));
  }
  const tags = Array.from(text.matchAll(TAGS), ([tag]) =>
    String.fromCodePoint((tag.codePointAt(0) ?? 0) - 0xe0000),
  ).join("");
  if (tags !== "") found.push(tags);
  // Turned around twice a text is itself.
  if (depth > 0) return found;
  const turned = Array.from(text.slice(0, 4_000)).toReversed().join("");
  const rotated = text.slice(0, 4_000).replace(/[a-z]/gi, (letter) => {
    const base = letter < "a" ? 65 : 97;
    return String.fromCharCode(((letter.charCodeAt(0) - base + 13) % 26) + base);
  });
  const apart = text.match(/(?:(?<![\p{L}\p{N}])\p{L}[ ._*-]{1,4}){12,}\p{L}?/gu) ?? [];
  const joined = apart.map((run) =>
    run
      .replace(/ {2,}/g, "\u0001")
      .replace(/[ ._*-]/g, "")
      .replaceAll("\u0001", " "),
  );
  return [...found, turned, rotated, ...joined].filter((one) => one !== text);
}

function fromBase64(run: string): string[] {
  try {
    const bytes = Uint8Array.from(atob(run.replaceAll("-", "+").replaceAll("_", "/")), (char) => char.charCodeAt(0));
    return printable(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return [];
  }
}

function printable(text: string): string[] {
  return /^[\P{Cc}\s]+$/u.test(text) ? [text] : [];
}
