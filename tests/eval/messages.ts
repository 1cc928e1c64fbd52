/**
 * What visitors write, with what a person who reads it would say it is: written before the rules that are judged by it.
 * Every second one of each language was not looked at while they were made.
 */
import type { Intent, Sentiment } from "@/lib/assistant/core/intent";

export interface JudgedMessage {
  language: string;
  text: string;
  intent: Intent;
  sentiment: Sentiment;
}

type Row = readonly [Intent, Sentiment, string];

const MESSAGES: Record<string, readonly Row[]> = {
  en: [
    ["question", "neutral", "How long does delivery to Norway take?"],
    ["question", "neutral", "do you ship to switzerland"],
    ["order", "neutral", "Where is my order 48213?"],
    ["order", "neutral", "I forgot my password and cannot log in"],
    ["complaint", "negative", "My bike arrived damaged and nobody answers my mails."],
    ["complaint", "negative", "This is the third time the parcel was wrong. Unacceptable!"],
    ["person", "neutral", "Can I talk to a human please?"],
    ["person", "neutral", "I'd like to speak with someone from support"],
    ["small_talk", "neutral", "Hi there"],
    ["small_talk", "positive", "Thank you, that was very helpful!"],
    ["question", "neutral", "What happens if my item arrives broken?"],
    ["question", "positive", "I love the blue one, does it come in size M?"],
    ["person", "negative", "This bot is useless, give me a real person"],
    ["order", "neutral", "I want to cancel my subscription"],
    ["complaint", "negative", "The lamp stopped working after two days"],
    ["complaint", "negative", "I have been waiting for three weeks and still have not received anything"],
    ["order", "neutral", "Please change the address of my order"],
    ["small_talk", "neutral", "how are you?"],
    ["other", "neutral", "blue jacket size 42"],
    ["question", "neutral", "Is the warranty valid abroad?"],
    ["person", "neutral", "please call me back"],
    ["order", "neutral", "could you send me the invoice for my last purchase"],
    ["complaint", "negative", "You charged me twice and your support ignores me"],
    ["small_talk", "neutral", "ok bye"],
    ["question", "neutral", "Which payment methods do you accept?"],
    ["question", "neutral", "who is the agent in the film you advertise?"],
    ["other", "positive", "Great shop, keep going"],
    ["order", "neutral", "track my parcel"],
    ["question", "neutral", "can i return a damaged book"],
    ["other", "neutral", "asdf"],
  ],
  de: [
    ["question", "neutral", "Wie lange dauert die Lieferung nach Wien?"],
    ["question", "neutral", "Welche Größen gibt es"],
    ["order", "neutral", "Wo ist meine Bestellung?"],
    ["order", "neutral", "Ich habe mein Passwort vergessen"],
    ["complaint", "negative", "Das Rad ist kaputt angekommen, ich bin sehr enttäuscht"],
    ["complaint", "negative", "Seit zwei Wochen warte ich und niemand antwortet. Unverschämt!"],
    ["person", "neutral", "Ich möchte mit einem Menschen sprechen"],
    ["person", "neutral", "Kann mich jemand vom Team anrufen?"],
    ["small_talk", "neutral", "Guten Morgen"],
    ["small_talk", "positive", "Vielen Dank, super Hilfe!"],
    ["question", "neutral", "Was passiert, wenn die Ware beschädigt ankommt?"],
    ["order", "neutral", "Bitte stornieren Sie meine Bestellung"],
    ["other", "neutral", "rote Schuhe 38"],
    ["question", "neutral", "Kann ich auf Rechnung zahlen?"],
  ],
  fr: [
    ["question", "neutral", "Quels sont les délais de livraison ?"],
    ["question", "neutral", "Est-ce que vous livrez en Belgique"],
    ["order", "neutral", "Où est ma commande ?"],
    ["order", "neutral", "J'ai oublié mon mot de passe"],
    ["complaint", "negative", "Le colis est arrivé cassé, c'est inadmissible"],
    ["complaint", "negative", "Je n'ai toujours rien reçu, je suis très déçue"],
    ["person", "neutral", "Je voudrais parler à un conseiller"],
    ["person", "neutral", "Pouvez-vous me rappeler ?"],
    ["small_talk", "neutral", "Bonjour"],
    ["small_talk", "positive", "Merci beaucoup, c'était parfait"],
    ["question", "neutral", "Que faire si l'article arrive cassé ?"],
    ["order", "neutral", "Je veux annuler mon abonnement"],
    ["other", "neutral", "veste bleue taille 42"],
    ["question", "neutral", "Peut-on payer en plusieurs fois ?"],
  ],
  es: [
    ["question", "neutral", "¿Cuánto tarda el envío a Madrid?"],
    ["question", "neutral", "Hacen envíos a Portugal?"],
    ["order", "neutral", "¿Dónde está mi pedido?"],
    ["order", "neutral", "He olvidado mi contraseña"],
    ["complaint", "negative", "El paquete llegó roto y nadie responde, es inaceptable"],
    ["complaint", "negative", "Llevo tres semanas esperando y no he recibido nada. Pésimo servicio"],
    ["person", "neutral", "Quiero hablar con una persona"],
    ["person", "neutral", "¿Me puede llamar alguien?"],
    ["small_talk", "neutral", "Hola, buenas tardes"],
    ["small_talk", "positive", "Muchas gracias, excelente ayuda"],
    ["question", "neutral", "¿Qué pasa si el producto llega roto?"],
    ["order", "neutral", "Quiero cancelar mi suscripción"],
    ["other", "neutral", "chaqueta azul talla 42"],
    ["question", "neutral", "¿Puedo pagar a plazos?"],
  ],
  pt: [
    ["question", "neutral", "Quanto tempo demora a entrega em Lisboa?"],
    ["question", "neutral", "Fazem entregas no Brasil?"],
    ["order", "neutral", "Onde está a minha encomenda?"],
    ["order", "neutral", "Esqueci a minha palavra-passe"],
    ["complaint", "negative", "O pacote chegou partido e ninguém responde, é inaceitável"],
    ["complaint", "negative", "Estou à espera há três semanas e ainda não recebi nada. Péssimo serviço"],
    ["person", "neutral", "Quero falar com uma pessoa"],
    ["person", "neutral", "Alguém me pode ligar?"],
    ["small_talk", "neutral", "Olá, bom dia"],
    ["small_talk", "positive", "Muito obrigada, excelente ajuda"],
    ["question", "neutral", "O que acontece se o produto chegar partido?"],
    ["order", "neutral", "Quero cancelar a minha assinatura"],
    ["other", "neutral", "casaco azul tamanho 42"],
    ["question", "neutral", "Posso pagar em prestações?"],
  ],
  ar: [
    ["question", "neutral", "كم يستغرق التوصيل إلى دبي؟"],
    ["question", "neutral", "هل تشحنون إلى مصر"],
    ["order", "neutral", "أين طلبي؟"],
    ["order", "neutral", "نسيت كلمة المرور"],
    ["complaint", "negative", "وصل الطرد مكسورا ولا أحد يرد، هذا غير مقبول"],
    ["complaint", "negative", "أنتظر منذ ثلاثة أسابيع ولم يصلني شيء، خدمة سيئة"],
    ["person", "neutral", "أريد التحدث مع شخص"],
    ["person", "neutral", "هل يمكن أن يتصل بي أحد؟"],
    ["small_talk", "neutral", "مرحبا"],
    ["small_talk", "positive", "شكرا جزيلا، مساعدة ممتازة"],
    ["question", "neutral", "ماذا لو وصل المنتج مكسورا؟"],
    ["order", "neutral", "أريد إلغاء اشتراكي"],
    ["other", "neutral", "سترة زرقاء مقاس 42"],
    ["question", "neutral", "هل يمكنني الدفع بالتقسيط؟"],
  ],
};

export const JUDGED_MESSAGES: readonly JudgedMessage[] = Object.entries(MESSAGES).flatMap(([language, rows]) =>
  rows.map(([intent, sentiment, text]) => ({ language, text, intent, sentiment })),
);
