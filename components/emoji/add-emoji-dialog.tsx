"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useAct } from "@/components/chat/use-act";
import { FormDialog } from "@/components/frame/form-dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/sonner";
import { isEmojiName, nameOfFile, shortcodeOf, toEmojiName } from "@/lib/emoji/core/emoji-name";
import { EMOJI_TYPES } from "@/lib/emoji/core/picture";
import { useOwnEmoji } from "./emoji-provider";
import { useChosenPicture } from "./use-chosen-picture";

/** Chooses a picture, shows it as it will be seen, and names it. What is wrong stands beside its field. */
export function AddEmojiDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations("emoji.dialog");
  const faults = useTranslations("emoji.fault");
  const { api, byName, put } = useOwnEmoji();
  const { act, pending, fault, clear } = useAct();
  const chosen = useChosenPicture();
  const [name, setName] = useState("");
  const [asked, setAsked] = useState(false);
  const { picture } = chosen;

  const nameFault = name === "" ? "nameMissing" : !isEmojiName(name) ? "name" : byName.has(name) ? "nameTaken" : null;
  const pictureFault = chosen.fault ?? (asked && !picture ? "missing" : null);
  const add = async () => {
    setAsked(true);
    if (!picture || nameFault !== null) return;
    await act(async () => {
      put(await api.add(name, picture.file));
      toast(t("added", { code: shortcodeOf(name) }));
      onClose();
    });
  };
  const ofField = fault?.param === "name" || fault?.param === "picture" ? fault : null;

  return (
    <FormDialog
      title={t("title")}
      description={t("description")}
      submit={t("submit")}
      cancel={t("cancel")}
      onSubmit={add}
      onClose={onClose}
      pending={pending}
      fault={fault}
      speaking={["name", "picture"]}
    >
      <Field
        label={t("picture")}
        error={pictureFault ? faults(pictureFault) : ofField?.param === "picture" ? ofField.message : undefined}
        required
      >
        <Input
          name="picture"
          type="file"
          accept={EMOJI_TYPES.join()}
          className="cursor-pointer py-1 [&:is(input,textarea):read-only]:bg-background file:me-2 file:cursor-pointer file:rounded-sm file:bg-secondary file:px-2 file:py-0.5 file:font-medium"
          onChange={(event) => {
            const file = event.target.files?.[0];
            clear();
            void chosen.choose(file);
            if (file && name === "") setName(nameOfFile(file.name));
          }}
        />
      </Field>
      <Field
        label={t("name")}
        help={t("nameHelp", { code: shortcodeOf(name === "" ? "name" : name) })}
        error={
          (asked || nameFault === "nameTaken") && nameFault !== null
            ? faults(nameFault)
            : ofField?.param === "name"
              ? ofField.message
              : undefined
        }
        required
      >
        <Input
          name="name"
          value={name}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          onChange={(event) => {
            clear();
            setName(toEmojiName(event.target.value));
          }}
        />
      </Field>
      {picture ? <Preview url={picture.url} /> : null}
    </FormDialog>
  );
}

/** As large as alone in a message, and as small as in a line and in a reaction. */
function Preview({ url }: { url: string }) {
  const t = useTranslations("emoji.dialog");
  return (
    <div role="img" aria-label={t("preview")} data-slot="emoji-preview" className="flex items-end gap-4">
      {["size-10", "size-5.5", "size-4.5"].map((size) => (
        <span key={size} className="rounded-md border bg-background p-2">
          {/* oxlint-disable-next-line nextjs/no-img-element -- bytes of this window */}
          <img src={url} alt="" className={`${size} object-contain`} />
        </span>
      ))}
    </div>
  );
}
