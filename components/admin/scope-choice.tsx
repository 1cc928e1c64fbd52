"use client";

import { useTranslations } from "next-intl";
import { Checkbox } from "@/components/ui/checkbox";
import { Field, FieldSet } from "@/components/ui/field";
import { KEY_SCOPES, type KeyScope } from "@/lib/quotas/protocol";

/** What a key may be used for. */
export function ScopeChoice({
  value,
  onChange,
}: {
  value: readonly KeyScope[];
  onChange(scopes: readonly KeyScope[]): void;
}) {
  const t = useTranslations("keys");
  const set = (scope: KeyScope, on: boolean) =>
    onChange(KEY_SCOPES.filter((one) => (one === scope ? on : value.includes(one))));
  return (
    <FieldSet legend={t("form.scopes")}>
      <div className="grid grid-cols-2 gap-x-4 gap-y-2.5 max-sm:grid-cols-1">
        {KEY_SCOPES.map((scope) => (
          <Field key={scope} layout="row" label={t(`scopes.${scope}`)} help={t(`scopeHelp.${scope}`)}>
            <Checkbox checked={value.includes(scope)} onCheckedChange={(on) => set(scope, on === true)} />
          </Field>
        ))}
      </div>
    </FieldSet>
  );
}
