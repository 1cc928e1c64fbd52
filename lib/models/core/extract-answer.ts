import type { LanguageModelV4CallOptions, LanguageModelV4Message } from "@ai-sdk/provider";
import { isLoose } from "./normalise";
import { type Passage, readPassages } from "./passages";
import { type PickedSentence, pickSentences } from "./pick-sentences";
import { forcedInput, type OfferedTool, type PickedTool, pickTool } from "./pick-tool";
import { stemsOf } from "./words";

/** What the built-in model says to a prompt. */
export type ExtractAnswer =
  | { kind: "call"; call: PickedTool }
  | { kind: "quote"; text: string; quotes: Quote[] }
  | { kind: "say"; text: string };

/** `from` and `to`: in the answer. The sentence's own place is in `sentence`. */
export interface Quote {
  from: number;
  to: number;
  sentence: PickedSentence;
}

export const NOT_FOUND = "I could not find this in the documents I was given.";
export const NO_DOCUMENTS =
  "I am Parlor's built-in model. I answer by quoting documents and make nothing up; this request came without documents, so I cannot answer it. A language model can be connected by whoever runs this installation.";
const RESULT_CHARS_MAX = 1_500;

/** Pure: the same prompt gets the same answer. */
export function extractAnswer({
  prompt,
  tools,
  toolChoice,
}: Pick<LanguageModelV4CallOptions, "prompt" | "tools" | "toolChoice">): ExtractAnswer {
  const last = prompt.at(-1);
  if (last?.role === "tool") return { kind: "say", text: resultText(last) };
  const question = userText(prompt.findLast(({ role }) => role === "user"));
  const offered: OfferedTool[] = (tools ?? []).flatMap((tool) => (tool.type === "function" ? [tool] : []));
  const call = callFor(question, offered, toolChoice);
  if (call !== null) return { kind: "call", call };
  const passages = prompt.flatMap((message): Passage[] =>
    message.role === "system" ? readPassages(message.content).passages : [],
  );
  if (passages.length === 0) return { kind: "say", text: NO_DOCUMENTS };
  const picked = pickSentences(question, passages, questionBefore(question, prompt));
  return picked.length === 0 ? { kind: "say", text: NOT_FOUND } : quoted(picked);
}

function callFor(
  question: string,
  offered: readonly OfferedTool[],
  choice: LanguageModelV4CallOptions["toolChoice"],
): PickedTool | null {
  const [first] = offered;
  if (!first || choice?.type === "none") return null;
  if (choice?.type === "tool") {
    const tool = offered.find(({ name }) => name === choice.toolName);
    return tool ? forcedInput(question, tool) : null;
  }
  return pickTool(question, offered) ?? (choice?.type === "required" ? forcedInput(question, first) : null);
}

/** "And for students?" asks about what was asked before. */
function questionBefore(question: string, prompt: readonly LanguageModelV4Message[]): string {
  return stemsOf(question).length > 1 ? "" : userText(prompt.filter(({ role }) => role === "user").at(-2));
}

function quoted(picked: readonly PickedSentence[]): ExtractAnswer {
  let text = "";
  const quotes = picked.map((sentence) => {
    if (text !== "") text += " ";
    const from = text.length;
    text += /[.!?。！？:]["')\]]*$/u.test(sentence.text) ? sentence.text : `${sentence.text}.`;
    return { from, to: from + sentence.text.length, sentence };
  });
  return { kind: "quote", text, quotes };
}

function userText(message: LanguageModelV4Message | undefined): string {
  if (message?.role !== "user") return "";
  return message.content.map((part) => (part.type === "text" ? part.text : "")).join("\n");
}

/** What a tool said, in its own words. */
function resultText(message: Extract<LanguageModelV4Message, { role: "tool" }>): string {
  const texts = message.content.flatMap((part) => {
    if (part.type !== "tool-result") return [];
    const { output } = part;
    switch (output.type) {
      case "text":
      case "error-text":
        return [told(output.value)];
      case "json":
      case "error-json":
        return [told(JSON.stringify(output.value))];
      case "execution-denied":
        return [output.reason ?? "This was not allowed."];
      case "content":
        return output.value.flatMap((each) => (each.type === "text" ? [each.text] : []));
      default:
        return output satisfies never;
    }
  });
  const text = texts.filter((each) => each !== "").join("\n");
  return text === "" ? "Done." : text.slice(0, RESULT_CHARS_MAX);
}

/** Of a JSON result the sentence that is meant for people, where it has one. */
function told(text: string): string {
  try {
    const value = JSON.parse(text) as unknown;
    if (isLoose(value))
      for (const name of ["message", "text", "summary", "answer", "error"])
        if (typeof value[name] === "string" && value[name] !== "") return value[name];
  } catch {
    // No JSON: said as it is.
  }
  return text;
}
