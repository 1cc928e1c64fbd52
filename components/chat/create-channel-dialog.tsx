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
import { Field, FieldGroup, FieldSet } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { RadioGroup, RadioGroupItem } from "@/components/ui/radio-group";
import type { PersonId } from "@/lib/platform/ids";
import { LIMITS, type RoomVisibility } from "@/lib/rooms/protocol";
import { FaultNote } from "./fault-note";
import { PeoplePicker } from "./people-picker";
import { useRoomHref, useRooms } from "./rooms-provider";
import { useAct } from "./use-act";

/** Makes a channel and goes there. */
export function CreateChannelDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations("rooms.create");
  const { api, inbox, viewer } = useRooms();
  const hrefOf = useRoomHref();
  const go = useGo();
  const { act, pending, fault, clear } = useAct();
  const [name, setName] = useState("");
  const [topic, setTopic] = useState("");
  const [visibility, setVisibility] = useState<RoomVisibility>("public");
  const [people, setPeople] = useState<PersonId[]>([]);
  const [nameless, setNameless] = useState(false);

  const create = async () => {
    if (name.trim() === "") return setNameless(true);
    await act(async () => {
      const room = await api.createChannel({ name, topic, visibility, people });
      inbox.store.actions.entered(room, [viewer.person, ...people]);
      onClose();
      go(hrefOf(room.roomId));
    });
  };
  const nameError = nameless ? t("nameMissing") : fault?.param === "name" ? fault.message : undefined;

  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>{t("title")}</DialogTitle>
          <DialogDescription>{t("description")}</DialogDescription>
        </DialogHeader>
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void create();
          }}
        >
          <FieldGroup>
            <Field label={t("name")} help={t("nameHelp")} error={nameError} required>
              <Input
                name="name"
                value={name}
                maxLength={LIMITS.roomNameCharsMax}
                autoComplete="off"
                // oxlint-disable-next-line jsx-a11y/no-autofocus -- the one thing this dialog is for
                autoFocus
                onChange={(event) => {
                  setName(event.target.value);
                  setNameless(false);
                  clear();
                }}
              />
            </Field>
            <Field label={t("topic")} optional>
              <Input
                name="topic"
                value={topic}
                maxLength={LIMITS.topicCharsMax}
                autoComplete="off"
                onChange={(event) => setTopic(event.target.value)}
              />
            </Field>
            <FieldSet legend={t("who")}>
              <RadioGroup
                value={visibility}
                onValueChange={(value) => setVisibility(value === "private" ? "private" : "public")}
                aria-label={t("who")}
              >
                <Field layout="row" label={t("public")} help={t("publicHelp")}>
                  <RadioGroupItem value="public" />
                </Field>
                <Field layout="row" label={t("private")} help={t("privateHelp")}>
                  <RadioGroupItem value="private" />
                </Field>
              </RadioGroup>
            </FieldSet>
            <Field label={t("people")} optional>
              <PeoplePicker picked={people} onChange={setPeople} except={[viewer.person]} folded />
            </Field>
            {fault && fault.param !== "name" ? <FaultNote fault={fault} /> : null}
            <DialogFooter>
              <Button type="submit" pending={pending}>
                {t("submit")}
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
