"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState, type ReactNode } from "react";

/** Code as it was written. Colours come later and change no letter's place. */
export function CodeBlock({ language, text }: { language: string; text: string }) {
  const t = useTranslations("rooms.message");
  const coloured = useHighlight(language, text);
  return (
    <pre
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrollable region must be reachable by keyboard
      tabIndex={0}
      aria-label={t("code", { language: language || "none" })}
      data-language={language || undefined}
      className="scroll-quiet my-0.5 max-h-96 max-w-full overflow-auto rounded-md border bg-muted px-3 py-2 font-mono text-sm whitespace-pre [overflow-wrap:normal]"
    >
      <code>{coloured ?? text}</code>
    </pre>
  );
}

/** The highlighter is larger than the room: it comes with the first block that names a language. */
function useHighlight(language: string, text: string): ReactNode {
  const [done, setDone] = useState<{ key: string; nodes: ReactNode } | null>(null);
  const key = `${language}\n${text}`;
  useEffect(() => {
    if (language === "") return;
    let wanted = true;
    import("./highlight").then(
      ({ highlight }) => wanted && setDone({ key, nodes: highlight(language, text) }),
      // Without the highlighter the code is plain, and as readable.
      () => undefined,
    );
    return () => {
      wanted = false;
    };
  }, [language, text, key]);
  return done?.key === key ? done.nodes : null;
}
