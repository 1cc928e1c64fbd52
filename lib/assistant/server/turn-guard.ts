import { answerGuard } from "@/lib/guard/core/answer-guard";
import { asData, dataRule } from "@/lib/guard/core/as-data";
import { canary, withCanary } from "@/lib/guard/core/canary";
import { injectionScore } from "@/lib/guard/core/injection";
import { judgeInput } from "@/lib/guard/core/judge";
import { redact } from "@/lib/guard/core/redact";
import { REFUSALS } from "@/lib/guard/core/refusals";
import type { TurnGuard } from "./ports";

const RANDOM_BYTES = 20;

/** The guard as a turn uses it, with fresh chance for every call. */
export function turnGuard(): TurnGuard {
  return {
    redact: (text, policy, vault, names) => redact(text, policy.redact, vault, names),
    judgeInput,
    injectionScore: (text) => injectionScore(text).score,
    refusal: (category, language) => REFUSALS[language][category],
    asData: (passages) => {
      const nonce = crypto.randomUUID().replaceAll("-", "");
      const numbered = passages.map(({ title, headings, text }, at) => ({ n: at + 1, title, headings, text }));
      return { rule: dataRule(nonce), data: asData(numbered, nonce) };
    },
    seal: (system) => {
      const mark = canary(crypto.getRandomValues(new Uint8Array(RANDOM_BYTES)));
      return { mark, text: withCanary(system, mark) };
    },
    answer: ({ mark, ...options }) => answerGuard({ ...options, canary: mark }),
  };
}
