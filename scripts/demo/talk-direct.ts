/** Written for the demo; the format is in talk.ts. Each key names who talks: two are a direct message, more are a group. */
export const DIRECT_TALK: Record<string, string> = {
  "ben finn edda": `
-3 17:02 edda Small group so that #product stays readable: who does what until Thursday?
-3 17:05 ben Me: refunds, migration, rollback rehearsal. Finn: scanner, old tablets.
-3 17:06 finn And the coffee.
: ☕ ben edda
-2 16:10 ben Rollback rehearsed on a copy: eleven minutes, of which eight are waiting for Postgres to believe me.
: 👍 edda finn
-2 16:12 edda Can we live with eleven?
-2 16:15 ben The back office can. Ticket sale does not stop at all.
: ✅ edda
-1 18:05 finn Bag is packed: scanner, spare scanner, tape, two batteries, the tablet with the sticker.
: 🎒 ben
-1 18:07 edda Sea legs?
-1 18:08 finn Sold separately.
: 😂 edda ben
`,
  "ada ben": `
-6 16:30 ada Do you have ten minutes tomorrow about the second half of the year? Nothing bad.
-6 16:34 ben 10:30? You can say "nothing bad" more often, it helps.
: 😄 ada
-6 16:35 ada 10:30. Nothing bad, nothing bad, nothing bad.
-5 11:15 ben Thank you for this morning. I want to do it. Give me the weekend to say it without grinning.
: ❤️ ada
-1 09:15 ada And?
-1 09:16 ben Yes. Grinning anyway.
: 🎉 ada
`,
  "ada cleo": `
-4 12:05 cleo Would you look at the release poster before I print 40 of them?
-4 12:30 ada It has a duck on a lead. I have no questions.
: 🦆 cleo
-4 12:31 cleo Printing.
-1 14:20 ada The darker green is good, by the way. I noticed.
: 💚 cleo
`,
  "dev ada": `
-3 09:32 dev About case 2321: would you call him too? I think he would like to hear it from the top, and not as an excuse.
-3 09:35 ada Yes. Send me the number, I call at eleven.
-3 11:26 ada Done. He wants to test the lift message with us. I said yes.
: 🙏 dev
-3 11:28 dev That is the best possible end.
`,
  "cleo edda": `
-2 18:02 edda Row 4, seats A and B free, C taken. I keep saying it. It is a poem.
: 😂 cleo
-2 18:05 cleo Row 5, nobody yet.
-2 18:05 edda Stop, I will cry.
`,
  "gus ada": `
-3 13:50 gus Receipt for 180 km and one cardamom bun. I have listed the bun separately.
-3 14:05 ada Approved, both.
: 😋 gus
`,
  "hana ben": `
-1 09:05 hana Wear shoes that may get wet. The gangway at low water is honest about everything.
-1 09:07 ben How wet is wet?
-1 09:08 hana Yes.
: 😂 ben
`,
};
