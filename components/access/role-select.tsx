"use client";

import { useTranslations } from "next-intl";
import type { ComponentProps } from "react";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "@/components/ui/select";
import type { TenantRole } from "@/lib/rooms/server/objects";

/** A role out of those that may be given. */
export function RoleSelect({
  value,
  roles,
  onChange,
  label,
  ...props
}: { value: TenantRole; roles: readonly TenantRole[]; onChange(role: TenantRole): void; label?: string } & Omit<
  ComponentProps<typeof SelectTrigger>,
  "value" | "onChange"
>) {
  const t = useTranslations("access.roleNames");
  return (
    <Select value={value} onValueChange={(role) => onChange(roles.find((one) => one === role) ?? value)}>
      <SelectTrigger aria-label={label} {...props}>
        <SelectValue />
      </SelectTrigger>
      <SelectContent>
        {roles.map((role) => (
          <SelectItem key={role} value={role}>
            {t(role)}
          </SelectItem>
        ))}
      </SelectContent>
    </Select>
  );
}
