/** `npm run eval`: how well answers are found in Parlor's own documentation. Ends with 1 below the gates; `--each` lists misses. */
import { runMain } from "@/scripts/local/plain-error";
import { classify } from "./classify";
import { UNSEEN_MESSAGES } from "./messages";
import { evaluate } from "./run-all";
import { GATES, isRight, percent } from "./summary";

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
