import { expect, it } from "vitest";
import { gif, png } from "@/tests/support/pictures";
import { judgePicture } from "./picture";

const judge = (bytes: Uint8Array) => {
  const judged = judgePicture(bytes);
  return judged.ok ? judged.type : judged.fault;
};

it("takes pictures of the four types between the bounds", () => {
  expect(judge(png(16, 512))).toBe("image/png");
  expect(judge(gif(512, 16))).toBe("image/gif");
  expect(judgePicture(png(32, 48))).toEqual({ ok: true, type: "image/png", width: 32, height: 48 });
});

it("says what is wrong with the others", () => {
  expect(judge(png(15, 64))).toBe("small");
  expect(judge(png(64, 513))).toBe("large");
  expect(judge(new TextEncoder().encode("<svg xmlns='http://www.w3.org/2000/svg'/>"))).toBe("type");
  expect(judge(new TextEncoder().encode("GIF89a"))).toBe("type");
  expect(judge(new TextEncoder().encode("\u0000\u0000\u0000 ftypavif"))).toBe("type");
  expect(judge(new Uint8Array(0))).toBe("type");
  const heavy = new Uint8Array(256 * 1024 + 1);
  heavy.set(png(32, 32));
  expect(judge(heavy)).toBe("bytes");
});
