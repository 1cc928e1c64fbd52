/**
 * `npm run eval`: how well answers are found in Parlor's own documentation. Ends with 1 below the gates; `--each` lists misses,
 * `--vectors` measures the order with a sentence encoder as well.
 */
import { runMain } from "@/scripts/local/plain-error";
import { classify } from "./classify";
import { UNSEEN_MESSAGES } from "./messages";
import { startEncoder } from "./encoder";
import { evaluate } from "./run-all";
import { GATES, isRight, percent } from "./summary";
import { evaluateVectors } from "./with-vectors";

await runMain(async () => {
  const { figures, judged, overAll, missed } = evaluate();
  const rows: [string, (name: keyof typeof figures) => string][] = [
    ["Questions (answerable, not)", (name) => `${figures[name].answerable}, ${figures[name].unanswerable}`],
    ["nDCG@10, plain BM25", (name) => judgedOrder(name, figures[name].plainNdcg)],
    ["nDCG@10", (name) => judgedOrder(name, figures[name].ndcg)],
    ["Recall@10, plain BM25", (name) => judgedOrder(name, figures[name].plainRecall)],
    ["Recall@10", (name) => judgedOrder(name, figures[name].recall)],
    [`Right source cited (${percent(GATES.rightSource)})`, (name) => percent(figures[name].rightSource)],
    ["Pages cited, mean", (name) => figures[name].pagesCited.toFixed(2)],
    [`Abstains (${percent(GATES.abstains)})`, (name) => percent(figures[name].abstains)],
    [`Quotes verbatim (${percent(GATES.verbatim)})`, (name) => percent(figures[name].verbatim)],
  ];
  say(["", "calibration", "held out", "all", "second set", "development", "third set"]);
  for (const [title, of] of rows)
    say([title, of("calibration"), of("heldOut"), of("all"), of("fresh"), of("development"), of("third")]);
  sayMessages();
  if (process.argv.includes("--vectors") && !(await sayVectors())) process.exitCode = 1;
  if (process.argv.includes("--each")) {
    for (const each of [...judged, ...overAll]) {
      const good = each.question.pages ? isRight(each) : each.cited.length === 0;
      if (!good)
        process.stdout.write(
          `\n${each.question.ask}\n  ${each.confidence.toFixed(2)} ${each.cited.join(", ")}: ${each.answer}\n`,
        );
    }
  }
  for (const gate of missed) process.stderr.write(`${gate}\n`);
  if (missed.length > 0) process.exitCode = 1;
});

/** Whether the order is better with vectors than by plain BM25, and not worse than by words. */
async function sayVectors(): Promise<boolean> {
  const encoder = await startEncoder();
  try {
    const { words, hybrid } = await evaluateVectors(encoder);
    process.stdout.write(`\nThe judged set with vectors of ${encoder.name}\n`);
    say(["", "plain BM25", "words", "with vectors"]);
    say(["nDCG@10", ...[words.plainNdcg, words.ndcg, hybrid.ndcg].map((figure) => figure.toFixed(3))]);
    say(["Recall@10", ...[words.plainRecall, words.recall, hybrid.recall].map((figure) => figure.toFixed(3))]);
    for (const [title, of] of [
      ["Right source cited", "rightSource"],
      ["Abstains", "abstains"],
    ] as const)
      say([title, "-", percent(words[of]), percent(hybrid[of])]);
    return hybrid.ndcg > words.plainNdcg && hybrid.ndcg >= words.ndcg;
  } finally {
    encoder.remove();
  }
}

/** Of the sets over every page pages were judged, and no passages. */
function judgedOrder(name: string, figure: number): string {
  return name === "fresh" || name === "development" || name === "third" ? "-" : figure.toFixed(3);
}

/** What rules make of messages that they were not made with. */
function sayMessages(): void {
  const { intents, sentiments, wrong } = classify(UNSEEN_MESSAGES);
  const right = percent(1 - wrong.length / UNSEEN_MESSAGES.length);
  process.stdout.write(
    `\n${UNSEEN_MESSAGES.length} messages not seen before: ${right} with the right intent and mood\n`,
  );
  say(["", "messages", "precision", "recall"]);
  for (const { name, count, precision, recall } of [...intents, ...sentiments])
    say([name, String(count), percent(precision), percent(recall)]);
}

function say([title = "", ...cells]: string[]): void {
  process.stdout.write(`${title.padEnd(30)}${cells.map((cell) => cell.padStart(14)).join("")}\n`);
}
