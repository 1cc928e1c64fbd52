"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { PeoplePicker } from "@/components/chat/people-picker";
import { useAct } from "@/components/chat/use-act";
import { FormDialog } from "@/components/frame/form-dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { handleFault, toHandle } from "@/lib/groups/core/handle";
import { GROUP_LIMITS, type PeopleGroup } from "@/lib/groups/protocol";
import type { PersonId } from "@/lib/platform/ids";
import { useGroups } from "./groups-provider";

/** Makes a group, or changes its handle, name and people. What is wrong stands beside its field. */
export function GroupDialog({ group, onClose }: { group: PeopleGroup | null; onClose: () => void }) {
  const t = useTranslations("groups.dialog");
  const faults = useTranslations("groups.fault");
  const { api, put } = useGroups();
  const { act, pending, fault, clear } = useAct();
  const [handle, setHandle] = useState(group?.handle ?? "");
  const [name, setName] = useState(group?.name ?? "");
  const [people, setPeople] = useState<PersonId[]>(group?.people ?? []);
  const [asked, setAsked] = useState(false);

  const handleIs = handle === "" ? "handleMissing" : handleFault(handle);
  const nameIs = name.trim() === "" ? "nameMissing" : null;
  const peopleIs = people.length > GROUP_LIMITS.peopleMax ? "peopleMany" : null;
  const save = async () => {
    setAsked(true);
    if (handleIs !== null || nameIs !== null || peopleIs !== null) return;
    const fields = { handle, name: name.trim(), people };
    await act(async () => {
      put(await (group ? api.change(group.id, fields) : api.create(fields)));
      onClose();
    });
  };
  const said = (param: string) => (fault?.param === param ? fault.message : undefined);

  return (
    <FormDialog
      title={group ? t("edit", { handle: `@${group.handle}` }) : t("create")}
      description={t("description")}
      submit={t("submit")}
      cancel={t("cancel")}
      onSubmit={save}
      onClose={onClose}
      pending={pending}
      fault={fault}
      speaking={["handle", "name", "people"]}
    >
      <Field
        label={t("handle")}
        help={t("handleHelp", { handle: `@${handle === "" ? "on-call" : handle}` })}
        error={asked && handleIs !== null ? faults(handleIs) : said("handle")}
        required
      >
        <Input
          name="handle"
          value={handle}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          onChange={(event) => {
            clear();
            setHandle(toHandle(event.target.value));
          }}
        />
      </Field>
      <Field
        label={t("name")}
        help={t("nameHelp")}
        error={asked && nameIs !== null ? faults(nameIs) : said("name")}
        required
      >
        <Input
          name="name"
          value={name}
          maxLength={GROUP_LIMITS.nameCharsMax}
          autoComplete="off"
          onChange={(event) => {
            clear();
            setName(event.target.value);
          }}
        />
      </Field>
      <Field label={t("people")} error={peopleIs !== null ? faults(peopleIs) : said("people")} optional>
        <PeoplePicker picked={people} onChange={setPeople} />
      </Field>
    </FormDialog>
  );
}
