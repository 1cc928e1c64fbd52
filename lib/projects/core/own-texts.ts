import type { EmbedLanguage, ProjectSettings, ProjectTexts } from "../protocol";

/** What a panel says in a language, where the project has no words of its own. */
export const OWN_TEXTS: Record<EmbedLanguage, ProjectTexts> = {
  en: {
    name: "Assistant",
    greeting: "Hello. What would you like to know?",
    placeholder: "Ask a question",
    suggestions: [],
    notice: "Answers come from a machine and can be wrong. Do not write passwords or card numbers here.",
  },
  de: {
    name: "Assistent",
    greeting: "Hallo. Was möchten Sie wissen?",
    placeholder: "Frage stellen",
    suggestions: [],
    notice:
      "Die Antworten kommen von einer Maschine und können falsch sein. Schreiben Sie keine Passwörter oder Kartennummern.",
  },
  fr: {
    name: "Assistant",
    greeting: "Bonjour. Que souhaitez-vous savoir ?",
    placeholder: "Poser une question",
    suggestions: [],
    notice:
      "Les réponses viennent d'une machine et peuvent être fausses. N'écrivez ni mot de passe ni numéro de carte.",
  },
  es: {
    name: "Asistente",
    greeting: "Hola. ¿Qué le gustaría saber?",
    placeholder: "Haga una pregunta",
    suggestions: [],
    notice: "Las respuestas las da una máquina y pueden ser incorrectas. No escriba contraseñas ni números de tarjeta.",
  },
  pt: {
    name: "Assistente",
    greeting: "Olá. O que gostaria de saber?",
    placeholder: "Faça uma pergunta",
    suggestions: [],
    notice: "As respostas vêm de uma máquina e podem estar erradas. Não escreva senhas nem números de cartão.",
  },
  ar: {
    name: "المساعد",
    greeting: "مرحبًا. ماذا تود أن تعرف؟",
    placeholder: "اطرح سؤالًا",
    suggestions: [],
    notice: "الإجابات من آلة وقد تكون خاطئة. لا تكتب كلمات مرور أو أرقام بطاقات.",
  },
};

/** Everything a panel says in a language. One that the project has no words for gets its English ones. */
export function textsFor({ texts }: Pick<ProjectSettings, "texts">, language: EmbedLanguage): ProjectTexts {
  return { ...OWN_TEXTS[language], ...(texts[language] ?? texts.en) };
}
