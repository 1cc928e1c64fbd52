"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { FormDialog } from "@/components/frame/form-dialog";
import { Field } from "@/components/ui/field";
import type { PersonId } from "@/lib/platform/ids";
import type { RoomMeta } from "@/lib/rooms/protocol";
import { PeoplePicker } from "./people-picker";
import { useRooms } from "./rooms-provider";
import { useAct } from "./use-act";

/** Adds people to a room. */
export function AddPeopleDialog({
  room,
  present,
  onClose,
}: {
  room: RoomMeta;
  present: readonly PersonId[];
  onClose: () => void;
}) {
  const t = useTranslations("rooms.addPeople");
  const { api } = useRooms();
  const { act, pending, fault } = useAct();
  const [people, setPeople] = useState<PersonId[]>([]);
  const [nobody, setNobody] = useState(false);
  const add = async () => {
    if (people.length === 0) return setNobody(true);
    if (await act(() => api.addMembers(room.roomId, people))) onClose();
  };
  return (
    <FormDialog
      title={room.name === "" ? t("titleUnnamed") : t("title", { name: room.name })}
      description={t("description")}
      submit={t("submit", { count: people.length })}
      cancel={t("cancel")}
      onSubmit={add}
      onClose={onClose}
      pending={pending}
      fault={fault}
    >
      <Field label={t("people")} error={nobody && people.length === 0 ? t("nobody") : undefined} required>
        <PeoplePicker picked={people} onChange={setPeople} except={present} focusFirst />
      </Field>
    </FormDialog>
  );
}
