import { PLACEHOLDER } from "@/lib/guard/core/redact";
import { porter } from "./porter";

/** Scripts that put no spaces between words: they are indexed and asked for by pairs of signs. */
const UNSPACED = /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}]+/gu;
const WORD = /[\p{L}\p{N}\p{M}\p{Co}]+/gu;

/** Words that say nothing about what a text is about, in the languages that visitors are most likely to write. */
const STOP = new Set(
  (
    "a an the and or but if of to in on at by for from with without as is are was were be been being am do does did done doing have has had " +
    "having i you he she it we they me him us them my your our their his her its mine yours this that these those what which who whom " +
    "whose when where why how can could will would shall should may might must not no nor so than then there here please tell about into " +
    "over under up down any some all also just too very only own same such more most other s t re ve ll d m don doesn isn aren won get gets " +
    "got let want wants wanted need needs like know would possible way thing things something anything someone somebody anybody anyone " +
    "people person actually really ever still yet exactly instead onto off between happen happens happened mean means meaning try trying " +
    "many much long often one once nobody everybody everyone else use using now again see where make makes making go goes going come " +
    "fit keep says say said work works working about around want because while during before after until through " +
    "der die das den dem des ein eine einen einem einer und oder aber ist sind war waren wie was wer wo wann warum kann können ich du er sie " +
    "es wir ihr mein dein bitte nicht kein mit von zu zum zur im in am auf für aus bei " +
    "le la les un une des et ou est sont que qui quoi comment pourquoi quand je tu il elle nous vous mon ma mes pour dans avec sur pas ne " +
    "el los las una unos y o es son qué que cómo cuándo dónde por para con mi tu su del al se lo " +
    "o os as um uma e é são como quando onde por para com meu minha seu sua não do da"
  ).split(" "),
);

export interface QueryWords {
  /** Stems in order, each once, stop words left out. */
  stems: string[];
  /** What each stem was written as. */
  written: ReadonlyMap<string, string>;
}

/**
 * What a question asks by. A question of nothing but stop words keeps them: it asks by something. What stands for personal
 * data is no word of it.
 */
export function queryWords(query: string): QueryWords {
  const written = new Map<string, string>();
  const kept = new Map<string, string>();
  for (const word of wordsOf(query.replace(PLACEHOLDER, " "))) {
    const stem = porter(word);
    if (!written.has(stem)) written.set(stem, word);
    if (!STOP.has(word) && !/^[a-z]$/.test(word) && !kept.has(stem)) kept.set(stem, word);
  }
  const chosen = kept.size > 0 ? kept : written;
  return { stems: [...chosen.keys()], written: chosen };
}

/** Stems of a text in order, stop words and repeats included: the terms that the index has of it. */
export function stemsIn(text: string): string[] {
  return wordsOf(text).map(porter);
}

/** The same, each with the word that it was. */
export function termsIn(text: string): { stem: string; word: string }[] {
  return wordsOf(text).map((word) => ({ stem: porter(word), word }));
}

export function isStop(word: string): boolean {
  return STOP.has(word);
}

/** The text as it is given to the index: scripts without spaces as pairs of signs, so that each pair is a word. */
export function indexText(text: string): string {
  return text.replace(UNSPACED, (run) => ` ${pairs(run).join(" ")} `);
}

/** Lower case, without accents, in the index's own words. */
function wordsOf(text: string): string[] {
  return (indexText(text).match(WORD) ?? []).map(fold).filter((word) => word !== "");
}

function fold(word: string): string {
  return word.toLowerCase().normalize("NFD").replaceAll(/\p{M}/gu, "").normalize("NFC");
}

function pairs(run: string): string[] {
  const signs = [...run];
  return signs.length < 2 ? signs : signs.slice(0, -1).map((sign, at) => sign + (signs[at + 1] ?? ""));
}
