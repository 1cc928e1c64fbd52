"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { LeaveGuard } from "@/components/frame/leave-guard";
import { Button } from "@/components/ui/button";
import { Field, FieldGroup } from "@/components/ui/field";
import { FormErrors, type FormFault } from "@/components/ui/form-errors";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/sonner";
import { Textarea } from "@/components/ui/textarea";
import { send } from "@/lib/access/client/send";
import { useFaultWords } from "@/lib/access/client/use-form";
import { PLAYGROUND_BOUNDS, type PromptPage } from "@/lib/playground/protocol";

/** The live text. Saving makes a version of it, unless somebody else saved one meanwhile. */
export function PromptEditor({ slug, page, max }: { slug: string; page: PromptPage; max: number }) {
  const t = useTranslations("prompts.edit");
  const words = useFaultWords();
  const router = useRouter();
  const [text, setText] = useState(page.text);
  const [note, setNote] = useState("");
  const [pending, setPending] = useState(false);
  const [fault, setFault] = useState<string | undefined>(undefined);
  const [faults, setFaults] = useState<readonly FormFault[]>([]);
  const next = page.live + 1;
  const changed = text.trim() !== page.text.trim();
  const save = async () => {
    const wrong = text.length > max ? t("tooLong", { max }) : changed ? undefined : t("same");
    setFault(wrong);
    setFaults([]);
    if (wrong !== undefined || pending) return;
    setPending(true);
    const sent = await send("POST", `/api/t/${slug}/prompts/${page.place}`, { text, note, live: page.live });
    setPending(false);
    if (!sent.ok) return setFaults([{ message: sent.fault.code === "conflict" ? t("conflict") : words(sent.fault) }]);
    toast(t("saved", { number: next }));
    router.refresh();
  };
  return (
    <section aria-labelledby="prompt-edit" className="flex min-w-0 flex-col gap-3">
      <h2 id="prompt-edit" className="text-base font-semibold">
        {t("title")}
      </h2>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <FieldGroup>
          <FormErrors faults={faults} />
          <Field label={t("text")} help={t("textHelp", { max })} error={fault}>
            <Textarea
              value={text}
              onChange={(event) => setText(event.target.value)}
              className="max-h-[28rem] min-h-48 overflow-y-auto"
              dir="auto"
            />
          </Field>
          <Field label={t("note")} help={t("noteHelp")} optional>
            <Input
              value={note}
              maxLength={PLAYGROUND_BOUNDS.noteCharsMax}
              autoComplete="off"
              onChange={(event) => setNote(event.target.value)}
            />
          </Field>
          <div>
            <Button type="submit" pending={pending}>
              {t("submit", { number: next })}
            </Button>
          </div>
        </FieldGroup>
      </form>
      <LeaveGuard active={changed && !pending} />
    </section>
  );
}
