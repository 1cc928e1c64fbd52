/** What the assistant says of itself, where no model speaks: in each language of the panel. */
import { EMBED_LANGUAGES, type EmbedLanguage } from "@/lib/projects/protocol";

export type OwnWord = "unknown" | "person" | "refused" | "away" | "welcome";

const WORDS: Record<EmbedLanguage, Record<OwnWord, string>> = {
  en: {
    unknown:
      "I could not find an answer to this in the information I have. You can ask in other words, or ask the team directly.",
    person: "I am an automatic assistant and cannot put you through. The team can help you directly.",
    refused: "I cannot answer that here. The team can help you directly.",
    away: "I cannot answer at the moment. Please try again in a little while, or ask the team directly.",
    welcome: "You are welcome. Is there anything else?",
  },
  de: {
    unknown:
      "Dazu finde ich in meinen Informationen keine Antwort. Fragen Sie gern mit anderen Worten oder wenden Sie sich direkt an das Team.",
    person: "Ich bin ein automatischer Assistent und kann Sie nicht verbinden. Das Team hilft Ihnen direkt weiter.",
    refused: "Das kann ich hier nicht beantworten. Das Team hilft Ihnen direkt weiter.",
    away: "Ich kann gerade nicht antworten. Bitte versuchen Sie es gleich noch einmal oder wenden Sie sich direkt an das Team.",
    welcome: "Gern geschehen. Kann ich sonst noch helfen?",
  },
  fr: {
    unknown:
      "Je n’ai pas trouvé de réponse dans les informations dont je dispose. Vous pouvez reformuler votre question ou vous adresser directement à l’équipe.",
    person:
      "Je suis un assistant automatique et ne peux pas vous mettre en relation. L’équipe peut vous aider directement.",
    refused: "Je ne peux pas répondre à cela ici. L’équipe peut vous aider directement.",
    away: "Je ne peux pas répondre pour le moment. Réessayez dans un instant ou adressez-vous directement à l’équipe.",
    welcome: "Je vous en prie. Puis-je vous aider pour autre chose ?",
  },
  es: {
    unknown:
      "No he encontrado una respuesta en la información que tengo. Puede preguntar con otras palabras o dirigirse directamente al equipo.",
    person: "Soy un asistente automático y no puedo pasarle con nadie. El equipo puede ayudarle directamente.",
    refused: "No puedo responder a eso aquí. El equipo puede ayudarle directamente.",
    away: "Ahora mismo no puedo responder. Inténtelo de nuevo en un momento o diríjase directamente al equipo.",
    welcome: "De nada. ¿Puedo ayudarle en algo más?",
  },
  pt: {
    unknown:
      "Não encontrei uma resposta nas informações que tenho. Pode perguntar por outras palavras ou falar diretamente com a equipa.",
    person: "Sou um assistente automático e não posso passar a conversa a ninguém. A equipa pode ajudar diretamente.",
    refused: "Não posso responder a isso aqui. A equipa pode ajudar diretamente.",
    away: "De momento não posso responder. Tente novamente daqui a pouco ou fale diretamente com a equipa.",
    welcome: "De nada. Posso ajudar em mais alguma coisa?",
  },
  ar: {
    unknown: "لم أجد إجابة عن هذا في المعلومات المتاحة لي. يمكنك طرح السؤال بصياغة أخرى أو التواصل مع الفريق مباشرة.",
    person: "أنا مساعد آلي ولا أستطيع تحويلك إلى أحد. يمكن للفريق مساعدتك مباشرة.",
    refused: "لا أستطيع الإجابة عن هذا هنا. يمكن للفريق مساعدتك مباشرة.",
    away: "لا أستطيع الإجابة في هذه اللحظة. حاول مرة أخرى بعد قليل أو تواصل مع الفريق مباشرة.",
    welcome: "على الرحب والسعة. هل يمكنني مساعدتك في شيء آخر؟",
  },
};

export function ownWords(word: OwnWord, language: string): string {
  return WORDS[languageOf(language, "en")][word];
}

/** The panel's language nearest to what a browser asks for (`pt-BR`). */
export function languageOf(asked: string | undefined, fallback: EmbedLanguage): EmbedLanguage {
  const base = asked?.toLowerCase().split(/[-_]/, 1)[0];
  return EMBED_LANGUAGES.find((language) => language === base) ?? fallback;
}
