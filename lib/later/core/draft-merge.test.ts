import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { newId, type RoomId } from "../../platform/ids";
import type { DraftItem } from "../protocol";
import { applyLaterAct, type LaterView } from "./acts";
import { mergeDraft, NO_DRAFT, typed, type LocalDraft } from "./draft-merge";

const local = (body: string, version = 3, dirty = false): LocalDraft => ({ body, version, dirty });
const remote = (body: string, version: number, mine = false) => ({ body, version, mine });

describe("mergeDraft", () => {
  it("takes a newer text, and leaves an older one", () => {
    expect(mergeDraft(local("old"), remote("new", 4), false)).toEqual(local("new", 4));
    expect(mergeDraft(local("new", 5), remote("old", 4), false)).toEqual(local("new", 5));
    expect(mergeDraft(local("sent elsewhere"), remote("", 4), false)).toEqual(local("", 4));
  });

  it("never takes away what is being typed or is not kept yet", () => {
    expect(mergeDraft(local("typing"), remote("other", 4), true)).toEqual(local("typing", 4, true));
    expect(mergeDraft(local("offline words", 1, true), remote("other", 9), false)).toEqual(
      local("offline words", 9, true),
    );
  });

  it("is gone here when all of it was sent elsewhere, however lately a key was pressed", () => {
    expect(mergeDraft(local("sent"), remote("", 4), true)).toEqual(local("", 4));
    expect(mergeDraft(local("sent and more", 1, true), remote("", 4), true)).toEqual(local("sent and more", 4, true));
  });

  it("is confirmed by its own text, and not by an earlier one", () => {
    expect(mergeDraft(local("abc", 3, true), remote("abc", 4, true), true)).toEqual(local("abc", 4));
    expect(mergeDraft(local("abcd", 3, true), remote("abc", 4, true), true)).toEqual(local("abcd", 4, true));
  });

  it("keeps a sent message's draft empty when its last keys echo late, and yields to words written elsewhere", () => {
    expect(mergeDraft(local("", 3, true), remote("abc", 4, true), false)).toEqual(local("", 4, true));
    expect(mergeDraft(local("", 3, true), remote("written elsewhere", 4), false)).toEqual(
      local("written elsewhere", 4),
    );
  });
});

describe("two devices and an inbox", () => {
  const room = newId<RoomId>();
  type Step = { device: 0 | 1; does: "type" | "empty" | "send" | "hear"; text: string };
  const step: fc.Arbitrary<Step> = fc.record({
    device: fc.constantFrom(0, 1),
    does: fc.constantFrom("type", "empty", "send", "hear"),
    text: fc.string({ minLength: 1, maxLength: 3 }).filter((text) => text.trim() !== ""),
  });

  /** Devices that lose nothing on the way, but may be slow: frames wait until they are sent or heard. */
  function run(steps: Step[]) {
    let held: DraftItem | null = null;
    let version = 0;
    const view: LaterView = { find: () => held as never, wasThere: () => false, count: () => 0 };
    const devices = [NO_DRAFT, NO_DRAFT];
    const inboxes: (() => void)[][] = [[], []];
    const tell = (to: 0 | 1, item: DraftItem | null, at: number) => {
      inboxes[to]?.push(() => {
        const word = { body: item?.body ?? "", version: item?.version ?? at, mine: item?.by === String(to) };
        devices[to] = mergeDraft(devices[to] ?? NO_DRAFT, word, false);
      });
    };
    const send = (device: 0 | 1) => {
      const mine = devices[device] ?? NO_DRAFT;
      if (!mine.dirty) return;
      const act = {
        type: "draft.set",
        room,
        thread: null,
        body: mine.body,
        base: mine.version,
        by: String(device),
      } as const;
      const outcome = applyLaterAct(view, act, 0);
      if (outcome.kind === "put") held = { ...outcome.item, version: ++version } as DraftItem;
      if (outcome.kind === "drop") {
        held = null;
        version++;
      }
      for (const to of [0, 1] as const) tell(to, held, version);
    };
    const hear = (device: 0 | 1) => inboxes[device]?.splice(0).forEach((word) => word());
    for (const { device, does, text } of steps) {
      if (does === "type") devices[device] = typed(devices[device] ?? NO_DRAFT, text);
      else if (does === "empty") devices[device] = typed(devices[device] ?? NO_DRAFT, "");
      else if (does === "send") send(device);
      else hear(device);
    }
    for (let turn = 0; turn < 8; turn++) {
      send(turn % 2 === 0 ? 0 : 1);
      hear(0);
      hear(1);
    }
    return { devices, body: (held as DraftItem | null)?.body ?? "" };
  }

  it("agree in the end, whatever was typed, sent and heard in which order", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
        const { devices, body } = run(steps);
        expect(devices.map((draft) => [draft.body, draft.dirty])).toEqual([
          [body, false],
          [body, false],
        ]);
      }),
      { numRuns: 2_000 },
    );
  });
});
