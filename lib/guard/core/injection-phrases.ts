/** Phrases of takeover attempts, over text as `plainText` leaves it: lower case, no accents, single spaces. */
export type InjectionSignal =
  | "override"
  | "role"
  | "secret"
  | "address"
  | "conceal"
  | "exfiltrate"
  | "tool"
  | "delimiter"
  | "image"
  | "encoded"
  | "hidden";

interface Phrase {
  signal: InjectionSignal;
  weight: number;
  pattern: RegExp;
}

const rule = (signal: InjectionSignal, weight: number, ...sources: string[]): Phrase[] =>
  sources.map((source) => ({ signal, weight, pattern: new RegExp(source, "u") }));

/** Some words between two parts of a phrase. */
const W = "(?:[^.!?\\n]{0,50}?)";

export const INJECTION_PHRASES: readonly Phrase[] = [
  // Instructions are to be set aside.
  ...rule(
    "override",
    0.65,
    `\\b(?:ignore|disregard|forget|override|bypass|discard|drop|neglect|set aside|pay no attention to|do not follow|don['’]t follow|stop following|erase)\\b${W}\\b(?:previous|prior|above|earlier|preceding|all|any|your|the|original|initial|system|foregoing|existing|every|other|these|those)\\b${W}\\b(?:instructions?|rules?|prompts?|guidelines?|directions?|directives?|constraints?|restrictions?|policy|policies|programming|orders|training|safeguards?|filters?|guardrails?)\\b`,
    "\\b(?:ignore|disregard|forget) (?:everything|anything|all) (?:above|before|previous|prior|that came before|you (?:were|have been|know|read)|i said|so far)",
    `\\b(?:ignorier\\w*|vergiss|vergessen sie|missacht\\w*|umgeh\\w*|uberschreib\\w*|befolge nicht|halte dich nicht)\\b${W}\\b(?:anweisung\\w*|instruktion\\w*|regel\\w*|vorgabe\\w*|richtlinie\\w*|prompt\\w*|befehl\\w*|einschrankung\\w*|alles|systemtext\\w*|sicherheits\\w*)`,
    `\\b(?:ignore[rz]?|oublie[rz]?|neglige[rz]?|contourne[rz]?|outrepasse[rz]?|ne (?:suis|suivez|tiens|tenez) (?:pas|plus)|fais abstraction|faites abstraction)\\b${W}\\b(?:instructions?|consignes?|regles?|directives?|ordres?|prompts?|contraintes?|restrictions?|tout ce qui precede|tout ce que)\\b`,
    `\\b(?:ignora\\w*|olvid\\w+|omit\\w+|descart\\w+|desobede\\w+|salta(?:te)?|no sigas|anula\\w*)\\b${W}\\b(?:instrucci\\w+|reglas?|ordenes|directrices|indicaciones|prompts?|restricciones|normas|todo lo anterior|politicas?)\\b`,
    `\\b(?:ignor[ea]\\w*|esquec\\w+|desconsider\\w+|descart\\w+|desobede\\w+|nao sigas?|nao siga|anul\\w+)\\b${W}\\b(?:instruc\\w+|regras?|ordens|diretrizes|comandos|prompts?|restricoes|normas|tudo o que|politicas?)\\b`,
    `(?:تجاهل|انس|انسى|اهمل|تخط|تجاوز|لا تتبع)${W}(?:التعليمات|تعليمات|الاوامر|القواعد|الارشادات|تعليماتك|قواعدك|السابقة|ما سبق|اوامر)`,
    `\\b(?:ignora|dimentica|trascura)\\b${W}\\b(?:istruzioni|regole|direttive|prompt)\\b`,
    `\\b(?:negeer|vergeet)\\b${W}\\b(?:instructies|regels|opdrachten)\\b`,
    `(?:игнорируи|забудь|игнорируите|забудьте)${W}(?:инструкци|правил|указани)`,
    `(?:忽略|无视|忘记|忘掉)${W}(?:指令|指示|规则|提示|说明)`,
    `(?:指示|命令|ルール|プロンプト)${W}(?:無視|忘れ)`,
  ),
  ...rule(
    "override",
    0.5,
    "\\b(?:new|updated|revised|real|true|actual|corrected) (?:system )?(?:instructions?|directives?|orders|rules|prompt)\\b(?: ?:| follow| are| from| supersede| replace| apply)",
    "\\b(?:instructions?|rules|prompt|directives?) (?:above|before|so far|given earlier|you were given) (?:are|is|were|was) (?:void|obsolete|invalid|cancell?ed|outdated|a test|fake|wrong|revoked|no longer)",
    "\\b(?:supersedes?|replaces?|overrides?|takes precedence over|have priority over) (?:all |any |every |your |the )?(?:previous|prior|earlier|other|above|existing|system|original)\\b",
    "\\b(?:your|the) (?:only|sole|new|true|real|primary) (?:task|goal|job|purpose|objective|mission|instruction) (?:is|now)\\b",
    "\\binstead of answering\\b|\\brather than answering\\b|\\bdo not answer (?:the|their|any|his|her) (?:question|user)",
    "\\b(?:neue|geanderte|aktualisierte) (?:system)?(?:anweisung\\w*|instruktion\\w*|regeln)\\b ?:|\\bdeine (?:neue|einzige|wahre|eigentliche) aufgabe\\b",
    "\\bnouvelles? (?:instructions?|consignes?|regles?)\\b ?:|\\bta (?:nouvelle|seule|vraie) (?:tache|mission)\\b|\\bvotre (?:nouvelle|seule|vraie) (?:tache|mission)\\b",
    "\\bnuevas? (?:instrucci\\w+|reglas|ordenes)\\b ?:|\\btu (?:nueva|unica|verdadera) (?:tarea|mision|funcion)\\b",
    "\\bnovas? (?:instruc\\w+|regras|ordens)\\b ?:|\\b(?:a )?(?:tua|sua) (?:nova|unica|verdadeira) (?:tarefa|missao|funcao)\\b",
    "(?:تعليمات|اوامر|قواعد) جديدة|مهمتك (?:الجديدة|الوحيدة|الحقيقية)",
  ),
  // Another role.
  ...rule(
    "role",
    0.5,
    "\\byou are (?:now|no longer|from now on)\\b(?! (?:able|ready|logged|signed|subscribed|connected|in|on|at|leaving|my|our|part|a (?:member|customer|subscriber)))",
    "\\bfrom (?:now|here|this point) on,? (?:you|your|answer|respond|act|only|always|reply|speak)\\b",
    "\\b(?:developer|debug|god|admin|root|dan|unrestricted|maintenance|sudo|jailbreak|diagnostic|training) mode\\b(?: (?:is |has been )?(?:on|enabled|activated|active|engaged))|\\b(?:enter|enable|activate|switch (?:in)?to|go into)\\b[^.\\n]{0,20}\\b(?:developer|debug|god|admin|root|dan|unrestricted|maintenance|sudo|jailbreak|diagnostic) mode\\b",
    "\\b(?:jailbreak|do anything now|jailbroken)\\b",
    "\\b(?:pretend|act as if|imagine|roleplay|role-play|behave as if|simulate|play the role|play a game)\\b[^.\\n]{0,60}\\b(?:no (?:rules|restrictions|limits|filters?|guidelines)|unrestricted|without (?:rules|restrictions|limits|filters|any)|evil|hacker|uncensored|administrator|system|not an ai|grandmother)\\b",
    "\\b(?:without|no|free (?:of|from)) (?:any )?(?:restrictions|ethical|moral|content (?:policy|filter)|censorship|guardrails|safety)\\b[^.\\n]{0,40}\\b(?:answer|respond|reply|assistant|model|ai|you)\\b",
    "\\bdu bist (?:jetzt|nun|ab (?:jetzt|sofort)|nicht (?:mehr|langer))\\b|\\bab (?:jetzt|sofort)\\b[^.\\n]{0,20}\\b(?:bist du|antworte\\w*|handel\\w*|sprich)\\b|\\b(?:entwickler|admin|wartungs|debug)modus\\b[^.\\n]{0,20}\\b(?:aktiv\\w*|an|ein)\\b",
    "\\b(?:tu es|vous etes) (?:maintenant|desormais|dorenavant)\\b|\\b(?:a partir de maintenant|desormais|dorenavant)\\b[^.\\n]{0,20}\\b(?:tu|vous|repond\\w*|agis\\w*)\\b|\\bmode (?:developpeur|administrateur|debogage|sans restriction)\\b",
    "\\b(?:ahora eres|eres ahora|a partir de ahora|desde ahora|de ahora en adelante)\\b[^.\\n]{0,30}|\\bmodo (?:desarrollador|administrador|depuracion|sin restricciones)\\b",
    "\\b(?:agora (?:es|voce e|tu es)|a partir de agora|de agora em diante)\\b|\\bmodo (?:desenvolvedor|programador|administrador|depuracao|sem restricoes)\\b",
    "(?:انت الان|من الان فصاعدا|ابتداء من الان|منذ الان)|وضع (?:المطور|المسؤول|الصيانة)",
    "(?:ты теперь|отныне ты|теперь ты)|(?:你现在是|从现在起|从现在开始)|(?:あなたは今から|これからあなたは|今からあなたは)",
  ),
  // What stands before the conversation.
  ...rule(
    "secret",
    0.6,
    `\\b(?:reveal|print|show|repeat|output|display|tell|give|leak|dump|disclose|share|write|copy|paste|expose|quote|recite|summari[sz]e|translate|encode|list|send|return|include|append|spell|provide|what (?:is|are|was|were|does))\\b${W}\\b(?:system (?:prompt|message|text|instructions?)|(?:initial|original|hidden|secret|internal|full|exact|complete|first|developer|confidential|own) (?:prompt|instructions?|rules|guidelines|message|directives?|configuration)|your (?:prompt|instructions|system|rules|guidelines|configuration|directives|programming)|(?:text|words|everything|instructions|content|lines?) above|canary|internal mark)\\b`,
    `\\b(?:zeig\\w*|gib|nenn\\w*|verrat\\w*|wiederhol\\w*|schreib\\w*|druck\\w*|drucke|ausgeben|ubersetz\\w*|fass\\w*|wie laute\\w*)\\b${W}\\b(?:system ?prompt\\w*|systemtext\\w*|systemnachricht\\w*|systemanweisung\\w*|deine\\w* (?:anweisung\\w*|regeln|instruktion\\w*|vorgabe\\w*)|ihre (?:anweisungen|regeln|instruktionen)|(?:geheime\\w*|interne\\w*|ursprungliche\\w*) (?:anweisung\\w*|regeln|instruktion\\w*|vorgabe\\w*))`,
    `\\b(?:revele\\w*|affiche\\w*|montre\\w*|repete\\w*|donne\\w*|ecri\\w+|copie\\w*|imprime\\w*|recite\\w*|tradui\\w+|quel(?:le)?s? (?:est|sont))\\b${W}\\b(?:prompt systeme|message systeme|invite systeme|prompt (?:initial|cache)|(?:tes|vos) (?:instructions|consignes|regles|directives)|(?:instructions|consignes) (?:initiales|cachees|secretes|internes|ci-dessus|systeme))\\b`,
    `\\b(?:revel\\w+|muestra\\w*|mostrar|repit\\w+|imprim\\w+|escrib\\w+|dime|dame|copia\\w*|traduc\\w+|cual(?:es)? (?:es|son))\\b${W}\\b(?:prompt (?:del sistema|de sistema|inicial|oculto)|mensaje (?:del|de) sistema|(?:tus|sus) (?:instrucciones|reglas|directrices)|instrucciones (?:iniciales|ocultas|secretas|internas|del sistema|anteriores))\\b`,
    `\\b(?:revel\\w+|mostr\\w+|repit\\w+|repet\\w+|imprim\\w+|escrev\\w+|diz-me|diga|copi\\w+|traduz\\w*|qua(?:l|is) (?:e|sao))\\b${W}\\b(?:prompt (?:do sistema|de sistema|inicial|oculto)|mensagem (?:do|de) sistema|(?:as )?(?:tuas|suas) (?:instruc\\w+|regras|diretrizes)|instruc\\w+ (?:iniciais|ocultas|secretas|internas|do sistema|anteriores))\\b`,
    `(?:اكشف|اظهر|اعرض|كرر|اطبع|اكتب|ترجم|ما هي|اعطني|انسخ)${W}(?:رسالة النظام|موجه النظام|تعليمات النظام|تعليماتك|قواعدك|التعليمات (?:السرية|الداخلية|الاصلية|المخفية)|النص اعلاه)`,
    `(?:покажи|раскрои|повтори|выведи|напиши)${W}(?:системн\\w+ (?:промпт|сообщени|инструкци)|твои инструкци|свои инструкци)`,
    `(?:显示|输出|重复|告诉我|透露)${W}(?:系统提示|系统消息|你的指令|初始指令|提示词)|(?:システムプロンプト|あなたの指示|初期指示)${W}(?:表示|出力|教え|繰り返)`,
  ),
  // A document that speaks to the model.
  ...rule(
    "address",
    0.5,
    "\\b(?:attention|note|message|notice|instructions?|important|warning|reminder|dear|hello|hey|hi)[ :,-]{1,3}(?:to |for )?(?:all |any |the |every )?(?:ai|a\\.i\\.|llms?|language models?|assistants?|chatbots?|bots?|gpt|claude|gemini|agents?|models?)\\b",
    "\\b(?:if you are|as|when you are|since you are|because you are) (?:an? )?(?:ai|llm|language model|chatbot|large language model|automated (?:assistant|agent|system))\\b[^.\\n]{0,40}\\b(?:reading|processing|summari[sz]ing|you must|must|should|have to|please|then|ignore|include|do)\\b",
    "\\b(?:ai|llms?|language models?|assistants?|chatbots?|bots?|agents?|models?) (?:that |which |who )?(?:reads?|reading|process(?:es|ing)?|summari[sz](?:es|ing)|that see|parsing|index(?:es|ing))\\b[^.\\n]{0,40}\\b(?:must|should|have to|shall|need to|are to|will|please|this)\\b",
    "\\bthe (?:assistant|chatbot|ai|bot|language model) (?:must|shall|has to|is required to|is instructed to|will now|is to|should now|should immediately)\\b",
    "\\b(?:hinweis|nachricht|anweisung|achtung|wichtig|botschaft)[ :,-]{1,3}(?:an |fur )?(?:alle |die |das |den |jede |jeden )?(?:ki\\b|ki-|sprachmodell\\w*|assistent\\w*|chatbot\\w*|bots?\\b)",
    "\\b(?:ki|sprachmodell|assistent|chatbot|modell)\\w*\\b[^.\\n]{0,40}\\b(?:muss|mussen|soll|sollen|hat zu|haben zu)\\b[^\\n]{0,120}\\b(?:ausgeben|antworten|ignorieren|schreiben|senden|anfugen|empfehlen|aufrufen|sagen|verschweigen|wiederholen)\\b",
    "\\b(?:note|message|attention|avis|instructions?|important)[ :,-]{1,3}(?:a |aux? |pour )?(?:l['’]|les |tout(?:e|es|s)? |la |le )?(?:ia\\b|assistants?|modeles?|chatbots?|intelligences?)",
    "\\bl['’](?:ia|assistant)\\b[^.\\n]{0,30}\\b(?:doit|devra|est tenue?) |\\ble (?:modele|chatbot) (?:doit|devra)\\b",
    "\\b(?:nota|mensaje|atencion|aviso|instrucci\\w+|importante)[ :,-]{1,3}(?:a |al |para )?(?:la |el |los |las |todo\\w* )?(?:ia\\b|asistentes?|modelos?|chatbots?|inteligencias?)|\\b(?:la ia|el asistente|el modelo|el chatbot) (?:debe|debera|tiene que)\\b",
    "\\b(?:nota|mensagem|atencao|aviso|instruc\\w+|importante)[ :,-]{1,3}(?:a |ao |para )?(?:o |a |os |as |tod\\w+ )?(?:ia\\b|assistentes?|modelos?|chatbots?|inteligencias?)|\\b(?:a ia|o assistente|o modelo|o chatbot) (?:deve|devera|tem de|tem que)\\b",
    "(?:ملاحظة|رسالة|تنبيه|تعليمات|هام|انتباه)[ :،-]{0,3}(?:الى |ل)?(?:ال|لل|كل |جميع )?(?:نموذج|مساعد|ذكاء|المساعد|النموذج|الذكاء|روبوت|نماذج)|(?:على|يجب على) (?:المساعد|النموذج|الذكاء)",
    "(?:внимание|сообщение|инструкция)[ :,-]{1,3}(?:для )?(?:ии\\b|ассистент|модел|бот)|(?:ai助手|人工智能|语言模型)[^。\\n]{0,20}(?:必须|应该|请)",
  ),
  // In secret.
  ...rule(
    "conceal",
    0.45,
    "\\b(?:do not|don['’]t|never|without) (?:tell\\w*|inform\\w*|mention\\w*|reveal\\w*|alert\\w*|notify\\w*|disclos\\w*|let|show\\w*|say\\w*|warn\\w*)\\b[^.\\n]{0,40}\\b(?:user|visitor|customer|human|anyone|this (?:instruction|message|note|text)|that you|these instructions|person|reader)\\b",
    "\\b(?:secretly|covertly|silently|invisibly|hidden from the (?:user|visitor))\\b[^.\\n]{0,60}\\b(?:send|add|append|include|call|insert|forward|post|run|email|e-mail|embed|load|fetch)\\b",
    "\\b(?:sag\\w*|verrat\\w*|erwahn\\w*|zeig\\w*|teil\\w*)\\b[^.\\n]{0,40}\\b(?:nutzer\\w*|benutzer\\w*|besucher\\w*|kund\\w*|niemand\\w*)\\b[^.\\n]{0,20}\\b(?:nicht\\w*|nichts|davon)\\b|\\bohne (?:es )?(?:dem|den) (?:nutzer|besucher|kunden)\\b|\\berwahn\\w* (?:diese\\w*|das|es) (?:\\w+ )?(?:nicht|nie)\\b|\\bheimlich\\b",
    "\\bne (?:dis|dites|mentionne\\w*|revele\\w*|parle\\w*|previen\\w*|informe\\w*)\\b[^.\\n]{0,40}\\b(?:utilisateur|visiteur|client|personne|cela|ceci|ces instructions)|\\bsans (?:le |en )?(?:dire|prevenir|mentionner|informer)\\b|\\ben secret\\b|\\bdiscretement\\b",
    "\\bno (?:se lo )?(?:digas|diga|menciones|mencione|reveles|informes|avises)\\b[^.\\n]{0,40}\\b(?:usuario|visitante|cliente|nadie|esto|estas)|\\bsin (?:decirlo|avisar|mencionar|informar)\\b|\\ben secreto\\b",
    "\\bnao (?:digas?|diga|menciones?|mencione|reveles?|revele|informes?|informe|avises?)\\b[^.\\n]{0,40}\\b(?:utilizador|usuario|visitante|cliente|ninguem|isto|isso)|\\bsem (?:dizer|avisar|mencionar|informar)\\b|\\bem segredo\\b",
    "(?:لا تخبر|لا تذكر|دون ان تخبر|دون اخبار|دون علم|سرا)",
  ),
  // Data that shall go elsewhere.
  ...rule(
    "exfiltrate",
    0.5,
    "\\b(?:send|post|forward|upload|transmit|submit|exfiltrate|report|e-?mail|leak|deliver)\\b[^.\\n]{0,80}\\b(?:conversation|chat|history|messages?|data|e-?mails?|password\\w*|credentials?|tokens?|keys?|secrets?|personal|details|transcript|card|session|everything|answers?)\\b[^\\n]{0,60}\\b(?:to|at|via|into)\\b[^\\n]{0,20}(?:https?://|www\\.|@|[a-z0-9-]+\\.(?:com|net|org|io|example|ru|xyz|test)\\b)",
    "\\b(?:append|add|include|insert|put|embed|encode|place)\\b[^.\\n]{0,80}\\b(?:conversation|chat|history|question|messages?|prompt|data|e-?mail|name|secrets?|answers?|session|system|user)\\b[^.\\n]{0,50}\\b(?:url|link|query|image|img|address|parameter|path)\\b",
    "\\b(?:render|load|show|display|output|insert|include|add|embed)\\b[^.\\n]{0,40}\\b(?:image|picture|img|pixel|markdown image)\\b[^\\n]{0,60}https?://",
    "\\b(?:sende\\w*|schick\\w*|ubermittl\\w*|leite\\w*|poste\\w*)\\b[^\\n]{0,80}\\b(?:an|nach|zu)\\b[^\\n]{0,20}(?:https?://|@|www\\.)|\\b(?:hang\\w*|fug\\w*|setz\\w*|bau\\w*)\\b[^.\\n]{0,80}\\b(?:an die|in die|als) (?:url|adresse|link|bildadresse|parameter)\\b",
    "\\b(?:envoie|envoyez|transmets|transmettez|poste[rz]?|expedie[rz]?)\\b[^\\n]{0,80}(?:https?://|@|www\\.)|\\b(?:ajoute[rz]?|insere[rz]?|mets|mettez)\\b[^.\\n]{0,80}\\b(?:question|message|historique|conversation|donnees|e-?mail|nom)s?\\b[^.\\n]{0,40}\\b(?:url|lien|adresse|parametre)\\b",
    "\\b(?:envia\\w*|manda\\w*|reenvia\\w*|publica\\w*|sube)\\b[^\\n]{0,80}(?:https?://|@|www\\.)|\\b(?:anad\\w+|agreg\\w+|inclu\\w+|pon|insert\\w+|adicion\\w+|acrescent\\w+|coloc\\w+)\\b[^.\\n]{0,80}\\b(?:pregunta|pergunta|mensaje|mensagem|historial|historico|conversa\\w*|datos|dados|correo|nombre|nome)s?\\b[^.\\n]{0,40}\\b(?:url|enlace|link|direccion|endereco|parametro)\\b",
    "(?:ارسل|ابعث|انشر)[^\\n]{0,80}(?:https?://|@|www\\.)|(?:اضف|ضع|ادرج)[^\\n]{0,60}(?:الرابط|رابط|url)",
  ),
  // Tools by name.
  ...rule(
    "tool",
    0.5,
    "\\b(?:call|invoke|use|run|execute|trigger|launch)\\b[^.\\n]{0,30}\\b(?:tool|function|api|command|plugin|action)\\b[^.\\n]{0,60}\\b(?:with|to|using|and|named|called|immediately|now|without)\\b[^.\\n]{0,60}\\b(?:delete|refund|admin|transfer|password|approve|grant|export|email|e-mail|send|reset|all (?:users|accounts|orders|tickets|records|data)|create_ticket|close|cancel|upgrade|role|without)\\b",
    "\\b(?:call|invoke|run|execute|trigger|rufe?|fuhre?|appelle[rz]?|execute[rz]?|lance[rz]?|llama|ejecuta|chama|chame|executa|execute|استدع|نفذ|شغل)\\b[^.\\n]{0,30}[a-z]+(?:_[a-z]+)+ ?\\(?",
    "(?:استدع|نفذ|شغل)[^.\\n]{0,30}[a-z]+(?:_[a-z]+)+",
    "\\b(?:delete|drop|wipe|purge|erase)\\b[^.\\n]{0,20}\\ball\\b[^.\\n]{0,20}\\b(?:tickets|records|users|documents|conversations|accounts|orders)\\b[^.\\n]{0,40}\\b(?:immediately|now|without|tool|function)\\b",
  ),
  ...rule(
    "encoded",
    0.5,
    "\\b(?:decode|base64|rot13|rot-13|hex(?:adecimal)?|reverse|unscramble|decipher)\\b[^.\\n]{0,60}\\b(?:and|then) (?:follow|execute|obey|do|run|act|carry out|apply)\\b",
    "\\b(?:dekodier\\w*|entschlussel\\w*)\\b[^.\\n]{0,60}\\b(?:und|dann)\\b[^.\\n]{0,30}\\b(?:befolg\\w*|fuhr\\w*|tu)\\b|\\b(?:decode[rz]?|dechiffre[rz]?)\\b[^.\\n]{0,60}\\b(?:et|puis)\\b[^.\\n]{0,20}\\b(?:suis|suivez|execute\\w*|applique\\w*)\\b|\\b(?:decodifi\\w+|descodifi\\w+)\\b[^.\\n]{0,60}\\b(?:y|e|luego|depois)\\b[^.\\n]{0,20}\\b(?:sig\\w+|ejecut\\w+|execut\\w+|cumpl\\w+|obede\\w+)\\b",
  ),
];
