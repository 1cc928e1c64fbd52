import type { Sentiment } from "../kept";
import { phrases, plainWords } from "./plain-words";

// In the languages of the panel. What only names a thing ("a damaged book") says nothing of a mood.
const GOOD = phrases(`
  great | excellent | perfect | awesome | amazing | fantastic | wonderful | brilliant | love | helpful | happy | good job
  well done | nice | pleased | satisfied | impressed | beautiful | gorgeous | lovely | you re a star | a star | legend | best
  super | toll | prima | klasse | perfekt | wunderbar | hervorragend | begeistert | zufrieden | hilfreich | spitze | geholfen | wunderschon*
  parfait | parfaite | genial | excellente | merveilleux | ravi | ravie | j adore | satisfait | satisfaite | utile | magnifique
  excelente | perfecto | genial | estupendo | maravilloso | encantado | encantada | contento | contenta | satisfecho | satisfecha
  perfeito | otimo | optimo | maravilhoso | satisfeito | satisfeita | adorei | adoro
  ممتاز* | رائع* | جميل* | مفيد* | سعيد* | راض
`);
const BAD = phrases(`
  unacceptable | useless | terrible | awful | horrible | worst | angry | annoyed | annoying | disappointed | disappointing
  frustrated | frustrating | ridiculous | rubbish | garbage | hate | scam | rip off | ripped off | disgrace* | furious | a joke | lied to me | money back
  nobody answers | no one answers | nobody replies | ignores me | ignored | fed up | still have not | still haven t
  still waiting | have been waiting | charged me twice | stopped working | never arrived | never came | third time | bad service
  enttauscht* | unverschamt* | schlecht* | furchtbar | schrecklich | argerlich | verargert | wutend | frechheit | nutzlos
  katastrophe | betrug | niemand antwortet | keine antwort | immer noch nicht | immer noch keine* | kaputt angekommen
  inadmissible | inacceptable | decu | decue | nul | nulle | horrible | affreux | honteux | scandaleux | en colere | furieux
  arnaque | personne ne repond | toujours rien | toujours pas | pire
  inaceptable | pesimo | pesima | terrible | horrible | decepcionado | decepcionada | enfadado | enfadada | verguenza | estafa
  inutil | nadie responde | nadie contesta | no he recibido | todavia no | sigo esperando | llevo * esperando | peor
  inaceitavel | horrivel | terrivel | desiludido | desiludida | desapontado | desapontada | decepcionado | vergonha | burla
  ninguem responde | ainda nao recebi | nao recebi | estou a espera ha | continuo a espera | pior
  غير مقبول* | سيئ* | سيء* | اسوا | غاضب* | محبط* | مستاء* | احتيال | نصب | لا احد يرد | لم يصلني | لم اتلق | فاشل*
`);
/** What turns the word behind it into its opposite. */
const NOT =
  / (?:not|no|never|isn t|wasn t|don t|doesn t|didn t|nicht|kein|keine|pas|jamais|nunca|nao|nem|ليس|ليست|لا)(?: \p{L}+)? $/u;
const GLAD = /[\u{1F600}-\u{1F60D}\u{1F44D}\u{1F929}\u{1F973}\u2764]|(?:^|\s):-?[)D](?:\s|$)/u;
const CROSS = /[\u{1F620}-\u{1F624}\u{1F44E}\u{1F61E}\u{1F621}\u{1F92C}\u{1F92E}]|(?:^|\s):-?\((?:\s|$)/u;

/** The mood of a message, by its words: what is not said with them is not seen. */
export function sentimentOf(text: string): Sentiment {
  const plain = plainWords(text);
  const { kept: good, turned: bad } = counted(plain, GOOD);
  const { kept: worse } = counted(plain, BAD);
  const sum = good + (GLAD.test(text) ? 1 : 0) - bad - worse * 2 - (CROSS.test(text) ? 2 : 0);
  return sum < 0 ? "negative" : sum > 0 ? "positive" : "neutral";
}

function counted(plain: string, list: RegExp): { kept: number; turned: number } {
  let kept = 0;
  let turned = 0;
  for (const { index } of plain.matchAll(list)) {
    if (NOT.test(plain.slice(0, index))) turned++;
    else kept++;
  }
  return { kept, turned };
}
