"use client";

import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Alert, AlertDescription, AlertTitle } from "@/components/ui/alert";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { CopyButton } from "@/components/ui/copy-button";
import { Field } from "@/components/ui/field";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "@/components/ui/select";
import { toast } from "@/components/ui/sonner";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs";
import { send } from "@/lib/access/client/send";
import { useChecks } from "@/lib/access/client/use-checks";
import { useForm } from "@/lib/access/client/use-form";
import type { TenantRole } from "@/lib/rooms/server/objects";
import { Form, SubmitButton, TextField } from "./form";
import { RoleSelect } from "./role-select";

interface InvitePeopleProps {
  slug: string;
  assignable: readonly TenantRole[];
}

/** Inviting by e-mail, or by a link to hand out. */
export function InvitePeople(props: InvitePeopleProps) {
  const t = useTranslations("access.members");
  return (
    <Card aria-labelledby="invite-title">
      <CardHeader>
        <CardTitle id="invite-title">{t("invite")}</CardTitle>
      </CardHeader>
      <CardContent>
        <Tabs defaultValue="mail">
          <TabsList>
            <TabsTrigger value="mail">{t("inviteByMail")}</TabsTrigger>
            <TabsTrigger value="link">{t("inviteByLink")}</TabsTrigger>
          </TabsList>
          <TabsContent value="mail">
            <ByMail {...props} />
          </TabsContent>
          <TabsContent value="link">
            <ByLink {...props} />
          </TabsContent>
        </Tabs>
      </CardContent>
    </Card>
  );
}

function ByMail({ slug, assignable }: InvitePeopleProps) {
  const t = useTranslations("access.members");
  const roleHelp = useTranslations("access.roleHelp");
  const checks = useChecks();
  const router = useRouter();
  const [role, setRole] = useState<TenantRole>("member");
  const form = useForm({
    fields: ["email"],
    check: ({ email }) => ({ email: checks.email(email) }),
    submit: ({ email }) => send("POST", `/api/t/${slug}/invitations`, { email: email.trim(), role }),
    done(_, { email }, element) {
      element.reset();
      toast(t("inviteSent", { email: email.trim() }));
      router.refresh();
    },
  });
  return (
    <Form form={form} className="max-w-md">
      <TextField
        form={form}
        name="email"
        label={t("email")}
        type="email"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
      />
      <Field label={t("role")} help={roleHelp(role)}>
        <RoleSelect value={role} roles={assignable} onChange={setRole} />
      </Field>
      <div>
        <SubmitButton form={form}>{t("inviteSubmit")}</SubmitButton>
      </div>
    </Form>
  );
}

const DAYS = [1, 3, 7, 14, 30] as const;
const USES = [1, 5, 25, 100, 1_000] as const;

function ByLink({ slug, assignable }: InvitePeopleProps) {
  const t = useTranslations("access.members");
  const roleHelp = useTranslations("access.roleHelp");
  const copy = useTranslations("access.common")("copy");
  const router = useRouter();
  const [role, setRole] = useState<TenantRole>("member");
  const [days, setDays] = useState<number>(7);
  const [maxUses, setMaxUses] = useState<number>(25);
  const [url, setUrl] = useState<string | null>(null);
  const form = useForm({
    fields: [],
    submit: () => send<{ url: string }>("POST", `/api/t/${slug}/invite-links`, { role, days, maxUses }),
    done(made) {
      setUrl(made.url);
      router.refresh();
    },
  });
  return (
    <Form form={form} className="max-w-md">
      <p className="text-sm text-muted-foreground">{t("linkHelp")}</p>
      <Field label={t("role")} help={roleHelp(role)}>
        <RoleSelect value={role} roles={assignable.filter((one) => one !== "owner")} onChange={setRole} />
      </Field>
      <div className="grid grid-cols-2 gap-4">
        <Choice
          label={t("linkDays")}
          value={days}
          options={DAYS}
          onChange={setDays}
          words={(count) => t("days", { count })}
        />
        <Choice label={t("linkUses")} value={maxUses} options={USES} onChange={setMaxUses} words={String} />
      </div>
      <div>
        <SubmitButton form={form}>{t("linkSubmit")}</SubmitButton>
      </div>
      {url === null ? null : (
        <Alert>
          <AlertTitle>{t("linkReady")}</AlertTitle>
          <AlertDescription className="flex flex-col gap-1">
            {t("linkReadyHelp")}
            <span className="flex items-center gap-1 font-mono text-xs break-all">
              <span className="select-all">{url}</span>
              <CopyButton value={url} label={copy} />
            </span>
          </AlertDescription>
        </Alert>
      )}
    </Form>
  );
}

function Choice({
  label,
  value,
  options,
  onChange,
  words,
}: {
  label: string;
  value: number;
  options: readonly number[];
  onChange(value: number): void;
  words(value: number): string;
}) {
  return (
    <Field label={label}>
      <Select value={String(value)} onValueChange={(text) => onChange(Number(text))}>
        <SelectTrigger>
          <SelectValue />
        </SelectTrigger>
        <SelectContent>
          {options.map((option) => (
            <SelectItem key={option} value={String(option)}>
              {words(option)}
            </SelectItem>
          ))}
        </SelectContent>
      </Select>
    </Field>
  );
}
