import * as smd from "streaming-markdown";
import { allowedHosts } from "@/lib/guard/core/allowed-hosts";
import { parseMarkdown } from "@/lib/rooms/core/markdown";

/**
 * Everything in a text that could be fetched or followed, and is on no listed host: as the panel's renderer and the
 * product's own see it, and as a hostile reader of the bare text would.
 */
export function leadsTo(text: string, hosts: readonly string[]): string[] {
  const allowed = allowedHosts(hosts);
  const found: string[] = [];
  const parser = smd.parser({
    data: null,
    add_token: () => {},
    end_token: () => {},
    add_text: () => {},
    set_attr: (_data, attr, value) => {
      if (attr === smd.HREF || attr === smd.SRC) found.push(value);
    },
  });
  smd.parser_write(parser, text);
  smd.parser_end(parser);
  JSON.stringify(parseMarkdown(text), (key, value: unknown) => {
    if (key === "href") found.push(String(value));
    return value;
  });
  for (const [, address] of text.matchAll(/\]\(\s*([^\s)]*)/g)) found.push(address ?? "");
  for (const [, address] of text.matchAll(/\]:\s*(\S+)/g)) found.push(address ?? "");
  for (const [address] of text.matchAll(/(?:[a-z][a-z\d+.-]*:\/\/|www\.)[^\s<>)\]]*/gi)) found.push(address);
  for (const [tag] of text.matchAll(/<(?:img|a|svg|script|iframe)[\s/>][^>]*|<!/gi)) found.push(tag);
  return found.filter((address) => {
    // A bare mail address is nobody's host; what is no address at all leads nowhere.
    if (/^mailto:[^?]*$/.test(address) || (/^https?:/i.test(address) && !URL.canParse(address))) return false;
    const host = /^[a-z\d+.-]*https?:\/\/([^/?#\s]*?)[.,)*"'`;:!_~}]*(?:[/?#]|$)/i.exec(address)?.[1];
    return !allowed.has(host ?? "-");
  });
}
