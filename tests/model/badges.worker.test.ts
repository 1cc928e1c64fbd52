/**
 * Every kind of event at random, in many rooms at once, by people with several devices: in the end each device's badges
 * equal a recount from the whole log, and what each device shows equals a fresh load. `npm run test:model` runs it large.
 */
import { runDurableObjectAlarm } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeEach, expect, it } from "vitest";
import { newId, type PersonId, type TenantId } from "@/lib/platform/ids";
import { emptyInboxView, reduceInbox, type InboxView } from "@/lib/rooms/client/inbox-view";
import { FakePostgres } from "@/durable-objects/testing/fake-postgres";
import { InboxClient } from "@/durable-objects/testing/inbox-client";
import { makeRoom, stubOf } from "@/durable-objects/testing/room-client";
import { createRandom } from "../chaos/driver/random";
import { RoomLane } from "./room-lane";

const PROFILES = {
  small: { people: 6, rooms: 4, devices: 2, operations: 400, checks: 2, settleMs: 20_000, timeoutMs: 120_000 },
  full: { people: 30, rooms: 40, devices: 3, operations: 100_000, checks: 20, settleMs: 60_000, timeoutMs: 7_200_000 },
} as const;
const { MODEL_PROFILE, MODEL_SEED } = env as unknown as { MODEL_PROFILE?: string; MODEL_SEED?: string };
const profile = PROFILES[MODEL_PROFILE === "full" ? "full" : "small"];
const seed = MODEL_SEED ? Number(MODEL_SEED) : 20_261_121;

beforeEach(() => {
  new FakePostgres();
});

/** One device's badges, put together from what its inbox socket said. */
class InboxDevice {
  readonly person: PersonId;
  view: InboxView;
  private client: InboxClient | null = null;
  private readonly tenant: TenantId;

  constructor(tenant: TenantId, person: PersonId) {
    this.tenant = tenant;
    this.person = person;
    this.view = emptyInboxView(person);
  }

  async online(): Promise<void> {
    this.client ??= await InboxClient.connect(this.tenant, this.person);
    this.takeIn();
  }

  takeIn(): void {
    this.view = reduceInbox(this.view, this.client?.frames.splice(0) ?? []);
  }

  drop(): void {
    this.takeIn();
    this.client?.hangUp();
    this.client = null;
  }
}

it(
  `has no badge wrong and shows nothing untrue (${profile.operations} operations, seed ${seed})`,
  async () => {
    const random = createRandom(seed);
    const tenantId = newId<TenantId>();
    const people = Array.from({ length: profile.people }, () => newId<PersonId>());
    const lanes: RoomLane[] = [];
    for (let index = 0; index < profile.rooms; index++) {
      const members = random.shuffle(people).slice(0, 3 + random.below(people.length - 2));
      const room = await makeRoom({ tenantId, members, name: `room ${index}` });
      lanes.push(new RoomLane(room, people, random.fork(`room ${index}`)));
    }
    const devices = people.flatMap((person) =>
      Array.from({ length: profile.devices }, () => new InboxDevice(tenantId, person)),
    );
    for (const device of devices) await device.online();

    let mismatches: string[] = [];
    const wrong = async (): Promise<string[]> => {
      const found: string[] = [];
      for (const lane of lanes) {
        const log = await lane.log();
        await runDurableObjectAlarm(stubOf(lane.room));
        for (const person of people) {
          const isIn = lane.reference.members.has(person);
          const expected = isIn ? JSON.stringify(lane.reference.badges(person, log)) : "none";
          for (const device of devices.filter((one) => one.person === person)) {
            device.takeIn();
            const shown = device.view.rooms.get(lane.room.roomId);
            const { unread, mentions, threads, cursor } = shown ?? {};
            const held = shown ? JSON.stringify({ unread, mentions, threads, cursor }) : "none";
            if (held !== expected) found.push(`${lane.room.roomId} ${person}: shows ${held}, is ${expected}`);
          }
        }
      }
      return found;
    };
    /** Badges follow within a moment: what is still wrong after a while is wrong. */
    const settled = async (): Promise<string[]> => {
      const until = Date.now() + profile.settleMs;
      for (;;) {
        const found = await wrong();
        if (found.length === 0 || Date.now() > until) return found;
        await scheduler.wait(200);
      }
    };

    const each = Math.ceil(profile.operations / profile.checks / lanes.length);
    for (let check = 0; check < profile.checks; check++) {
      await Promise.all(
        lanes.map(async (lane) => {
          for (let n = 0; n < each; n++) await lane.step();
        }),
      );
      const restless = random.shuffle(devices).slice(0, Math.ceil(devices.length / 4));
      for (const device of restless) device.drop();
      for (const device of devices) await device.online();
      mismatches = [...mismatches, ...(await settled())];
      for (const lane of lanes) mismatches.push(...(await lane.differences(await lane.log())));
      expect(mismatches).toEqual([]);
    }
    expect(lanes.reduce((sum, { evictions }) => sum + evictions, 0)).toBeGreaterThan(0);
  },
  profile.timeoutMs,
);
