import { expect, it } from "vitest";
import { smallTalk } from "./small-talk";

it.each(["Hi", "hello!", "Guten Tag.", "Bonjour 👋", "Hola", "Olá!", "مرحبا", "Good morning", "Hey there"])(
  "%s is a greeting",
  (text) => expect(smallTalk(text)).toBe("hello"),
);

it.each(["Thanks", "thank you very much!", "Vielen Dank", "merci beaucoup", "OK, thanks!", "شكرا"])(
  "%s is thanks",
  (text) => expect(smallTalk(text)).toBe("thanks"),
);

it.each(["Hi, where is my order?", "Thanks for what?", "hello world program", "", "Danke, und wann?"])(
  "%j is more than that",
  (text) => expect(smallTalk(text)).toBeNull(),
);
