"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useRooms } from "@/components/chat/rooms-provider";
import { useAct } from "@/components/chat/use-act";
import { FormDialog } from "@/components/frame/form-dialog";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import type { ScheduledItem } from "@/lib/later/protocol";
import { normaliseBody } from "@/lib/rooms/core/text";
import { LIMITS } from "@/lib/rooms/protocol";
import { MomentFields, useMomentFields } from "./moment-fields";
import { momentOfChoice } from "./use-moments";

/** Changes the text and the moment of a message that waits to be sent. */
export function ScheduledDialog({ message, onClose }: { message: ScheduledItem; onClose: () => void }) {
  const t = useTranslations("later.scheduled");
  const { laterApi } = useRooms();
  const [body, setBody] = useState(message.body);
  const [faulty, setFaulty] = useState(false);
  const [startAt] = useState(() => (message.at > Date.now() ? message.at : momentOfChoice("tomorrow")));
  const fields = useMomentFields(startAt);
  const { act, pending, fault } = useAct();
  const save = async () => {
    const text = normaliseBody(body);
    setFaulty(!text.ok);
    const at = fields.read();
    if (!text.ok || at === null) return;
    if (await act(() => laterApi.changeScheduled(message.id, { body: text.text, at }))) onClose();
  };
  return (
    <FormDialog
      title={t("editTitle")}
      submit={t("save")}
      cancel={t("cancel")}
      onSubmit={save}
      onClose={onClose}
      pending={pending}
      fault={fault}
      className="max-w-lg"
    >
      <Field label={t("body")} error={faulty ? t("bodyMissing", { max: LIMITS.bodyCharsMax }) : undefined} required>
        <Textarea
          name="body"
          value={body}
          className="max-h-60"
          onChange={(event) => {
            setBody(event.target.value);
            setFaulty(false);
          }}
        />
      </Field>
      <MomentFields fields={fields} />
    </FormDialog>
  );
}
