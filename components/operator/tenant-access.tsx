"use client";

import { useRouter } from "next/navigation";
import { useFormatter, useTranslations } from "next-intl";
import { ConfirmRemoval } from "@/components/access/confirm-removal";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { toast } from "@/components/ui/sonner";
import { send } from "@/lib/access/client/send";
import { useFaultWords } from "@/lib/access/client/use-form";
import type { TenantDetail } from "@/lib/operator/protocol";

const DONE = { suspend: "suspended", reactivate: "reactivated", delete: "deleted" } as const;
type Act = keyof typeof DONE;

/** Whether people may be in the tenant, and what changes that. Each act says before what follows from it. */
export function TenantAccess({ tenant }: { tenant: TenantDetail }) {
  const t = useTranslations("operator.tenant");
  const format = useFormatter();
  const router = useRouter();
  const words = useFaultWords();
  const { id, name, state, deletionDueAt } = tenant;
  const acts: readonly Act[] =
    state === "active" ? ["suspend", "delete"] : state === "suspended" ? ["reactivate", "delete"] : ["reactivate"];
  const run = async (act: Act) => {
    const path = `/api/operator/tenants/${id}`;
    const sent = act === "delete" ? await send("DELETE", path) : await send("POST", `${path}/${act}`, {});
    if (sent.ok) toast(t(DONE[act], { name }));
    else toast.error(words(sent.fault));
    router.refresh();
  };
  const date = deletionDueAt === null ? "" : format.dateTime(deletionDueAt, { dateStyle: "long" });
  return (
    <Card aria-labelledby="access-title">
      <CardHeader>
        <CardTitle id="access-title">{t("access")}</CardTitle>
      </CardHeader>
      <CardContent className="flex flex-col gap-3">
        <p className="text-sm text-muted-foreground">{t(`${state}Body`, { date })}</p>
        <div className="flex flex-wrap gap-2">
          {acts.map((act) => (
            <ConfirmRemoval
              key={act}
              title={t(`${act}Title`, { name })}
              body={t(`${act}ConfirmBody`)}
              confirm={t(`${act}Confirm`, { name })}
              calm={act === "reactivate"}
              onConfirm={() => run(act)}
            >
              <Button variant={act === "reactivate" ? "default" : "outline"}>{t(act)}</Button>
            </ConfirmRemoval>
          ))}
        </div>
      </CardContent>
    </Card>
  );
}
