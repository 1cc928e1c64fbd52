"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "@/components/ui/select";
import { INTENTS, SENTIMENTS } from "@/lib/assistant/kept";
import {
  CONVERSATION_BOUNDS,
  OUTCOMES,
  VOTES,
  type ConversationList,
  type ConversationSearch,
} from "@/lib/conversations/protocol";

const ANY = "any";

/** What is looked for among conversations. Nothing is sent before it is asked for. */
export function ConversationFilters({
  search,
  projects,
  searched,
  onSearch,
}: {
  search: ConversationSearch;
  projects: ConversationList["projects"];
  searched: boolean;
  onSearch(wish: Partial<ConversationSearch>): void;
}) {
  const t = useTranslations("conversations");
  const [project, setProject] = useState(search.project);
  const [outcome, setOutcome] = useState(search.outcome);
  const [vote, setVote] = useState(search.vote);
  const [intent, setIntent] = useState(search.intent);
  const [sentiment, setSentiment] = useState(search.sentiment);
  return (
    <form
      role="search"
      aria-label={t("filters")}
      className="flex flex-wrap items-end gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        const text = String(new FormData(event.currentTarget).get("text") ?? "").trim();
        onSearch({ project, outcome, vote, intent, sentiment, text });
      }}
    >
      <Choice
        label={t("project")}
        value={project}
        options={projects.map(({ id, name }) => ({ value: id, name }))}
        onChoose={(value) => setProject(projects.find(({ id }) => id === value)?.id ?? "")}
      />
      <Choice
        label={t("outcome")}
        value={outcome}
        options={OUTCOMES.map((value) => ({ value, name: t(`outcomes.${value}`) }))}
        onChoose={(value) => setOutcome(OUTCOMES.find((one) => one === value) ?? "")}
      />
      <Choice
        label={t("vote")}
        value={vote}
        options={VOTES.map((value) => ({ value, name: t(`votes.${value}`) }))}
        onChoose={(value) => setVote(VOTES.find((one) => one === value) ?? "")}
      />
      <Choice
        label={t("intent")}
        value={intent}
        options={INTENTS.map((value) => ({ value, name: t(`intents.${value}`) }))}
        onChoose={(value) => setIntent(INTENTS.find((one) => one === value) ?? "")}
      />
      <Choice
        label={t("sentiment")}
        value={sentiment}
        options={SENTIMENTS.map((value) => ({ value, name: t(`sentiments.${value}`) }))}
        onChoose={(value) => setSentiment(SENTIMENTS.find((one) => one === value) ?? "")}
      />
      <Field label={t("text")}>
        <Input
          name="text"
          defaultValue={search.text}
          maxLength={CONVERSATION_BOUNDS.textCharsMax}
          autoComplete="off"
          title={t("textHelp")}
          className="w-44"
        />
      </Field>
      <div className="flex gap-2">
        <Button type="submit">{t("search")}</Button>
        {searched ? (
          <Button variant="ghost" onClick={() => onSearch({})}>
            {t("clear")}
          </Button>
        ) : null}
      </div>
    </form>
  );
}

function Choice({
  label,
  value,
  options,
  onChoose,
}: {
  label: string;
  value: string;
  options: readonly { value: string; name: string }[];
  onChoose(value: string): void;
}) {
  const t = useTranslations("conversations");
  return (
    <Field label={label}>
      <Select value={value === "" ? ANY : value} onValueChange={onChoose}>
        <SelectTrigger className="w-44">
          <SelectValue />
        </SelectTrigger>
        <SelectContent>
          <SelectItem value={ANY}>{t("any")}</SelectItem>
          {options.map((option) => (
            <SelectItem key={option.value} value={option.value}>
              {option.name}
            </SelectItem>
          ))}
        </SelectContent>
      </Select>
    </Field>
  );
}
