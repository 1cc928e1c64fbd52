import type { GuardPolicy } from "../protocol";
import { leakGuard } from "./canary";
import { linkFilter } from "./filter-links";
import type { Ended } from "./held-words";
import { judgeOutput } from "./judge";
import type { Vault } from "./redact";
import { restorer } from "./restorer";
import type { Stage } from "./stage";

export interface AnswerGuard extends Stage {
  /** Why the answer had to end: what follows is not to be shown, and the model need not go on. */
  verdict(): Ended | null;
}

/**
 * Everything that stands between a model's answer and a visitor, in its order: no system text, the visitor's own data put
 * back, no refused words, no link elsewhere. Links come last, so that they are judged as they will be shown.
 */
export function answerGuard(options: {
  policy: GuardPolicy;
  canary: string;
  system: string;
  vault: Vault;
  /** Of the passages it may cite, besides those of the policy. */
  hosts: readonly string[];
}): AnswerGuard {
  const leaks = leakGuard(options);
  const words = judgeOutput(options.policy);
  const restored = restorer(options.vault);
  const links = linkFilter([...options.policy.linkHosts, ...options.hosts]);
  return {
    push: (text) => links.push(words.push(restored.push(leaks.push(text)))),
    end() {
      const rest = restored.push(leaks.end()) + restored.end();
      return links.push(words.push(rest) + words.end()) + links.end();
    },
    verdict: () => leaks.verdict() ?? words.verdict(),
  };
}
