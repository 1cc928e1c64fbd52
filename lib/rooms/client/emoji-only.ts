const SHORTCODE = /:([a-z0-9_-]{2,32}):/g;
const CHARS_MAX = 48;
const SHORTCODES_MAX = 12;

/** True when the text is a few emoji and nothing else: shown larger. `isOwn` knows the tenant's own by name. */
export function isEmojiOnly(body: string, isOwn: (name: string) => boolean = () => false): boolean {
  if (body.length > CHARS_MAX + SHORTCODES_MAX * 34) return false;
  const plain = body.replace(SHORTCODE, (code, name: string) => (isOwn(name) ? "🙂" : code));
  return (
    plain.length <= CHARS_MAX &&
    /^(?:(?:\p{Extended_Pictographic}|\p{Regional_Indicator}|\p{Emoji_Modifier}|\u200d|\ufe0f|[#*0-9]\ufe0f?\u20e3)\s?){1,12}$/u.test(
      plain,
    )
  );
}
