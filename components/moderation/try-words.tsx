"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useDeferredValue, useMemo, useState } from "react";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { compileWords } from "@/lib/moderation/core/word-filter";
import type { FilterWord } from "@/lib/moderation/protocol";
import { LIMITS } from "@/lib/rooms/protocol";

/** Shows what the list would do with a message, by the same rules as the rooms, without sending anything. */
export function TryWords({ words }: { words: readonly FilterWord[] }) {
  const t = useTranslations("moderation.words");
  const format = useFormatter();
  const [text, setText] = useState("");
  const asked = useDeferredValue(text);
  const filter = useMemo(() => compileWords(words), [words]);
  const found = useMemo(() => filter.matches(asked), [filter, asked]);
  const refusing = found.filter(({ action }) => action === "refuse");
  const because = format.list(
    (refusing.length > 0 ? refusing : found).map((word) => `“${word.text}”`),
    { type: "conjunction" },
  );
  const verdict =
    found.length === 0 ? t("trySent") : t(refusing.length > 0 ? "tryRefused" : "tryReported", { words: because });
  return (
    <section aria-labelledby="try-words" className="flex max-w-2xl flex-col gap-2">
      <h2 id="try-words" className="text-sm font-semibold">
        {t("try")}
      </h2>
      <Field label={t("tryLabel")} help={t("tryHelp")}>
        <Textarea
          rows={2}
          maxLength={LIMITS.bodyCharsMax}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </Field>
      <output className="min-h-5 text-sm [overflow-wrap:anywhere]">{asked.trim() === "" ? "" : verdict}</output>
    </section>
  );
}
