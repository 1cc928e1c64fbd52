/** What the assistant says of itself, where no model speaks: in each language of the panel. */
import { EMBED_LANGUAGES, type EmbedLanguage } from "@/lib/projects/protocol";

export type OwnWord = "unknown" | "refusedInput" | "refusedOutput" | "selfHarm" | "away" | "nothing";

const WORDS: Record<EmbedLanguage, Record<OwnWord, string>> = {
  en: {
    unknown:
      "I could not find an answer to this in the information I have. You can ask in other words, or ask the team directly.",
    refusedInput: "I cannot help with that. Ask me something else, or ask the team directly.",
    refusedOutput: "I cannot answer that here. The team can help you directly.",
    selfHarm:
      "I am sorry that you are going through this. I am only an assistant and cannot help as a person can. Please talk to somebody you trust, or call your local emergency number or a crisis line now.",
    away: "I cannot answer at the moment. Please try again in a little while, or ask the team directly.",
    nothing: "I have no answer to this. You can ask in other words, or ask the team directly.",
  },
  de: {
    unknown:
      "Dazu finde ich in meinen Informationen keine Antwort. Fragen Sie gern mit anderen Worten oder wenden Sie sich direkt an das Team.",
    refusedInput: "Dabei kann ich nicht helfen. Fragen Sie mich etwas anderes oder wenden Sie sich direkt an das Team.",
    refusedOutput: "Das kann ich hier nicht beantworten. Das Team hilft Ihnen direkt weiter.",
    selfHarm:
      "Es tut mir leid, dass es Ihnen so geht. Ich bin nur ein Assistent und kann nicht helfen, wie ein Mensch es kann. Bitte sprechen Sie mit jemandem, dem Sie vertrauen, oder rufen Sie jetzt den Notruf oder eine Krisenhotline an.",
    away: "Ich kann gerade nicht antworten. Bitte versuchen Sie es gleich noch einmal oder wenden Sie sich direkt an das Team.",
    nothing: "Darauf habe ich keine Antwort. Fragen Sie gern mit anderen Worten oder wenden Sie sich direkt an das Team.",
  },
  fr: {
    unknown:
      "Je n’ai pas trouvé de réponse dans les informations dont je dispose. Vous pouvez reformuler votre question ou vous adresser directement à l’équipe.",
    refusedInput:
      "Je ne peux pas vous aider pour cela. Posez-moi une autre question ou adressez-vous directement à l’équipe.",
    refusedOutput: "Je ne peux pas répondre à cela ici. L’équipe peut vous aider directement.",
    selfHarm:
      "Je suis désolé que vous traversiez cela. Je ne suis qu’un assistant et ne peux pas aider comme une personne. Parlez à quelqu’un de confiance ou appelez maintenant les urgences ou une ligne d’écoute.",
    away: "Je ne peux pas répondre pour le moment. Réessayez dans un instant ou adressez-vous directement à l’équipe.",
    nothing:
      "Je n’ai pas de réponse à cela. Vous pouvez reformuler votre question ou vous adresser directement à l’équipe.",
  },
  es: {
    unknown:
      "No he encontrado una respuesta en la información que tengo. Puede preguntar con otras palabras o dirigirse directamente al equipo.",
    refusedInput: "No puedo ayudar con eso. Pregúnteme otra cosa o diríjase directamente al equipo.",
    refusedOutput: "No puedo responder a eso aquí. El equipo puede ayudarle directamente.",
    selfHarm:
      "Siento que esté pasando por esto. Solo soy un asistente y no puedo ayudar como una persona. Hable con alguien de confianza o llame ahora a emergencias o a una línea de ayuda.",
    away: "Ahora mismo no puedo responder. Inténtelo de nuevo en un momento o diríjase directamente al equipo.",
    nothing: "No tengo respuesta para eso. Puede preguntar con otras palabras o dirigirse directamente al equipo.",
  },
  pt: {
    unknown:
      "Não encontrei uma resposta nas informações que tenho. Pode perguntar por outras palavras ou falar diretamente com a equipa.",
    refusedInput: "Não posso ajudar com isso. Pergunte-me outra coisa ou fale diretamente com a equipa.",
    refusedOutput: "Não posso responder a isso aqui. A equipa pode ajudar diretamente.",
    selfHarm:
      "Lamento que esteja a passar por isto. Sou apenas um assistente e não posso ajudar como uma pessoa. Fale com alguém de confiança ou ligue agora para a emergência ou para uma linha de apoio.",
    away: "De momento não posso responder. Tente novamente daqui a pouco ou fale diretamente com a equipa.",
    nothing: "Não tenho resposta para isso. Pode perguntar por outras palavras ou falar diretamente com a equipa.",
  },
  ar: {
    unknown: "لم أجد إجابة عن هذا في المعلومات المتاحة لي. يمكنك طرح السؤال بصياغة أخرى أو التواصل مع الفريق مباشرة.",
    refusedInput: "لا أستطيع المساعدة في هذا. اسألني عن شيء آخر أو تواصل مع الفريق مباشرة.",
    refusedOutput: "لا أستطيع الإجابة عن هذا هنا. يمكن للفريق مساعدتك مباشرة.",
    selfHarm:
      "يؤسفني أنك تمر بهذا. أنا مجرد مساعد ولا أستطيع المساعدة كما يستطيع إنسان. تحدث من فضلك إلى شخص تثق به أو اتصل الآن برقم الطوارئ أو بخط دعم نفسي.",
    away: "لا أستطيع الإجابة في هذه اللحظة. حاول مرة أخرى بعد قليل أو تواصل مع الفريق مباشرة.",
    nothing: "ليست لدي إجابة عن هذا. يمكنك طرح السؤال بصياغة أخرى أو التواصل مع الفريق مباشرة.",
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
