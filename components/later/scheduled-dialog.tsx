"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { FaultNote } from "@/components/chat/fault-note";
import { useRooms } from "@/components/chat/rooms-provider";
import { useAct } from "@/components/chat/use-act";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent, DialogFooter, DialogHeader, DialogTitle } from "@/components/ui/dialog";
import { Field, FieldGroup } from "@/components/ui/field";
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
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent className="max-w-lg" aria-describedby={undefined}>
        <DialogHeader>
          <DialogTitle>{t("editTitle")}</DialogTitle>
        </DialogHeader>
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void save();
          }}
        >
          <FieldGroup>
            <Field
              label={t("body")}
              error={faulty ? t("bodyMissing", { max: LIMITS.bodyCharsMax }) : undefined}
              required
            >
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
            {fault ? <FaultNote fault={fault} /> : null}
            <DialogFooter>
              <Button type="submit" pending={pending}>
                {t("save")}
              </Button>
              <Button variant="ghost" onClick={onClose}>
                {t("cancel")}
              </Button>
            </DialogFooter>
          </FieldGroup>
        </form>
      </DialogContent>
    </Dialog>
  );
}
