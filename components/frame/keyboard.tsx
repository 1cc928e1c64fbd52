"use client";

import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { useTheme } from "next-themes";
import { useCallback, useEffect, useMemo, useState } from "react";
import { characterKeysOn } from "./character-keys";
import { currentCommands, useCommands, type Command } from "./commands";
import { useFrame } from "./frame-context";
import { isCharacterCombo, matchesCombo } from "./keys";
import { keysOf } from "@/lib/ui/keymap";
import { useGo } from "./use-go";
import { isMac } from "./use-is-mac";

// Nobody needs these to read: they come when they are wanted.
const Palette = dynamic(() => import("./palette").then((module) => module.Palette), { ssr: false });
const ShortcutSheet = dynamic(() => import("./shortcut-sheet").then((module) => module.ShortcutSheet), { ssr: false });

type Open = "palette" | "shortcuts" | null;

/** The keys of the whole frame: one listener, which finds the command among those that pages registered. */
export function Keyboard() {
  const [open, setOpen] = useState<Open>(null);
  const general = useGeneralCommands(setOpen);
  useCommands(general);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const command = commandFor(event);
      if (!command?.run) return;
      event.preventDefault();
      command.run();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
  const close = useCallback(() => setOpen(null), []);
  return (
    <>
      {open === "palette" ? <Palette onClose={close} /> : null}
      {open === "shortcuts" ? <ShortcutSheet onClose={close} /> : null}
    </>
  );
}

/** Ids of commands that act while a dialog is open: they lead to one. */
const THROUGH_DIALOGS: ReadonlySet<string> = new Set(["find", "shortcuts"]);

function commandFor(event: KeyboardEvent): Command | undefined {
  // 229: an input method takes the key, also where `isComposing` is not said yet (Safari).
  if (event.defaultPrevented || event.isComposing || event.keyCode === 229) return undefined;
  const target = event.target instanceof Element ? event.target : null;
  const writing = target?.closest("input, textarea, select, [contenteditable='true']") != null;
  const inDialog = target?.closest("[role='dialog'], [role='alertdialog'], [role='menu'], [role='listbox']") != null;
  const mac = isMac();
  // Option and arrows walk by paragraph in a text on a Mac: with something written they belong to the text.
  if (mac && event.altKey && event.key.startsWith("Arrow") && hasText(target)) return undefined;
  return currentCommands().findLast(({ id, keys, run }) =>
    keys?.some((combo) => {
      if (!run || !matchesCombo(event, combo, mac)) return false;
      if (isCharacterCombo(combo)) return !writing && !inDialog && characterKeysOn();
      return !inDialog || THROUGH_DIALOGS.has(id);
    }),
  );
}

function hasText(target: Element | null): boolean {
  if (target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement) return target.value !== "";
  return target instanceof HTMLElement && target.isContentEditable && target.textContent !== "";
}

function useGeneralCommands(setOpen: (open: Open) => void): readonly Command[] {
  const t = useTranslations("frame.commands");
  const { tenant } = useFrame();
  const { setTheme } = useTheme();
  const go = useGo();
  return useMemo(() => {
    const section = t("general");
    const place = (id: string, title: string, path: string): Command => ({ id, title, section, run: () => go(path) });
    return [
      { id: "find", title: t("find"), section, keys: keysOf("find"), keysOnly: true, run: () => setOpen("palette") },
      { id: "shortcuts", title: t("shortcuts"), section, keys: keysOf("shortcuts"), run: () => setOpen("shortcuts") },
      { ...place("search", t("search"), `/${tenant.slug}/search`), keys: keysOf("search") },
      place("go-rooms", t("rooms"), `/${tenant.slug}/rooms`),
      place("go-later", t("later"), `/${tenant.slug}/later`),
      place("go-drafts", t("drafts"), `/${tenant.slug}/later?show=drafts`),
      place("go-scheduled", t("scheduled"), `/${tenant.slug}/later?show=scheduled`),
      place("go-people", t("people"), `/${tenant.slug}/people`),
      place("go-groups", t("groups"), `/${tenant.slug}/people/groups`),
      place("go-emoji", t("emoji"), `/${tenant.slug}/emoji`),
      place("go-account", t("account"), "/account"),
      { id: "theme-light", title: t("themeLight"), section, run: () => setTheme("light") },
      { id: "theme-dark", title: t("themeDark"), section, run: () => setTheme("dark") },
      { id: "theme-system", title: t("themeSystem"), section, run: () => setTheme("system") },
    ];
  }, [t, tenant.slug, setTheme, go, setOpen]);
}
