/** A tenth of the first provider's requests each is cut, stalls, or is answered 429 or 500: what that may do to callers. */

/** The first rule whose dice fall strikes, so the later ones need more of what the earlier ones left. */
export const FAULT_RULES = ["cut=0..11", "stall=0..11", "status=429", "status=500"].map((directive, at) => ({
  directive,
  rate: 0.1 / (1 - 0.1 * at),
}));
export const WITHOUT_STALLS = FAULT_RULES.filter(({ directive }) => !directive.startsWith("stall"));

/**
 * `whole`: all of the answer, and a good end. `told`: a stream that broke after its first token, where no other model can
 * take over, and that said so by the typed error event. `refused`: an error instead of an answer. `silent`: short, or
 * another answer, without a word.
 */
export type FaultEnd = "whole" | "told" | "refused" | "silent";

export interface FaultReport {
  calls: number;
  ends: Record<FaultEnd, number>;
  /** Of the calls that another provider could save: all but those that were told. */
  succeeded: number;
}

export const SUCCEEDED_MIN = 0.999;

export function reportFaults(ends: readonly FaultEnd[]): FaultReport {
  const count = (end: FaultEnd) => ends.filter((one) => one === end).length;
  const counts = {
    whole: count("whole"),
    told: count("told"),
    refused: count("refused"),
    silent: count("silent"),
  };
  return { calls: ends.length, ends: counts, succeeded: counts.whole / (ends.length - counts.told) };
}

export function sayFaults({ calls, ends, succeeded }: FaultReport): string {
  const percent = (share: number) => `${(share * 100).toFixed(2)} %`;
  return (
    `${calls} calls: ${ends.whole} whole, ${ends.told} cut after the first token and told, ${ends.refused} refused, ` +
    `${ends.silent} silently short. ${percent(succeeded)} of those that a fallback could save succeeded, ` +
    `${percent(ends.whole / calls)} of all; ${percent((calls - ends.silent) / calls)} were whole or said that they were not.`
  );
}
