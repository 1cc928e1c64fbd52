"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { FormDialog } from "@/components/frame/form-dialog";
import { useGo } from "@/components/frame/use-go";
import { Field, FieldSet } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { RadioGroup, RadioGroupItem } from "@/components/ui/radio-group";
import type { PersonId } from "@/lib/platform/ids";
import { LIMITS, type RoomVisibility } from "@/lib/rooms/protocol";
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
    <FormDialog
      title={t("title")}
      description={t("description")}
      submit={t("submit")}
      cancel={t("cancel")}
      onSubmit={create}
      onClose={onClose}
      pending={pending}
      fault={fault}
      speaking={["name"]}
    >
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
    </FormDialog>
  );
}
