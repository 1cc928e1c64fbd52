/** True when the text is a few emoji and nothing else: shown larger. */
export function isEmojiOnly(body: string): boolean {
  return (
    body.length <= 48 &&
    /^(?:(?:\p{Extended_Pictographic}|\p{Regional_Indicator}|\p{Emoji_Modifier}|\u200d|\ufe0f|[#*0-9]\ufe0f?\u20e3)\s?){1,12}$/u.test(
      body,
    )
  );
}
