/**
 * Reads Prometheus' text format 0.0.4 by its published grammar, and nothing else: a scraper that takes less than this one
 * takes our metrics as well.
 */
export interface ReadFamily {
  help: string;
  type: string;
  samples: { labels: Record<string, string>; value: number }[];
}

const NAME = "[a-zA-Z_:][a-zA-Z0-9_:]*";
const HELP = new RegExp(`^# HELP (${NAME}) (.*)$`);
const TYPE = new RegExp(`^# TYPE (${NAME}) (counter|gauge|histogram|summary|untyped)$`);
const SAMPLE = new RegExp(`^(${NAME})(?:\\{(.*)\\})? (\\S+)(?: (-?\\d+))?$`);
const LABEL = /^([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\[\\n"])*)"(,|$)/;
const VALUE = /^(?:[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?|NaN|[+-]Inf)$/;

/** @throws Error at the first line that is not of the format, and for what must not repeat. */
export function parseExposition(text: string): Map<string, ReadFamily> {
  if (!text.endsWith("\n")) throw new Error("The last line does not end.");
  const families = new Map<string, ReadFamily>();
  const seen = new Set<string>();
  let current: { name: string; family: ReadFamily } | null = null;
  for (const [at, line] of text.slice(0, -1).split("\n").entries()) {
    const wrong = (why: string) => new Error(`Line ${at + 1}: ${why}: ${line}`);
    const help = HELP.exec(line);
    if (help) {
      const [, name = "", words = ""] = help;
      if (families.has(name)) throw wrong("a second family of this name");
      current = { name, family: { help: unescape(words), type: "", samples: [] } };
      families.set(name, current.family);
      continue;
    }
    const type = TYPE.exec(line);
    if (type) {
      if (current?.name !== type[1] || current?.family.type !== "") throw wrong("no such family is open");
      current.family.type = type[2] ?? "";
      continue;
    }
    const sample = SAMPLE.exec(line);
    if (!sample) throw wrong("neither a comment nor a sample");
    const [, name = "", labelText = "", value = ""] = sample;
    if (!current || name !== current.name || current.family.type === "") throw wrong("outside of its family");
    if (!VALUE.test(value)) throw wrong("not a number");
    const labels = readLabels(labelText, wrong);
    const key = `${name} ${JSON.stringify(Object.entries(labels).toSorted(([a], [b]) => (a < b ? -1 : 1)))}`;
    if (seen.has(key)) throw wrong("the same sample again");
    seen.add(key);
    if (current.family.type === "counter" && !name.endsWith("_total")) throw wrong("a counter ends with _total");
    current.family.samples.push({ labels, value: Number(value.replace("Inf", "Infinity")) });
  }
  return families;
}

function readLabels(text: string, wrong: (why: string) => Error): Record<string, string> {
  const labels: Record<string, string> = {};
  for (let rest = text; rest !== "";) {
    const found = LABEL.exec(rest);
    if (!found) throw wrong("not a label");
    const [whole, name = "", value = ""] = found;
    if (name in labels) throw wrong("a label twice");
    labels[name] = unescape(value);
    rest = rest.slice(whole.length);
  }
  return labels;
}

function unescape(text: string): string {
  return text.replaceAll(/\\([\\n"])/g, (_, letter: string) => (letter === "n" ? "\n" : letter));
}
