import type { Intent, Sentiment } from "../kept";
import { LISTS } from "./intent-words";
import { plainWords } from "./plain-words";
import { sentimentOf } from "./sentiment";
import { smallTalk } from "./small-talk";

export interface MessageSense {
  intent: Intent;
  sentiment: Sentiment;
}

/** Longer than this, a message says more than a greeting or thanks. */
const CHATTER_WORDS_MAX = 8;
/** In a longer text that somebody is spoken of and somebody spoken to says little about whom the visitor wants. */
const PERSON_WORDS_MAX = 25;

/**
 * What a message is for and in what mood, by its words, in the languages of the panel. The first that fits: who wants a
 * person gets no second guess. A rule sees nothing that is not said in its words; docs/reference/retrieval.md has how often.
 */
export function senseOf(text: string): MessageSense {
  const mood = sentimentOf(text);
  const intent = intentOf(text, mood);
  return { intent, sentiment: intent === "complaint" && mood === "neutral" ? "negative" : mood };
}

function intentOf(text: string, mood: Sentiment): Intent {
  const plain = plainWords(text);
  const has = (list: RegExp) => plain.search(list) >= 0;
  const isQuestion = /[?؟？]/u.test(text) || has(LISTS.asks);
  const words = plain.trim().split(" ").length;
  const isCalled = words <= PERSON_WORDS_MAX && has(LISTS.human) && has(LISTS.reach);
  if (isCalled || has(LISTS.person)) return "person";
  if (has(LISTS.supposed) && isQuestion) return "question";
  if (mood === "negative" || has(LISTS.wronged) || (has(LISTS.broken) && !isQuestion)) return "complaint";
  if (has(LISTS.order) || (isQuestion && /\d{4,}/.test(plain))) return "order";
  if (isChatter(text, plain, words)) return "small_talk";
  return isQuestion ? "question" : "other";
}

function isChatter(text: string, plain: string, words: number): boolean {
  if (smallTalk(text) !== null) return true;
  if (words > CHATTER_WORDS_MAX) return false;
  if (plain.search(LISTS.chatter) >= 0) return true;
  return !/[?؟？]/u.test(text) && text.split(/[,.!،؛]/u).some((part) => smallTalk(part) !== null);
}
