import type { TenantId } from "@/lib/platform/ids";
import type { MeterRpc } from "../protocol";

/** The binding both Workers carry for it. */
export interface MeterBinding {
  METER: { getByName(name: string): unknown };
}

/** Name of a tenant's Meter. */
export function meterName(tenantId: TenantId): string {
  return `t:${tenantId}:meter`;
}

/** Handle to a tenant's Meter. */
export function meterOf(bindings: MeterBinding, tenantId: TenantId): MeterRpc {
  return bindings.METER.getByName(meterName(tenantId)) as MeterRpc;
}
