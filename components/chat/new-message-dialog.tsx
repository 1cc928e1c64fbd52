"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { FormDialog } from "@/components/frame/form-dialog";
import { useGo } from "@/components/frame/use-go";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { PersonId } from "@/lib/platform/ids";
import { LIMITS } from "@/lib/rooms/protocol";
import { PeoplePicker } from "./people-picker";
import { useRoomHref, useRooms } from "./rooms-provider";
import { useAct } from "./use-act";

/** Opens a direct message with one person, or a group with several. */
export function NewMessageDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations("rooms.newMessage");
  const { api, inbox, viewer } = useRooms();
  const hrefOf = useRoomHref();
  const go = useGo();
  const { act, pending, fault, clear } = useAct();
  const [people, setPeople] = useState<PersonId[]>([]);
  const [name, setName] = useState("");
  const [nobody, setNobody] = useState(false);
  const group = people.length > 1;

  const open = async () => {
    if (people.length === 0) return setNobody(true);
    await act(async () => {
      const room = await api.createDirect(people, group ? name.trim() : "");
      inbox.store.actions.entered(room, [...new Set([viewer.person, ...people])]);
      onClose();
      go(hrefOf(room.roomId));
    });
  };

  return (
    <FormDialog
      title={t("title")}
      description={t("description")}
      submit={group ? t("submitGroup") : t("submit")}
      cancel={t("cancel")}
      onSubmit={open}
      onClose={onClose}
      pending={pending}
      fault={fault}
    >
      <Field label={t("people")} error={nobody && people.length === 0 ? t("nobody") : undefined} required>
        <PeoplePicker
          picked={people}
          focusFirst
          onChange={(next) => {
            setPeople(next);
            clear();
          }}
        />
      </Field>
      {group ? (
        <Field label={t("groupName")} help={t("groupNameHelp")} optional>
          <Input
            name="name"
            value={name}
            maxLength={LIMITS.roomNameCharsMax}
            autoComplete="off"
            onChange={(event) => setName(event.target.value)}
          />
        </Field>
      ) : null}
    </FormDialog>
  );
}
