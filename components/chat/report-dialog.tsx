"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { FormDialog } from "@/components/frame/form-dialog";
import { Field } from "@/components/ui/field";
import { RadioGroup, RadioGroupItem } from "@/components/ui/radio-group";
import { toast } from "@/components/ui/sonner";
import { Textarea } from "@/components/ui/textarea";
import { MODERATION_LIMITS, REPORT_REASONS, type ReportReason } from "@/lib/moderation/protocol";
import type { RoomId } from "@/lib/platform/ids";
import type { MessageView } from "@/lib/rooms/protocol";
import { useNameOf, useRooms } from "./rooms-provider";
import { useAct } from "./use-act";

/** Tells the administrators of a message, with a reason. The author is not told. */
export function ReportDialog({ room, message, onClose }: { room: RoomId; message: MessageView; onClose: () => void }) {
  const t = useTranslations("moderation.report");
  const nameOf = useNameOf();
  const { api } = useRooms();
  const { act, pending, fault, clear } = useAct();
  const [reason, setReason] = useState<ReportReason | null>(null);
  const [note, setNote] = useState("");
  const [missing, setMissing] = useState<"reason" | "note" | null>(null);
  const submit = async () => {
    if (reason === null) return setMissing("reason");
    if (reason === "other" && note.trim() === "") return setMissing("note");
    const done = await act(async () => {
      const { status } = await api.report(room, { seq: message.seq, reason, note: note.trim() });
      toast(t(status === "reported" ? "thanks" : "already"));
    });
    if (done) onClose();
  };
  const noteError = missing === "note" ? t("noteMissing") : fault?.param === "note" ? fault.message : undefined;
  return (
    <FormDialog
      title={t("title", { name: nameOf(message.author) })}
      description={t("description")}
      submit={t("submit")}
      cancel={t("cancel")}
      onSubmit={submit}
      onClose={onClose}
      pending={pending}
      fault={fault}
      speaking={["note"]}
    >
      <RadioGroup
        aria-label={t("reason")}
        aria-invalid={missing === "reason" || undefined}
        value={reason ?? ""}
        onValueChange={(value) => {
          setReason(REPORT_REASONS.find((one) => one === value) ?? null);
          setMissing(null);
        }}
      >
        {REPORT_REASONS.map((one) => (
          <Field key={one} layout="row" label={t(`reasons.${one}`)}>
            <RadioGroupItem value={one} />
          </Field>
        ))}
      </RadioGroup>
      {missing === "reason" ? (
        <p role="alert" className="text-xs text-destructive">
          {t("reasonMissing")}
        </p>
      ) : null}
      <Field label={t("note")} help={t("noteHelp")} optional={reason !== "other"} error={noteError}>
        <Textarea
          name="note"
          rows={3}
          value={note}
          maxLength={MODERATION_LIMITS.noteCharsMax}
          onChange={(event) => {
            setNote(event.target.value);
            setMissing(null);
            clear();
          }}
        />
      </Field>
    </FormDialog>
  );
}
