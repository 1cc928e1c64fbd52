/** Slack's emoji shortcodes (the iamcal set) as Unicode emoji. Custom emoji have no Unicode form: undefined. */
import { qualifyEmoji } from "@/lib/rooms/core/text";
import emojis from "emojibase-data/en/compact.json" with { type: "json" };
import shortcodes from "emojibase-data/en/shortcodes/iamcal.json" with { type: "json" };

const byHexcode = new Map(emojis.map((emoji) => [emoji.hexcode, emoji]));
const byShortcode = new Map<string, (typeof emojis)[number]>();
for (const [hexcode, names] of Object.entries(shortcodes)) {
  const emoji = byHexcode.get(hexcode);
  if (emoji) for (const name of [names].flat()) byShortcode.set(name, emoji);
}

/** `wave`, `+1`, `wave::skin-tone-3`. */
export function slackEmoji(shortcode: string): string | undefined {
  const [name = "", tone] = shortcode.split("::skin-tone-");
  const emoji = byShortcode.get(name);
  if (emoji === undefined) return undefined;
  // Slack counts tones from 2 (light); an emoji without tones is shown as it is.
  const toned = tone === undefined ? undefined : emoji.skins?.[Number(tone) - 2];
  return qualifyEmoji((toned ?? emoji).unicode);
}
