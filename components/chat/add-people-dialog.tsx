"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
} from "@/components/ui/dialog";
import { Field, FieldGroup } from "@/components/ui/field";
import type { PersonId } from "@/lib/platform/ids";
import type { RoomMeta } from "@/lib/rooms/protocol";
import { FaultNote } from "./fault-note";
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
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>{room.name === "" ? t("titleUnnamed") : t("title", { name: room.name })}</DialogTitle>
          <DialogDescription>{t("description")}</DialogDescription>
        </DialogHeader>
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void add();
          }}
        >
          <FieldGroup>
            <Field label={t("people")} error={nobody && people.length === 0 ? t("nobody") : undefined} required>
              <PeoplePicker picked={people} onChange={setPeople} except={present} focusFirst />
            </Field>
            {fault ? <FaultNote fault={fault} /> : null}
            <DialogFooter>
              <Button type="submit" pending={pending}>
                {t("submit", { count: people.length })}
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
