"use client";

import { useTranslations } from "next-intl";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { EXPECTED, PLAYGROUND_BOUNDS, type Expectation } from "@/lib/playground/protocol";

export interface TypedCase {
  question: string;
  kind: Expectation["kind"];
  source: string;
  /** One a line. */
  words: string;
}

export type CaseFaults = Partial<Record<keyof TypedCase, string>>;

const { questionCharsMax, sourceCharsMax, wordsMax, wordCharsMax } = PLAYGROUND_BOUNDS;

/** What a case asks and what it expects. */
export function CaseFields({
  typed,
  faults,
  onChange,
}: {
  typed: TypedCase;
  faults: CaseFaults;
  onChange(change: Partial<TypedCase>): void;
}) {
  const t = useTranslations("evaluations.case");
  return (
    <>
      <Field label={t("question")} error={faults.question} required>
        <Textarea
          value={typed.question}
          maxLength={questionCharsMax}
          onChange={(event) => onChange({ question: event.target.value })}
          className="max-h-40 min-h-14 overflow-y-auto"
          dir="auto"
        />
      </Field>
      <Field label={t("kind")}>
        <Select
          value={typed.kind}
          onValueChange={(kind) => onChange({ kind: EXPECTED.find((one) => one === kind) ?? typed.kind })}
        >
          <SelectTrigger className="w-full">
            <SelectValue />
          </SelectTrigger>
          <SelectContent>
            {EXPECTED.map((kind) => (
              <SelectItem key={kind} value={kind}>
                {t(`kinds.${kind}`)}
              </SelectItem>
            ))}
          </SelectContent>
        </Select>
      </Field>
      {typed.kind === "source" ? (
        <Field label={t("source")} help={t("sourceHelp")} error={faults.source} required>
          <Input
            value={typed.source}
            maxLength={sourceCharsMax}
            autoComplete="off"
            onChange={(event) => onChange({ source: event.target.value })}
          />
        </Field>
      ) : null}
      <Field label={t("words")} help={t("wordsHelp", { max: wordsMax })} error={faults.words} optional>
        <Textarea
          value={typed.words}
          onChange={(event) => onChange({ words: event.target.value })}
          className="max-h-32 min-h-14 overflow-y-auto"
          dir="auto"
        />
      </Field>
    </>
  );
}

/** What is wrong with what was typed. */
export function useCaseFaults({ question, kind, source, words }: TypedCase): CaseFaults {
  const t = useTranslations("evaluations.case");
  const lines = linesOf(words);
  return {
    question: question.trim() === "" ? t("questionMissing", { max: questionCharsMax }) : undefined,
    source: kind === "source" && source.trim() === "" ? t("sourceMissing") : undefined,
    words:
      lines.length > wordsMax || lines.some((line) => line.length > wordCharsMax)
        ? t("wordsMany", { max: wordsMax, chars: wordCharsMax })
        : undefined,
  };
}

/** As it is sent. */
export function caseOf({ question, kind, source, words }: TypedCase): { question: string; expects: Expectation } {
  return { question: question.trim(), expects: { kind, source: source.trim(), words: linesOf(words) } };
}

function linesOf(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}
