import { senseOf } from "@/lib/assistant/core/intent";
import { type Intent, INTENTS, type Sentiment, SENTIMENTS } from "@/lib/assistant/kept";
import type { JudgedMessage } from "./messages";

export interface ClassFigures {
  name: Intent | Sentiment;
  /** Messages that a person calls so. */
  count: number;
  precision: number;
  recall: number;
}

export interface Classified {
  intents: ClassFigures[];
  sentiments: ClassFigures[];
  wrong: (JudgedMessage & { said: { intent: Intent; sentiment: Sentiment } })[];
}

/** Asks the rules about each of these messages. */
export function classify(messages: readonly JudgedMessage[]): Classified {
  const all = messages.map((message) => ({
    ...message,
    said: senseOf(message.text),
  }));
  const figures = <T extends Intent | Sentiment>(names: readonly T[], of: "intent" | "sentiment"): ClassFigures[] =>
    names.map((name) => {
      const meant = all.filter((each) => each[of] === name).length;
      const said = all.filter((each) => each.said[of] === name).length;
      const right = all.filter((each) => each[of] === name && each.said[of] === name).length;
      return { name, count: meant, precision: said === 0 ? 0 : right / said, recall: meant === 0 ? 0 : right / meant };
    });
  return {
    intents: figures(INTENTS, "intent"),
    sentiments: figures(SENTIMENTS, "sentiment"),
    wrong: all.filter(({ said, intent, sentiment }) => said.intent !== intent || said.sentiment !== sentiment),
  };
}
