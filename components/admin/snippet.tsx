"use client";

import { useTranslations } from "next-intl";
import { CopyButton } from "@/components/ui/copy-button";

/** Text for a terminal or an editor, to copy. Long lines scroll inside it. */
export function Snippet({ label, text }: { label: string; text: string }) {
  const t = useTranslations("keys.snippet");
  return (
    <figure data-slot="snippet" className="flex min-w-0 flex-col gap-1">
      <figcaption className="flex items-center justify-between gap-2 text-xs font-medium text-muted-foreground">
        {label}
        <CopyButton value={text} label={`${t("copy")}: ${label}`} />
      </figcaption>
      <pre
        role="group"
        aria-label={label}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, so the keyboard must reach it
        tabIndex={0}
        className="scroll-quiet overflow-x-auto rounded-md border bg-muted p-3 font-mono text-xs leading-5"
      >
        {text}
      </pre>
    </figure>
  );
}

/** One call, as a shell runs it. */
export function curlText(baseUrl: string, key: string, question: string): string {
  const body = JSON.stringify({ model: "auto", messages: [{ role: "user", content: question }] });
  return [
    `curl ${baseUrl}/chat/completions \\`,
    `  -H "Authorization: Bearer ${key}" \\`,
    `  -H "Content-Type: application/json" \\`,
    `  -d '${body}'`,
  ].join("\n");
}

/** The same call by OpenAI's own client. */
export function clientText(baseUrl: string, question: string): string {
  return [
    `import OpenAI from "openai";`,
    ``,
    `const client = new OpenAI({ baseURL: "${baseUrl}", apiKey: process.env.PARLOR_KEY });`,
    `const answer = await client.chat.completions.create({`,
    `  model: "auto",`,
    `  messages: [{ role: "user", content: ${JSON.stringify(question)} }],`,
    `});`,
    `console.log(answer.choices[0].message.content);`,
  ].join("\n");
}
