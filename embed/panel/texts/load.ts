import type { EmbedLanguage } from "../../../lib/projects/protocol";
import { en, type Texts } from "./en";

const OTHERS: Record<Exclude<EmbedLanguage, "en">, () => Promise<Texts>> = {
  de: async () => (await import("./de")).de,
  fr: async () => (await import("./fr")).fr,
  es: async () => (await import("./es")).es,
  pt: async () => (await import("./pt")).pt,
  ar: async () => (await import("./ar")).ar,
};

/** English is built in, and stands in where a language cannot be loaded. */
export async function textsOf(language: EmbedLanguage): Promise<Texts> {
  if (language === "en") return en;
  try {
    return await OTHERS[language]();
  } catch {
    return en;
  }
}
