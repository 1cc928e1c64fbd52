/** The demo data of a local installation: two companies, their people, what they talked about, an assistant, and what became of it. */
import { hashPassword } from "better-auth/crypto";
import { tenantDb } from "@/db/client";
import type { RoomId, TenantId } from "@/lib/platform/ids";
import { demoProjectId, makeAssistant } from "./demo/assistant";
import { type DemoInstallation, personOf, type Place } from "./demo/installation";
import { teachAssistant } from "./demo/knowledge";
import { makeOperator, makeTenant } from "./demo/make-accounts";
import { makeRoom } from "./demo/make-room";
import { makePastUse } from "./demo/past-use";
import { DEMO_PASSWORD, DEMO_TENANTS } from "./demo/people";
import { DEMO_ROOMS } from "./demo/rooms";
import { sayToday } from "./demo/say-today";

export interface DemoSignIns {
  people: { name: string; email: string; password: string; tenant: string }[];
  tenants: { id: TenantId; slug: string; name: string }[];
  /** Absent where there is none, or from before there were any. */
  operator?: { email: string; password: string };
}

/** Makes the demo data. Every id is derived from what it names, so a second run finds everything there and adds nothing. */
export async function seedDemo(installation: DemoInstallation): Promise<DemoSignIns> {
  const password = await hashPassword(DEMO_PASSWORD);
  const places = new Map<string, Place>();
  for (const tenant of DEMO_TENANTS) places.set(tenant.slug, await makeTenant(installation.database, tenant, password));
  const rooms = new Map<string, RoomId>();
  await Promise.all(
    DEMO_ROOMS.map(async (room) => {
      const place = places.get(room.tenant);
      if (place) rooms.set(`${room.tenant}/${room.key}`, await makeRoom(installation, room, place));
    }),
  );
  await sayToday(installation, places, rooms);
  await makeDemoAssistant(installation, places);
  const operator =
    installation.ownerUrl === null ? null : await makeOperator(installation, installation.ownerUrl, password);
  return {
    people: DEMO_TENANTS.flatMap(({ slug, people }) =>
      people.map(({ name, email }) => ({ name, email, password: DEMO_PASSWORD, tenant: slug })),
    ),
    tenants: DEMO_TENANTS.map(({ slug, name }) => ({ id: places.get(slug)?.tenantId ?? ("" as TenantId), slug, name })),
    ...(operator === null ? {} : { operator }),
  };
}

async function makeDemoAssistant(installation: DemoInstallation, places: Map<string, Place>): Promise<void> {
  const { database, url } = installation;
  const place = places.get("demo-company");
  if (place) {
    const db = tenantDb(database, place.tenantId);
    const owner = personOf(place, "ada");
    await makeAssistant(db, owner, url);
    await makePastUse(db, owner);
    await teachAssistant(installation, { tenant: place.tenantId, project: await demoProjectId() });
  }
}
