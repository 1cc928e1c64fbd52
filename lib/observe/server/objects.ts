/** What a tenant's objects tell of themselves: for the live view, the metrics and the minute's round. */
import type { ConversationId, PersonId, RoomId, SessionId, TenantId } from "@/lib/platform/ids";
import { traced } from "@/lib/platform/trace-calls";
import { objectName, type ObjectBindings } from "@/lib/rooms/server/objects";
import type { BoardPulse, InstallationPulse, MeterPulse, PresencePulse, Round, TellerKind, Told } from "../protocol";

export interface MeterPulseRpc {
  /** Null: no call ever came here. */
  pulse(tenantId: TenantId): Promise<MeterPulse | null>;
}

export interface PresencePulseRpc {
  /** How many people others see in each state. Who is invisible is not among them. */
  pulse(tenantId: TenantId): Promise<PresencePulse>;
}

export type TellerId = RoomId | PersonId | ConversationId | SessionId;

export interface BoardRpc {
  /** An object's figures as they stand now; they replace what it told before. */
  tell(tenantId: TenantId, kind: TellerKind, id: TellerId, told: Told): Promise<void>;
  /** The sums. Nobody is woken for them, but for a few that have said nothing for long. */
  pulse(tenantId: TenantId): Promise<BoardPulse>;
}

/** Objects that can be asked how they stand. */
export interface TellerRpc {
  stand(tenantId: TenantId): Promise<Told>;
}

type Bindings = Pick<ObjectBindings, "METER" | "PRESENCE" | "OUTBOX_REGISTRY">;

/** Those that a tenant has one of. */
export interface Pulses {
  meter: MeterPulseRpc;
  presence: PresencePulseRpc;
  board: BoardRpc;
}

export function pulsesOf({ METER, PRESENCE, OUTBOX_REGISTRY }: Bindings, tenantId: TenantId): Pulses {
  return {
    meter: traced(METER.getByName(objectName.meter(tenantId))) as MeterPulseRpc,
    presence: traced(PRESENCE.getByName(objectName.presence(tenantId))) as PresencePulseRpc,
    board: boardOf({ OUTBOX_REGISTRY }, tenantId),
  };
}

export function boardOf({ OUTBOX_REGISTRY }: Pick<Bindings, "OUTBOX_REGISTRY">, tenantId: TenantId): BoardRpc {
  return traced(OUTBOX_REGISTRY.getByName(objectName.registry(tenantId))) as BoardRpc;
}

/** The one object of the installation: what the minute's rounds found. */
export interface InstallationRpc {
  /** A round is over. */
  note(round: Round): Promise<void>;
  read(): Promise<InstallationPulse>;
}

export function installationOf({
  INSTALLATION,
}: {
  INSTALLATION: { getByName(name: string): unknown };
}): InstallationRpc {
  return INSTALLATION.getByName("installation") as InstallationRpc;
}
