import { allDocsOf, indexOfDocs } from "./corpus";
import { judge, type Judged } from "./measure";
import { DEVELOPMENT_ANSWERABLE, DEVELOPMENT_UNANSWERABLE } from "./development-questions";
import { FRESH_ANSWERABLE, FRESH_UNANSWERABLE } from "./fresh-questions";
import { THIRD_ANSWERABLE, THIRD_UNANSWERABLE } from "./third-questions";
import { ANSWERABLE, type Question, UNANSWERABLE } from "./questions";
import { type Figures, missed, summarise } from "./summary";

export interface Evaluation {
  judged: Judged[];
  /** Of the half that was fitted on, of the half that only checks, and of both; then of the sets over every page. */
  figures: {
    calibration: Figures;
    heldOut: Figures;
    all: Figures;
    fresh: Figures;
    development: Figures;
    third: Figures;
  };
  /** Of the sets over every page. */
  overAll: Judged[];
  /** Gates that are missed, in words. The calibration half has none. */
  missed: string[];
}

/** One page one place further down in one of the questions; every edit of the docs moves some. */
const AS_GOOD = 0.01;

/** Asks every question of the judged set. The same each time: there is no clock and no chance in it. */
export function evaluate(): Evaluation {
  const index = indexOfDocs();
  const ask = (questions: readonly Question[]) => questions.map((question) => judge(index, question));
  const half = (which: 0 | 1) => [ANSWERABLE, UNANSWERABLE].flatMap((list) => list.filter((_, at) => at % 2 === which));
  const calibration = ask(half(0));
  const heldOut = ask(half(1));
  const everything = indexOfDocs(allDocsOf(process.cwd()));
  const askAll = (questions: readonly Question[]) => questions.map((question) => judge(everything, question));
  const fresh = askAll([...FRESH_ANSWERABLE, ...FRESH_UNANSWERABLE]);
  const development = askAll([...DEVELOPMENT_ANSWERABLE, ...DEVELOPMENT_UNANSWERABLE]);
  const third = askAll([...THIRD_ANSWERABLE, ...THIRD_UNANSWERABLE]);
  const judged = [...calibration, ...heldOut];
  const figures = {
    calibration: summarise(calibration),
    heldOut: summarise(heldOut),
    all: summarise(judged),
    fresh: summarise(fresh),
    development: summarise(development),
    third: summarise(third),
  };
  const order = figures.all.ndcg < figures.all.plainNdcg - AS_GOOD ? ["all: plain BM25 orders better"] : [];
  return {
    judged,
    overAll: [...fresh, ...development, ...third],
    figures,
    missed: [...missed("held out", figures.heldOut), ...missed("all", figures.all), ...order],
  };
}
