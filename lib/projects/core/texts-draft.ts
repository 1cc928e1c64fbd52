import {
  EMBED_LANGUAGES,
  PROJECT_BOUNDS,
  type EmbedLanguage,
  type ProjectSettings,
  type ProjectTexts,
} from "../protocol";
import { CHOICE_BOUNDS } from "./choice-bounds";

/** Texts as they are typed: "" is none, suggestions are one a line. */
export type TextsDraft = Record<EmbedLanguage, Record<keyof ProjectTexts, string>>;

export interface TextFault {
  fault: "long" | "tooMany" | "suggestionLong";
  max: number;
}

export function draftOfTexts(texts: ProjectSettings["texts"]): TextsDraft {
  const draft = EMBED_LANGUAGES.map((language) => {
    const { name = "", greeting = "", placeholder = "", suggestions = [], notice = "" } = texts[language] ?? {};
    return [language, { name, greeting, placeholder, suggestions: suggestions.join("\n"), notice }];
  });
  return Object.fromEntries(draft) as TextsDraft;
}

/** What is stored: a language without any words is absent, so that visitors get the English ones. */
export function textsOfDraft(draft: TextsDraft): ProjectSettings["texts"] {
  const texts: ProjectSettings["texts"] = {};
  for (const language of EMBED_LANGUAGES) {
    const { suggestions, ...lines } = draft[language];
    const said = Object.entries(lines).flatMap(([field, text]) => (text.trim() === "" ? [] : [[field, text.trim()]]));
    const offered = suggestionsOf(suggestions);
    const words = { ...Object.fromEntries(said), ...(offered.length === 0 ? {} : { suggestions: offered }) };
    if (Object.keys(words).length > 0) texts[language] = words as Partial<ProjectTexts>;
  }
  return texts;
}

/** What is wrong, by where it stands in what is sent. */
export function faultsOfTexts(draft: TextsDraft): Record<string, TextFault> {
  const { textCharsMax, suggestionsMax } = PROJECT_BOUNDS;
  const { suggestionCharsMax } = CHOICE_BOUNDS;
  const faults: Record<string, TextFault> = {};
  for (const language of EMBED_LANGUAGES) {
    const words = draft[language];
    const offered = suggestionsOf(words.suggestions);
    for (const field of ["greeting", "notice"] as const) {
      if (words[field].trim().length > textCharsMax)
        faults[`texts.${language}.${field}`] = { fault: "long", max: textCharsMax };
    }
    if (offered.length > suggestionsMax)
      faults[`texts.${language}.suggestions`] = { fault: "tooMany", max: suggestionsMax };
    else if (offered.some((text) => text.length > suggestionCharsMax))
      faults[`texts.${language}.suggestions`] = { fault: "suggestionLong", max: suggestionCharsMax };
  }
  return faults;
}

function suggestionsOf(text: string): string[] {
  return [...new Set(text.split("\n").map((line) => line.trim()))].filter((line) => line !== "");
}
