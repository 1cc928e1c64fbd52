"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { CHOICE_BOUNDS } from "@/lib/projects/core/choice-bounds";
import { draftOfTexts, faultsOfTexts, textsOfDraft, type TextsDraft } from "@/lib/projects/core/texts-draft";
import { OWN_TEXTS } from "@/lib/projects/core/own-texts";
import { EMBED_LANGUAGES, PROJECT_BOUNDS, type EmbedLanguage, type ProjectView } from "@/lib/projects/protocol";
import { ChoiceField } from "./choice-field";
import { LinesField } from "./lines-field";
import { SettingsForm } from "./settings-form";
import { useSettings } from "./use-settings";

/** What the panel says, language by language. What is left empty is said in the product's own words. */
export function TextsForm({ slug, project }: { slug: string; project: ProjectView }) {
  const t = useTranslations("projects.texts");
  const [shown, setShown] = useState<EmbedLanguage>(project.language);
  const languageOf = (language: EmbedLanguage) => t(`languages.${language}`);
  const form = useSettings<{ language: EmbedLanguage; texts: TextsDraft }>({
    slug,
    project,
    read: ({ language, texts }) => ({ language, texts: draftOfTexts(texts) }),
    write: ({ language, texts }) => ({ language, texts: textsOfDraft(texts) }),
    labels: Object.fromEntries(
      EMBED_LANGUAGES.flatMap((language) =>
        FIELDS.map((field) => [`texts.${language}.${field}`, `${t(field)} (${languageOf(language)})`]),
      ),
    ),
    check({ texts }) {
      const faults = faultsOfTexts(texts);
      // The first language with a fault is brought to the front, so that the summary's link leads somewhere.
      const [first] = Object.keys(faults);
      const language = EMBED_LANGUAGES.find((one) => first?.startsWith(`texts.${one}.`));
      if (language) setShown(language);
      return Object.fromEntries(
        Object.entries(faults).map(([name, { fault, max }]) => [name, t(`faults.${fault}`, { max })]),
      );
    },
  });
  const { draft, set } = form;
  const words = draft.texts[shown];
  const own = OWN_TEXTS[shown];
  const change = (part: Partial<TextsDraft[EmbedLanguage]>) =>
    set({ texts: { ...draft.texts, [shown]: { ...words, ...part } } });
  const written = { lang: shown, dir: shown === "ar" ? "rtl" : "ltr" } as const;
  const line = (field: "name" | "placeholder", charsMax: number) => (
    <Field
      label={t(field)}
      help={t(`${field}Help`)}
      id={form.idOf(`texts.${shown}.${field}`)}
      error={form.faults[`texts.${shown}.${field}`]}
      optional
    >
      <Input
        key={shown}
        value={words[field]}
        onChange={(event) => change({ [field]: event.target.value })}
        placeholder={own[field]}
        maxLength={charsMax}
        autoComplete="off"
        {...written}
      />
    </Field>
  );
  const lines = (field: "greeting" | "suggestions" | "notice", help: string) => (
    <LinesField
      form={form}
      name={`texts.${shown}.${field}`}
      label={t(field)}
      help={help}
      value={words[field]}
      onChange={(text) => change({ [field]: text })}
      placeholder={field === "suggestions" ? undefined : own[field]}
      {...written}
    />
  );
  return (
    <div className="flex max-w-2xl flex-col gap-4">
      <p className="text-sm text-muted-foreground">{t("about")}</p>
      <SettingsForm form={form} save={t("save")}>
        <ChoiceField
          label={t("language")}
          help={t("languageHelp")}
          values={EMBED_LANGUAGES}
          nameOf={languageOf}
          value={draft.language}
          onChange={(language) => set({ language })}
        />
        <ChoiceField<EmbedLanguage>
          label={t("shown")}
          values={EMBED_LANGUAGES}
          nameOf={(language) =>
            Object.values(draft.texts[language]).some((text) => text.trim() !== "")
              ? t("hasWords", { language: languageOf(language) })
              : languageOf(language)
          }
          value={shown}
          onChange={setShown}
        />
        {line("name", PROJECT_BOUNDS.nameCharsMax)}
        {lines("greeting", t("greetingHelp"))}
        {line("placeholder", PROJECT_BOUNDS.nameCharsMax)}
        {lines(
          "suggestions",
          t("suggestionsHelp", { max: PROJECT_BOUNDS.suggestionsMax, chars: CHOICE_BOUNDS.suggestionCharsMax }),
        )}
        {lines("notice", t("noticeHelp"))}
      </SettingsForm>
    </div>
  );
}

const FIELDS = ["name", "greeting", "placeholder", "suggestions", "notice"] as const;
