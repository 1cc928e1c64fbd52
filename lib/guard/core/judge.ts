import { compileWords, type WordFilter } from "@/lib/moderation/core/word-filter";
import type { GuardPolicy, Verdict } from "../protocol";
import { beginningsOf, heldWords, type Beginnings, type JudgedStage } from "./held-words";
import { INJECTION_BOUND, injectionScore } from "./injection";
import { ABUSE, HARMFUL_ADVICE, SELF_HARM } from "./lexicon";

interface Words {
  filter: WordFilter;
  beginnings: Beginnings;
}

const abuse = compile(ABUSE);
const selfHarm = compile(SELF_HARM);
const outgoing = compile([...ABUSE, ...HARMFUL_ADVICE]);
/** A tenant's own words are compiled once for as long as their list is in use. */
const compiled = new WeakMap<readonly string[], Words>();

/** What a visitor wrote. Care comes first: who speaks of harming themselves is not told off for their words. */
export function judgeInput(text: string, policy: GuardPolicy): Verdict {
  if (selfHarm.filter.judge(text)) return { action: "refuse", category: "self_harm" };
  const [rule] = blockedBy(policy).filter.matches(text);
  if (rule) return { action: "refuse", category: "rule", rule: rule.text };
  if (abuse.filter.judge(text)) return { action: "refuse", category: "abuse" };
  if (policy.refuseInjection && injectionScore(text).score >= INJECTION_BOUND) {
    return { action: "refuse", category: "injection" };
  }
  return { action: "pass" };
}

/** What a model says: the tenant's words, abuse, advice that harms. Keeps back what could still become one of them. */
export function judgeOutput(policy: GuardPolicy): JudgedStage {
  const own = blockedBy(policy);
  return heldWords([own.beginnings, outgoing.beginnings], (text) => {
    const [rule] = own.filter.matches(text);
    if (rule) return { category: "rule", rule: rule.text };
    return outgoing.filter.judge(text) ? { category: "abuse" } : null;
  });
}

function blockedBy(policy: GuardPolicy): Words {
  const known = compiled.get(policy.blocked);
  if (known) return known;
  const words = compile(policy.blocked);
  compiled.set(policy.blocked, words);
  return words;
}

function compile(words: readonly string[]): Words {
  return {
    filter: compileWords(words.map((text) => ({ text, action: "refuse" as const }))),
    beginnings: beginningsOf(words),
  };
}
