"use client";

import { useTranslations } from "next-intl";
import { Field } from "@/components/ui/field";
import { Sheet, SheetContent, SheetDescription, SheetHeader, SheetTitle } from "@/components/ui/sheet";
import { Switch } from "@/components/ui/switch";
import { setCharacterKeys, useCharacterKeys } from "./character-keys";
import { useCommandList, type Command } from "./commands";
import { KeyHint } from "./key-hint";

/** Every key that works on this page. */
export function ShortcutSheet({ onClose }: { onClose: () => void }) {
  const t = useTranslations("frame.shortcuts");
  const on = useCharacterKeys();
  const sections = bySection(useCommandList());
  return (
    <Sheet open onOpenChange={(open) => !open && onClose()}>
      <SheetContent>
        <SheetHeader>
          <SheetTitle>{t("title")}</SheetTitle>
          <SheetDescription>{t("description")}</SheetDescription>
        </SheetHeader>
        {sections.map(([section, commands]) => (
          <section key={section} aria-label={section} className="flex flex-col gap-1">
            <h3 className="text-xs font-medium text-muted-foreground">{section}</h3>
            <dl className="flex flex-col">
              {commands.map(({ id, title, keys }) => (
                <div key={id} className="flex min-h-8 items-center justify-between gap-4 border-b last:border-0">
                  <dt>{title}</dt>
                  <dd className="flex shrink-0 items-center gap-1.5 text-xs text-muted-foreground">
                    {keys?.map((combo, index) => (
                      <span key={combo} className="flex items-center gap-1.5">
                        {index > 0 ? t("or") : null}
                        <KeyHint combo={combo} />
                      </span>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
        <Field layout="row" label={t("characterKeys")} help={t("characterKeysHelp")}>
          <Switch checked={on} onCheckedChange={setCharacterKeys} />
        </Field>
      </SheetContent>
    </Sheet>
  );
}

function bySection(commands: readonly Command[]): [string, Command[]][] {
  const sections = new Map<string, Command[]>();
  for (const command of commands) {
    if (!command.keys?.length) continue;
    sections.set(command.section, [...(sections.get(command.section) ?? []), command]);
  }
  return [...sections];
}
