import { TOOL_LIMITS } from "./limits";

/** A tool's answer as a model is told of it: JSON, and no more of it than a model should read. */
export function clipResult(answer: object): string {
  const text = JSON.stringify(answer);
  if (text.length <= TOOL_LIMITS.resultCharsMax) return text;
  return JSON.stringify({ cut: true, text: text.slice(0, TOOL_LIMITS.resultCharsMax) });
}
