import { expect, it } from "vitest";
import { INJECTION_BOUND, injectionScore } from "@/lib/guard/core/injection";
import { ATTACKS } from "./attacks";
import { HARMLESS } from "./harmless";

const caught = (text: string) => injectionScore(text).score >= INJECTION_BOUND;

/** The measured rates of docs/reference/injection.md. A lower bound here than there: wordings may change a little. */
it("finds most attempts and leaves what is harmless alone", () => {
  const [attacks, harmless] = [ATTACKS.map(({ text }) => text), HARMLESS];
  expect([new Set(attacks).size, new Set(harmless).size]).toEqual([200, 200]);
  const missed = attacks.filter((text) => !caught(text));
  const wrong = harmless.filter((text) => caught(text));
  const rate = (count: number, of: number) => `${((100 * count) / of).toFixed(1)} %`;
  process.stdout.write(
    [
      `injection: ${rate(attacks.length - missed.length, attacks.length)} of ${attacks.length} attempts found, `,
      `${rate(wrong.length, harmless.length)} of ${harmless.length} harmless texts taken for one\n`,
      ...missed.map((text) => `  missed: ${JSON.stringify(text.slice(0, 160))}\n`),
      ...wrong.map(
        (text) => `  wrong: ${JSON.stringify(text.slice(0, 160))} ${injectionScore(text).signals.join(" ")}\n`,
      ),
    ].join(""),
  );
  expect(missed.length).toBeLessThanOrEqual(14);
  expect(wrong.length).toBeLessThanOrEqual(5);
});
