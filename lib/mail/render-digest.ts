import messages from "@/messages/en/mail.json";
import { cleanName, escapeHtml, fillMessage, withoutControls } from "./mail-text";
import type { Mail } from "./render-mail";

const words = messages.digest;

export interface DigestMessage {
  author: string;
  /** Its beginning on one line; empty for files alone; null where the tenant hides texts. */
  text: string | null;
  url: string;
}

export interface DigestPlace {
  kind: "channel" | "group" | "direct";
  /** Of the room, or of the person one talks with; empty for an unnamed group. */
  name: string;
  messages: DigestMessage[];
  /** How many are not listed. */
  more: number;
  url: string;
}

export interface DigestFacts {
  id: string;
  name: string;
  tenant: string;
  places: DigestPlace[];
  count: number;
  /** Conversations that are not listed. */
  morePlaces: number;
  hideText: boolean;
  settingsUrl: string;
  /** The page a reader opens, and the address a mail program posts to. */
  unsubscribeUrl: string;
  oneClickUrl: string;
}

/** A mail about what waits, as plain text and as the simplest HTML that shows the same. Facts are escaped; links are ours. */
export function renderDigest(facts: DigestFacts): Mail {
  const { count, places, morePlaces } = facts;
  const values = { count, tenant: cleanName(facts.tenant), name: cleanName(facts.name) };
  const subject = t("subject", values);
  const line = ({ author, text }: DigestMessage) => {
    const name = cleanName(author) || t("somebody");
    return text === null
      ? t("hidden", { name })
      : t("said", { name, text: withoutControls(text).trim() || t("noText") });
  };
  const title = ({ kind, name }: DigestPlace) => {
    const clean = cleanName(name);
    if (kind === "direct") return t("direct", { name: clean || t("somebody") });
    return clean === "" ? t("group") : kind === "channel" ? t("room", { name: clean }) : clean;
  };
  const opening = [t("greeting", values), t("body", values)];
  const closing = [
    ...(morePlaces > 0 ? [t("moreRooms", { count: morePlaces })] : []),
    ...(facts.hideText ? [t("hiddenWhy", values)] : []),
    t("why"),
  ];
  const links = [
    [t("settings"), facts.settingsUrl],
    [t("unsubscribe"), facts.unsubscribeUrl],
  ] as const;

  const text = [
    ...opening,
    ...places.map((place) =>
      [
        title(place),
        ...place.messages.map((message) => `  ${line(message)}\n  ${message.url}`),
        ...(place.more > 0 ? [`  ${t("more", { count: place.more })}: ${place.url}`] : []),
      ].join("\n"),
    ),
    ...closing,
    ...links.map(([label, url]) => `${label}:\n${url}`),
  ].join("\n\n");

  const html = [
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(subject)}</title></head>`,
    `<body style="font:15px/22px sans-serif;color:#222;max-width:36em">`,
    ...opening.map((paragraph) => `<p>${escapeHtml(paragraph)}</p>`),
    ...places.flatMap((place) => [
      `<h2 style="font-size:15px;margin:1.5em 0 0.25em">${anchor(place.url, title(place))}</h2>`,
      `<ul style="margin:0;padding-left:1.25em">`,
      ...place.messages.map((message) => `<li>${escapeHtml(line(message))} ${anchor(message.url, t("open"))}</li>`),
      ...(place.more > 0 ? [`<li>${anchor(place.url, t("more", { count: place.more }))}</li>`] : []),
      `</ul>`,
    ]),
    ...closing.map((paragraph) => `<p style="color:#666">${escapeHtml(paragraph)}</p>`),
    `<p>${links.map(([label, url]) => anchor(url, label)).join(" · ")}</p></body></html>`,
  ].join("\n");

  // RFC 8058: a mail program's own button ends these mails without a page.
  const headers = {
    "List-Unsubscribe": `<${facts.oneClickUrl}>`,
    "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
  };
  return { kind: "digest", id: facts.id, subject, text, html, headers };
}

function t(key: keyof typeof words, values: Record<string, string | number> = {}): string {
  return fillMessage(words[key], values);
}

function anchor(url: string, label: string): string {
  return `<a href="${escapeHtml(url)}">${escapeHtml(label)}</a>`;
}
