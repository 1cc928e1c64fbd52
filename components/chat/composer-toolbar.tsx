"use client";

import { Bold, Code, Italic, List, ListOrdered, SquareCode, Strikethrough, TextQuote } from "lucide-react";
import { useTranslations } from "next-intl";
import type { RefObject } from "react";
import { keyLabels, matchesCombo } from "@/components/frame/keys";
import { useIsMac } from "@/components/frame/use-is-mac";
import { Button } from "@/components/ui/button";
import { Hint } from "@/components/ui/tooltip";
import { fence, toggleLines, toggleMark, type Edit } from "@/lib/rooms/client/format";
import { applyEdit } from "./field-edit";

type Formatting = "bold" | "italic" | "strike" | "code" | "block" | "bullets" | "numbers" | "quote";

const FORMATS: readonly {
  id: Formatting;
  icon: typeof Bold;
  keys: string | null;
  edit(text: string, from: number, to: number): Edit;
}[] = [
  { id: "bold", icon: Bold, keys: "mod+b", edit: (text, from, to) => toggleMark(text, from, to, "**") },
  { id: "italic", icon: Italic, keys: "mod+i", edit: (text, from, to) => toggleMark(text, from, to, "_") },
  {
    id: "strike",
    icon: Strikethrough,
    keys: "mod+shift+x",
    edit: (text, from, to) => toggleMark(text, from, to, "~~"),
  },
  { id: "code", icon: Code, keys: "mod+e", edit: (text, from, to) => toggleMark(text, from, to, "`") },
  { id: "block", icon: SquareCode, keys: null, edit: fence },
  { id: "bullets", icon: List, keys: "mod+shift+8", edit: (text, from, to) => toggleLines(text, from, to, "- ") },
  {
    id: "numbers",
    icon: ListOrdered,
    keys: "mod+shift+7",
    edit: (text, from, to) => toggleLines(text, from, to, "1. "),
  },
  { id: "quote", icon: TextQuote, keys: "mod+shift+9", edit: (text, from, to) => toggleLines(text, from, to, "> ") },
];

/** Digits are compared by their place on the keyboard: with Shift they are other signs. */
const DIGITS: Readonly<Record<string, string>> = { Digit7: "7", Digit8: "8", Digit9: "9" };

/** Carries out the formatting of a key, if it is one. */
export function formatByKey(event: KeyboardEvent, field: HTMLTextAreaElement, mac: boolean): boolean {
  const digit = event.shiftKey ? DIGITS[event.code] : undefined;
  const format = FORMATS.find(({ keys }) => {
    if (keys === null) return false;
    if (/\d$/.test(keys)) return digit !== undefined && keys.endsWith(digit) && (mac ? event.metaKey : event.ctrlKey);
    return matchesCombo(event, keys, mac);
  });
  if (!format) return false;
  applyEdit(field, format.edit(field.value, field.selectionStart, field.selectionEnd));
  return true;
}

/** The same as buttons, for those who do not know the keys or have none. */
export function ComposerToolbar({ id, field }: { id: string; field: RefObject<HTMLTextAreaElement | null> }) {
  const t = useTranslations("rooms.composer.format");
  const mac = useIsMac();
  return (
    <div
      id={id}
      role="group"
      aria-label={t("label")}
      className="scroll-quiet flex overflow-x-auto border-b px-1 pb-0.5"
    >
      {FORMATS.map(({ id: name, icon: Icon, keys, edit }) => (
        <Hint key={name} text={t(name)} {...(keys && { keys: keyLabels(keys, mac).join(mac ? "" : "+") })}>
          <Button
            type="button"
            variant="ghost"
            size="icon-sm"
            aria-label={t(name)}
            className="shrink-0 text-muted-foreground pointer-coarse:size-10"
            // The field keeps the focus, and with it the selection that is formatted.
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => {
              const at = field.current;
              if (at) applyEdit(at, edit(at.value, at.selectionStart, at.selectionEnd));
            }}
          >
            <Icon aria-hidden />
          </Button>
        </Hint>
      ))}
    </div>
  );
}
