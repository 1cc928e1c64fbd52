"use client";

import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Form, SubmitButton, TextField } from "@/components/access/form";
import { Button } from "@/components/ui/button";
import {
  Dialog,
  DialogClose,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
  DialogTrigger,
} from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { toast } from "@/components/ui/sonner";
import { send } from "@/lib/access/client/send";
import { useChecks } from "@/lib/access/client/use-checks";
import { useForm } from "@/lib/access/client/use-form";
import type { TenantDetail } from "@/lib/operator/protocol";
import type { Tier } from "@/lib/quotas/protocol";
import { TierSelect } from "./tier-select";

/** Makes a tenant and invites its owner. */
export function NewTenant() {
  const t = useTranslations("operator.create");
  const list = useTranslations("operator.tenants");
  const [open, setOpen] = useState(false);
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button>
          <Plus aria-hidden />
          {list("new")}
        </Button>
      </DialogTrigger>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>{t("title")}</DialogTitle>
          <DialogDescription>{t("body")}</DialogDescription>
        </DialogHeader>
        <NewTenantFields onDone={() => setOpen(false)} />
      </DialogContent>
    </Dialog>
  );
}

function NewTenantFields({ onDone }: { onDone(): void }) {
  const t = useTranslations("operator.create");
  const checks = useChecks();
  const router = useRouter();
  const [tier, setTier] = useState<Tier>("free");
  const form = useForm({
    fields: ["name", "slug", "ownerEmail"],
    check: ({ name, slug, ownerEmail }) => ({
      name: checks.name(name),
      slug: checks.required(slug),
      ownerEmail: checks.required(ownerEmail),
    }),
    submit: (values) => send<TenantDetail>("POST", "/api/operator/tenants", { ...values, tier }),
    done({ id, name }) {
      toast(t("done", { name }));
      onDone();
      router.push(`/operator/tenants/${id}`);
    },
  });
  return (
    <Form form={form}>
      <TextField form={form} name="name" label={t("name")} autoComplete="off" />
      <TextField
        form={form}
        name="slug"
        label={t("slug")}
        help={t("slugHelp")}
        autoComplete="off"
        autoCapitalize="none"
      />
      <TextField form={form} name="ownerEmail" type="email" label={t("ownerEmail")} autoComplete="off" />
      <Field label={t("tier")}>
        <TierSelect value={tier} onChange={setTier} />
      </Field>
      <DialogFooter>
        <SubmitButton form={form}>{t("submit")}</SubmitButton>
        <DialogClose asChild>
          <Button variant="outline">{t("cancel")}</Button>
        </DialogClose>
      </DialogFooter>
    </Form>
  );
}
