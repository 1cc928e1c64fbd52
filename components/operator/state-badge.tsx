import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import type { TenantState } from "@/lib/operator/protocol";

const LOOKS = { active: "default", suspended: "warning", deleted: "destructive" } as const;

/** Whether people of the tenant can be in it. */
export function StateBadge({ state }: { state: TenantState }) {
  const t = useTranslations("operator.states");
  return <Badge variant={LOOKS[state]}>{t(state)}</Badge>;
}
