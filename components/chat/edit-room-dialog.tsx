"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { FormDialog } from "@/components/frame/form-dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { LIMITS, type RoomMeta } from "@/lib/rooms/protocol";
import { useRooms } from "./rooms-provider";
import { useAct } from "./use-act";

/** Renames a room or sets its topic. */
export function EditRoomDialog({
  what,
  room,
  onClose,
}: {
  what: "rename" | "topic";
  room: RoomMeta;
  onClose: () => void;
}) {
  const t = useTranslations(`rooms.${what}`);
  const { api } = useRooms();
  const { act, pending, fault, clear } = useAct();
  const field = what === "rename" ? "name" : "topic";
  const [value, setValue] = useState(room[field]);
  const [missing, setMissing] = useState(false);
  const save = async () => {
    if (field === "name" && value.trim() === "") return setMissing(true);
    if (value.trim() === room[field] || (await act(() => api.change(room.roomId, { [field]: value })))) onClose();
  };
  const error = missing ? t("missing") : fault?.param === field ? fault.message : undefined;
  return (
    <FormDialog
      title={t("title")}
      submit={t("submit")}
      cancel={t("cancel")}
      onSubmit={save}
      onClose={onClose}
      pending={pending}
      fault={fault}
      speaking={[field]}
    >
      <Field label={t("label")} help={t("help")} error={error} required={field === "name"}>
        <Input
          name={field}
          value={value}
          maxLength={field === "name" ? LIMITS.roomNameCharsMax : LIMITS.topicCharsMax}
          autoComplete="off"
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- the one thing this dialog is for
          autoFocus
          onFocus={(event) => event.target.select()}
          onChange={(event) => {
            setValue(event.target.value);
            setMissing(false);
            clear();
          }}
        />
      </Field>
    </FormDialog>
  );
}
