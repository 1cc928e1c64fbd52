import type { SlackAttachment, SlackFile, SlackMessage } from "./slack-schema";
import { blocksText, slackToMarkdown, type SlackNames } from "./slack-text";
import type { Tally } from "./tally";

/** The words of one Slack message as one body: its text, else its blocks, then what is attached, then links to its files. */
export function contentOf(message: SlackMessage, names: SlackNames, tally: Tally, place: string): string {
  const text = message.text ?? "";
  const said = text.trim() === "" && message.blocks ? blocksText(message.blocks) : text;
  const own = said.trim() === "" ? "" : slackToMarkdown(said, names);
  const attached = message.attachments.flatMap((attachment) => attachmentLines(attachment, own, names, tally, place));
  const files = filesOf(message).map((file) => fileLine(file, tally, place));
  return [own, ...attached, ...files].filter((part) => part.trim() !== "").join("\n");
}

function attachmentLines(
  attachment: SlackAttachment,
  own: string,
  names: SlackNames,
  tally: Tally,
  place: string,
): string[] {
  if (attachment.from_url && own !== "") {
    tally.left("link preview: the link itself is kept", place);
    return [];
  }
  const title =
    attachment.title_link && attachment.title ? `<${attachment.title_link}|${attachment.title}>` : attachment.title;
  const fields = attachment.fields.map((field) => [field.title, field.value].filter(Boolean).join(": "));
  const lines = [attachment.pretext, title, attachment.text, ...fields].filter(
    (line): line is string => !!line?.trim(),
  );
  if (lines.length === 0 && attachment.fallback) lines.push(attachment.fallback);
  if (lines.length > 0) tally.did("attachments, as text", place);
  return lines.map((line) => slackToMarkdown(line, names));
}

function filesOf(message: SlackMessage): SlackFile[] {
  if (message.files.length > 0) return message.files;
  return message.file ? [message.file] : [];
}

function fileLine(file: SlackFile, tally: Tally, place: string): string {
  const name = (file.title || file.name || "file").replaceAll(/[\s[\]]+/g, " ").trim();
  if (file.mode === "tombstone" || file.mode === "hidden_by_limit") {
    tally.left("file that Slack no longer has: its name is kept", place);
    return `File: ${name} (no longer in Slack)`;
  }
  const url = publicUrl(file.permalink ?? file.external_url ?? file.url_private);
  tally.did("files, as links to Slack", place);
  return url === null ? `File: ${name}` : `File: [${name}](${url})`;
}

/** The address without its query: in an export that holds a token (`?t=xoxe-...`) which opens the file for anybody. */
function publicUrl(address: string | null | undefined): string | null {
  if (!address || !URL.canParse(address)) return null;
  const url = new URL(address);
  if (url.protocol !== "https:" && url.protocol !== "http:") return null;
  url.search = "";
  url.hash = "";
  return url.href.replaceAll("(", "%28").replaceAll(")", "%29");
}
