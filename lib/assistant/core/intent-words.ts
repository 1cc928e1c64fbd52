/** What rules look for in messages: English, German, French, Spanish, Portuguese, Arabic, a paragraph each. */
import { phrases, possessed } from "./plain-words";

const THING_EN =
  "order* | parcel* | package* | delivery | shipment* | stuff | invoice* | account | password | subscription | card | booking | purchase* | refund | address | profile | payment | e mail address | email";
const THING_DE =
  "bestellung* | paket* | packchen | lieferung* | sendung* | rechnung* | konto | passwort | kennwort | abo* | karte | buchung* | adresse | zahlung | profil | erstattung";
const THING_FR =
  "commande* | colis | livraison | facture* | compte | mot de passe | abonnement | carte | reservation | adresse | paiement | profil | remboursement";
const THING_ES =
  "pedido* | paquete* | envio | factura* | cuenta | contrasena | suscripcion | tarjeta | reserva | direccion | pago | perfil | reembolso | compra*";
const THING_PT =
  "encomenda* | pedido* | pacote* | entrega | fatura* | conta | senha | palavra passe | assinatura | subscricao | cartao | reserva | morada | endereco | pagamento | perfil | reembolso | compra*";

export const LISTS = {
  /** Whom one may want. */
  human: phrases(`
    human | humans | human being | person | people | someone | somebody | anyone | anybody | agent | agents | representative | staff
    employee | operator | advisor | adviser | support | customer service | your team | the team | colleague
    mensch* | person | leute | jemand* | mitarbeiter* | berater* | kundendienst | kundenservice | support | team | kollegen
    humain* | personne | quelqu un | conseiller* | conseillere* | agent | service client | equipe | gens
    persona | personas | humano | humana | alguien | agente | asesor* | operador* | atencion al cliente | equipo
    pessoa | pessoas | humano | humana | alguem | agente | atendente* | operador* | apoio ao cliente | assistente humano | equipa | equipe
    شخص | انسان | بشر | موظف* | ممثل | احد | احدا | خدمة العملاء | الدعم | الفريق | فريقكم
  `),
  /** How one comes to them. */
  reach: phrases(`
    talk | talking | speak | speaking | chat | connect me | connect | transfer me | put me through | contact | call | phone | reach
    instead of | real | rather | prefer | hand me over | get me | give me | deal with | live
    sprech* | reden | chatten | verbinde* | weiterleit* | anruf* | ruf* | telefonier* | erreich* | kontaktier* | lieber | echte* | statt
    parler | discuter | echanger | joindre | contacter | appeler | rappeler | prefere* | mettre en relation | vrai | vraie | vrais
    hablar | chatear | comunicar* | contactar | llamar* | llame* | atienda | atender | atendido | prefiero | pasame | paseme | real
    falar | conversar | contactar | contatar | ligar | ligue* | atendido | atendida | prefiro | transferir | real | de verdade
    اتحدث | التحدث | اتكلم | التكلم | اكلم | الكلام | التواصل | تواصل | اتصل | يتصل | تتصل | الاتصال | يساعدني | حقيقي* | تحويلي
  `),
  /** What says it by itself. */
  person: phrases(`
    call me | call me back | phone me | ring me
    mich anrufen | rufen sie mich | ruft mich | ansprechpartner* | mich zuruckrufen
    me rappeler | rappelez moi | m appeler | etre rappele*
    llamenme | llameme | que me llamen | llamadme
    me pode ligar | pode me ligar | liguem me | ligue me | que me liguem
    يتصل بي | اتصلوا بي | تتصلوا بي
  `),
  /** Done to the visitor, even where it is put as a question. */
  wronged: phrases(`
    my money | money back | refund me | lied to me | i demand | rip off
    mein geld | geld zuruck | ich verlange
    remboursez | rembourse moi | mon argent | j exige
    mi dinero | devuelvanme | exijo
    meu dinheiro | devolvam me | exijo
    مالي | اموالي | نقودي | فلوسي
  `),
  broken: phrases(`
    broken | damaged | defective | faulty | wrong | missing | broke | fell off | fell apart | ripped | torn | cracked | leaks | leaking
    stopped working | not working | doesn t work | does not work | never arrived | never came | complaint | complain | charged me
    kaputt* | beschadigt* | defekt* | falsch* | fehlt | gerissen | gebrochen | abgebrochen | zerbrochen | undicht | funktioniert nicht
    geht nicht | nie angekommen | beschwerde | beschweren | reklamation
    casse* | endommage* | defectueu* | abime* | dechire* | lache | en panne | fuit | ne fonctionne pas | ne marche pas
    jamais arrive* | reclamation | plainte
    roto | rota | danado | danada | defectuos* | rompio | estropeo | estropead* | averio | averiad* | no funciona | dejo de funcionar
    nunca llego | queja | reclamacion | llego mal | equivocado
    partido | partida | quebrad* | quebrou | danificad* | defeituos* | estragou* | estragad* | avariou | avariad* | rasgou | rasgad*
    nao funciona | deixou de funcionar | nunca chegou | reclamacao | queixa | errado
    مكسور* | تالف* | معطل* | تعطل* | انكسر* | تمزق* | لا يعمل | لا تعمل | خاطئ* | شكوى | لم يصل
  `),
  /** Said of what may come, not of what is. */
  supposed: phrases(`
    if | what happens | in case | can i return | can i exchange
    wenn | falls | was passiert | im fall
    si | que faire | en cas de | puis je
    que pasa | en caso de | puedo devolver
    se | o que acontece | caso | posso devolver
    لو | اذا | في حال
  `),
  order: new RegExp(
    [
      possessed("my", THING_EN),
      possessed("mein*", THING_DE),
      possessed("mon | ma | mes", THING_FR),
      possessed("mi | mis", THING_ES),
      possessed("meu | minha | meus | minhas", THING_PT),
      phrases(`
        order number | tracking | track | log in | login | sign in | the invoice
        bestellnummer | sendungsverfolgung | einloggen | anmelden | sendungsnummer
        numero de commande | suivi | me connecter | mot de passe
        numero de pedido | seguimiento | iniciar sesion
        numero da encomenda | rastrear | rastreio | iniciar sessao
        طلبي | طلبيتي | رقم الطلب | شحنتي | طردي | فاتورتي | حسابي | كلمة المرور | كلمة السر | اشتراكي | تسجيل الدخول | حجزي | بطاقتي | عنواني
      `),
    ]
      .map(({ source }) => source)
      .join("|"),
    "gu",
  ),
  asks: /^ (?:how|what|when|where|which|who|whose|why|is|are|am|was|were|do|does|did|can|could|may|should|will|would|have|has|any|tell me|i wonder|i d like to know|i would like to know|wie|was|wann|wo|wohin|woher|welche[rsnm]?|wer|wem|warum|wieso|weshalb|ist|sind|kann|konnen|konnte|darf|gibt|habt|haben|macht|liefer(?:t|n)|nehmt|nehmen|verkauft|bietet|ich wurde gern|comment|combien|quand|ou|quels?|quelles?|qui|que|qu est|pourquoi|est ce|peut|puis|pouvez|avez|y a|vous|acceptez|livrez|vendez|faites|como|cuanto|cuanta|cuant[oa]s|cuando|donde|cual|cuales|quien|por que|puedo|puede|pueden|hay|hacen|tienen|abren|cierran|venden|envian|aceptan|ofrecen|quanto|quanta|quando|onde|qual|quais|quem|porque|posso|pode|podem|ha|fazem|tem|abrem|fecham|vendem|enviam|aceitam|oferecem|كم|كيف|متى|اين|ما|ماذا|من|لماذا|هل|اي) /gu,
  chatter: phrases(`
    thanks | thank you | cheers | how are you | bye | goodbye | see you | good night | who are you | nice to meet you | are you a bot
    danke | dankeschon | wie geht | tschuss | auf wiedersehen | gute nacht | bis bald | wer bist du
    merci | comment ca va | ca va | au revoir | bonne nuit | bonne journee | a bientot
    gracias | como estas | que tal | adios | buenas noches | hasta luego
    obrigado | obrigada | como esta | tudo bem | adeus | boa noite | ate logo
    شكرا | كيف حالك | مع السلامة | الى اللقاء
  `),
};
