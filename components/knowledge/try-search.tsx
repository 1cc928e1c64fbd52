"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { Form, SubmitButton, TextField } from "@/components/access/form";
import { Badge } from "@/components/ui/badge";
import { useForm } from "@/lib/access/client/use-form";
import type { KnowledgeApi } from "@/lib/knowledge/client/knowledge-api";
import { KNOWLEDGE_LIMITS, type FoundPassage, type Retrieval } from "@/lib/knowledge/protocol";

/** What the assistant would be given for a question, and whether it would answer. */
export function TrySearch({ api, bound }: { api: KnowledgeApi; bound: number }) {
  const t = useTranslations("knowledge.try");
  const format = useFormatter();
  const [found, setFound] = useState<Retrieval | null>(null);
  const form = useForm({
    fields: ["query"],
    check: ({ query }) => ({ query: query.trim() === "" ? t("queryMissing") : undefined }),
    submit: ({ query }) => api.search(query),
    done: ({ retrieval }) => setFound(retrieval),
  });
  const percent = (part: number) => format.number(part, { style: "percent", maximumFractionDigits: 0 });
  return (
    <section aria-labelledby="try-title" className="flex flex-col gap-3">
      <h2 id="try-title" className="text-base font-semibold">
        {t("title")}
      </h2>
      <Form form={form}>
        <TextField
          form={form}
          name="query"
          label={t("query")}
          help={t("help")}
          autoComplete="off"
          maxLength={KNOWLEDGE_LIMITS.queryCharsMax}
        />
        <div>
          <SubmitButton form={form}>{t("submit")}</SubmitButton>
        </div>
      </Form>
      <div role="status" className="flex flex-col gap-3">
        {found === null ? null : (
          <>
            <p className="flex flex-wrap items-center gap-2 text-sm">
              <Badge variant={found.confidence >= bound ? "accent" : "warning"}>
                {t("confidence", { confidence: percent(found.confidence) })}
              </Badge>
              <span>{found.confidence >= bound ? t("answers") : t("abstains", { bound: percent(bound) })}</span>
              <span className="text-muted-foreground">{t(`method.${found.method}`)}</span>
            </p>
            <ol aria-label={t("passages")} className="flex flex-col divide-y rounded-md border empty:hidden">
              {found.passages.map((passage) => (
                <Passage key={`${passage.documentId}-${passage.start}`} passage={passage} />
              ))}
            </ol>
          </>
        )}
      </div>
    </section>
  );
}

function Passage({ passage: { title, headings, text, score, ranks } }: { passage: FoundPassage }) {
  const t = useTranslations("knowledge.try");
  const format = useFormatter();
  return (
    <li data-slot="passage" className="flex flex-col gap-1 px-3 py-2">
      <span className="text-sm font-medium break-words">{[title, ...headings].join(" › ")}</span>
      <p className="line-clamp-4 text-sm break-words whitespace-pre-line text-muted-foreground">{text}</p>
      <span className="text-xs text-muted-foreground">
        {[
          t("score", { score: format.number(score, { maximumFractionDigits: 2 }) }),
          ...(ranks.words === null ? [] : [t("byWords", { rank: ranks.words })]),
          ...(ranks.vectors === null ? [] : [t("byVectors", { rank: ranks.vectors })]),
        ].join(" · ")}
      </span>
    </li>
  );
}
