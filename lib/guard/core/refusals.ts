import type { EmbedLanguage } from "@/lib/projects/protocol";
import type { FilterCategory } from "../protocol";

/** What a visitor is told instead of an answer. Of self-harm: with care, and where help is, whatever else was asked. */
export const REFUSALS: Record<EmbedLanguage, Record<FilterCategory, string>> = {
  en: {
    abuse: "I would like to help, but not in this tone. Tell me what went wrong, and I will look for an answer.",
    self_harm:
      "I am sorry that things are so hard right now. I am only an assistant on this site, but there are people who will listen to you now: in the United States and Canada call or text 988, in the United Kingdom and Ireland call 116 123, elsewhere find a line at findahelpline.com. If you are in danger, call your local emergency number.",
    injection: "I cannot follow this request. I can answer questions about this site and what is offered here.",
    rule: "I cannot talk about this here. Is there something else that I can help you with?",
  },
  de: {
    abuse:
      "Ich helfe gern, aber nicht in diesem Ton. Sagen Sie mir, was schiefgelaufen ist, dann suche ich eine Antwort.",
    self_harm:
      "Es tut mir leid, dass es gerade so schwer ist. Ich bin nur ein Assistent auf dieser Seite, aber es gibt Menschen, die jetzt zuhören: in Deutschland die TelefonSeelsorge unter 0800 111 0 111, in Österreich unter 142, in der Schweiz die Dargebotene Hand unter 143, anderswo findahelpline.com. Bei Gefahr wählen Sie den Notruf 112.",
    injection: "Dieser Bitte kann ich nicht folgen. Ich beantworte Fragen zu dieser Seite und zum Angebot hier.",
    rule: "Darüber kann ich hier nicht sprechen. Kann ich Ihnen bei etwas anderem helfen?",
  },
  fr: {
    abuse: "Je veux bien aider, mais pas sur ce ton. Dites-moi ce qui n’a pas marché et je chercherai une réponse.",
    self_harm:
      "Je suis désolé que ce soit si dur en ce moment. Je ne suis qu’un assistant sur ce site, mais des personnes peuvent vous écouter maintenant : en France, appelez le 3114, en Belgique le 0800 32 123, en Suisse le 143, ailleurs voyez findahelpline.com. En cas de danger, appelez le 112.",
    injection: "Je ne peux pas suivre cette demande. Je réponds aux questions sur ce site et sur ce qu’il propose.",
    rule: "Je ne peux pas en parler ici. Puis-je vous aider pour autre chose ?",
  },
  es: {
    abuse: "Quiero ayudar, pero no en este tono. Dime qué ha fallado y buscaré una respuesta.",
    self_harm:
      "Siento que las cosas sean tan difíciles ahora. Solo soy un asistente de este sitio, pero hay personas que pueden escucharte ahora mismo: en España llama al 024, en México al 800 911 2000, en otros lugares mira findahelpline.com. Si estás en peligro, llama al número de emergencias (112 o 911).",
    injection: "No puedo seguir esta petición. Respondo preguntas sobre este sitio y lo que ofrece.",
    rule: "No puedo hablar de eso aquí. ¿Puedo ayudarte con otra cosa?",
  },
  pt: {
    abuse: "Quero ajudar, mas não neste tom. Diga-me o que correu mal e procuro uma resposta.",
    self_harm:
      "Lamento que as coisas estejam tão difíceis agora. Sou apenas um assistente deste site, mas há pessoas que podem ouvir já: no Brasil ligue 188 (CVV), em Portugal ligue 213 544 545 (SOS Voz Amiga), noutros lugares veja findahelpline.com. Em perigo, ligue para o número de emergência (112 ou 192).",
    injection: "Não posso seguir este pedido. Respondo a perguntas sobre este site e o que ele oferece.",
    rule: "Não posso falar sobre isso aqui. Posso ajudar com outra coisa?",
  },
  ar: {
    abuse: "أود المساعدة، ولكن ليس بهذه اللهجة. أخبرني بما حدث وسأبحث عن إجابة.",
    self_harm:
      "يؤسفني أن الأمور صعبة عليك الآن. أنا مجرد مساعد في هذا الموقع، لكن هناك من يستمع إليك الآن: ابحث عن خط مساعدة في بلدك على findahelpline.com. إذا كنت في خطر فاتصل برقم الطوارئ المحلي.",
    injection: "لا يمكنني تنفيذ هذا الطلب. أجيب عن الأسئلة المتعلقة بهذا الموقع وما يقدمه.",
    rule: "لا يمكنني الحديث عن هذا هنا. هل يمكنني مساعدتك في شيء آخر؟",
  },
};
