import { porter } from "./porter";

/**
 * Words that people use for one another when they ask for help with a product. A question's own words always count for
 * more; this only lets a page be found that says it the other way.
 */
const GROUPS = [
  "delete remove erase discard",
  "cancel revoke withdraw undo",
  "picture image photo",
  "message post",
  "channel room",
  "company organisation organization tenant workspace business",
  "member people colleague coworker teammate",
  "change edit modify update alter adjust",
  "create make add new",
  "price cost money fee spend pay charge",
  "limit maximum cap quota restriction",
  "big large size biggest largest maximum",
  "location place position gps",
  "check verify prove confirm",
  "tamper manipulate forge alter change",
  "leak stolen compromised expose",
  "regex regular expression pattern",
  "cut truncate shorten",
  "address url link",
  "fast quick speed",
  "search find look",
  "secret private hidden confidential",
  "public open",
  "key token credential",
  "mail email mails emails",
  "phone mobile smartphone",
  "computer laptop desktop",
  "shortcut hotkey keyboard",
  "notify notification alert",
  "mute silence quiet",
  "stop end finish",
  "start begin launch",
  "error failure fail problem",
  "file attachment document upload",
  "attach upload",
  "administrator admin",
  "owner boss",
  "permission right allow role",
  "permit allow",
  "block ban refuse reject forbid",
  "retry repeat again",
  "late later delay postpone",
  "schedule plan timed",
  "remind reminder",
  "draft unsent unfinished",
  "emoji smiley emoticon",
  "reply answer respond response",
  "thread conversation",
  "history past old previous",
  "import migrate move transfer",
  "export download",
  "save keep store bookmark",
  "restore recover undelete",
  "password passphrase",
  "login signin",
  "leave quit exit",
  "back return",
  "join enter",
  "invite invitation",
  "suspend pause disable deactivate",
  "reactivate resume enable",
  "model llm ai",
  "provider vendor",
  "supplier vendor",
  "tool function",
  "usage consumption",
  "log audit record",
  "install setup deploy",
  "run operate host",
  "test try",
  "mention tag ping",
  "highlight emphasise bold",
  "bad offensive abusive",
  "word term phrase",
  "report flag complain",
  "happen occur",
  "lose lost missing",
  "see view show display visible",
  "hide conceal",
  "copy duplicate",
  "connect link integrate",
  "reset renew rotate reroll",
  "expire expiry lapse",
  "day date",
  "language translation locale",
  "format style",
  "offline disconnected",
  "internet connection network online",
  "plan tier subscription",
  "staff employee colleague people",
  "device browser",
];

const ALIKE = new Map<string, Set<string>>();
for (const group of GROUPS) {
  const words = group.split(" ");
  for (const word of words) {
    const known = ALIKE.get(porter(word)) ?? new Set();
    for (const other of words) if (porter(other) !== porter(word)) known.add(other);
    ALIKE.set(porter(word), known);
  }
}

/** Words that may stand where this one was asked for, as they are written. */
export function synonymsOf(stem: string): string[] {
  return [...(ALIKE.get(stem) ?? [])];
}
