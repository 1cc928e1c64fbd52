"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useGo } from "@/components/frame/use-go";
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
import { Input } from "@/components/ui/input";
import type { PersonId } from "@/lib/platform/ids";
import { LIMITS } from "@/lib/rooms/protocol";
import { FaultNote } from "./fault-note";
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
    <Dialog open onOpenChange={(now) => !now && onClose()}>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>{t("title")}</DialogTitle>
          <DialogDescription>{t("description")}</DialogDescription>
        </DialogHeader>
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void open();
          }}
        >
          <FieldGroup>
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
            {fault ? <FaultNote fault={fault} /> : null}
            <DialogFooter>
              <Button type="submit" pending={pending}>
                {group ? t("submitGroup") : t("submit")}
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
