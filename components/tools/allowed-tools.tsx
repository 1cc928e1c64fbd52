"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { CardForm } from "@/components/access/card-form";
import { NameChoice } from "@/components/admin/name-choice";
import { toast } from "@/components/ui/sonner";
import { send } from "@/lib/access/client/send";
import { useForm } from "@/lib/access/client/use-form";

/** Which tools the tenant uses at all. */
export function AllowedTools({
  slug,
  names,
  allowed,
}: {
  slug: string;
  names: readonly string[];
  allowed: readonly string[] | null;
}) {
  const t = useTranslations("tools.allowed");
  const router = useRouter();
  const [tools, setTools] = useState(allowed);
  const form = useForm({
    fields: [],
    async submit() {
      if (tools?.length === 0) return { ok: false, fault: { code: "choice", message: t("none") } };
      return send("PATCH", `/api/t/${slug}/config`, { tools });
    },
    done() {
      toast(t("saved"));
      router.refresh();
    },
    guard: true,
  });
  return (
    <CardForm
      id="tools-allowed"
      title={t("title")}
      help={t("help")}
      form={form}
      submit={t("save")}
      className="max-w-2xl"
    >
      <NameChoice
        legend={t("legend")}
        all={t("all")}
        some={t("some")}
        names={names}
        value={tools}
        onChange={setTools}
      />
    </CardForm>
  );
}
