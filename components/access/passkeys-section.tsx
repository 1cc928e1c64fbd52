"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/sonner";
import { addPasskey } from "@/lib/access/client/passkeys";
import { send } from "@/lib/access/client/send";
import { useChecks } from "@/lib/access/client/use-checks";
import { useFaultWords, useForm } from "@/lib/access/client/use-form";
import { AccountSection } from "./account-section";
import { Form, SubmitButton, TextField } from "./form";

export interface PasskeyView {
  id: string;
  name: string;
  addedAt: number | null;
}

/** Keys that sign in without a password. */
export function PasskeysSection({ passkeys }: { passkeys: readonly PasskeyView[] }) {
  const t = useTranslations("access.account");
  return (
    <AccountSection id="passkeys" title={t("passkeys")} help={t("passkeysHelp")}>
      {passkeys.length === 0 ? <p className="text-sm text-muted-foreground">{t("noPasskeys")}</p> : null}
      {passkeys.length > 0 ? (
        <ul className="flex flex-col divide-y">
          {passkeys.map((passkey) => (
            <Passkey key={passkey.id} {...passkey} />
          ))}
        </ul>
      ) : null}
      <AddPasskey />
    </AccountSection>
  );
}

function Passkey({ id, name, addedAt }: PasskeyView) {
  const t = useTranslations("access.account");
  const format = useFormatter();
  const words = useFaultWords();
  const router = useRouter();
  const [pending, setPending] = useState(false);
  const label = name || t("unnamed");
  const remove = async () => {
    setPending(true);
    const sent = await send("POST", "/api/auth/passkey/delete-passkey", { id });
    setPending(false);
    if (sent.ok) {
      toast(t("passkeyRemoved"));
      router.refresh();
    } else toast.error(words(sent.fault));
  };
  return (
    <li className="flex items-center justify-between gap-3 py-1.5">
      <p className="min-w-0 text-sm">
        <span className="block truncate">{label}</span>
        {addedAt === null ? null : (
          <span className="text-xs text-muted-foreground">
            {t("added", { date: format.dateTime(addedAt, { dateStyle: "medium" }) })}
          </span>
        )}
      </p>
      <Button variant="ghost" size="sm" pending={pending} onClick={() => void remove()}>
        {t("removePasskey", { name: label })}
      </Button>
    </li>
  );
}

function AddPasskey() {
  const t = useTranslations("access.account");
  const checks = useChecks();
  const router = useRouter();
  const form = useForm({
    fields: ["name"],
    check: ({ name }) => ({ name: checks.name(name) }),
    async submit({ name }) {
      const sent = await addPasskey(name.trim());
      return sent.ok || sent.fault.code !== "passkey"
        ? sent
        : { ok: false, fault: { code: "passkey", message: t("passkeyFailed") } };
    },
    done(_, __, element) {
      element.reset();
      toast(t("passkeyAdded"));
      router.refresh();
    },
  });
  return (
    <Form form={form}>
      <TextField form={form} name="name" label={t("passkeyName")} help={t("passkeyNameHelp")} maxLength={80} />
      <div>
        <SubmitButton form={form} variant="outline">
          {t("addPasskey")}
        </SubmitButton>
      </div>
    </Form>
  );
}
