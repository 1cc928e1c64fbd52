/** Written for the demo; the format is in talk.ts. */
export const SUPPORT_TALK = `
-8 08:31 dev On duty this week: me. Open from last week: 4, none urgent. If a customer writes to you directly, put it here and I take it.
: 👍 gus edda
-8 09:16 dev Case 2291: a school class of 28 wants one bill and 28 tickets. They can have either today. Edda, is that on any list?
> 09:22 edda On the list after the next one. Can they live with one ticket for 28?
> 09:25 dev The teacher says the 28 run in different directions.
: 😂 edda cleo gus
> 09:30 gus Make 28, I write the bill by hand. Send me the name of the school.
: 🙏 dev
-8 11:02 dev Case 2293: "The website says my ferry is tomorrow, my ticket says today." Both are right, she bought two.
: 🫶 edda
-7 08:45 dev Three people ask where the Kalmar stop went. Did we move it?
> 08:51 ben We did not. Looking.
> 08:58 ben The harbour renamed the pier and our import took it for a new place. Old name works again in five minutes.
> 09:03 dev Confirmed, all three see it.
: ⚡ edda gus
> 09:10 finn There is a test for renamed piers now.
: ❤️ dev ben
-7 13:15 dev Case 2300: refund from 11 September, the customer has no card any more. What do we do?
> 13:22 gus Bank transfer, I need name and IBAN by phone, never by mail.
> 13:40 dev Called, done, she sends regards to "the gentleman with the timetables".
: 🥰 gus ada cleo edda
-6 09:40 dev A dog was refused on the 08:10 Öland. The owner wants to know whether our site lied: it says small dogs are fine.
> 09:44 hana It was my crossing. The dog was small the way a sofa is small.
: 😂 dev gus edda ben cleo finn
> 09:50 dev May I quote you?
> 09:51 hana You may say: up to 15 kg in the saloon, any size on deck.
> 10:05 edda I add the 15 kg to the page.
: 👍 dev
-5 10:20 dev Numbers for the week: 61 cases, first answer after 7 minutes in the middle, 22 after hours. Most asked: "where is my refund" (19), "can I bring a bike" (11), animals (6).
: 📊 edda ada gus
-5 10:25 cleo Only six animals?
-5 10:26 dev One was a beehive. I counted it as one.
: 🐝 cleo finn edda
-4 09:12 dev The callback form sends two mails when people click twice. Harmless, but they call because of it.
> 09:15 finn Mine. It takes the second click for a new wish.
> 10:02 finn Fixed: the second click gets the first answer.
: 👏 dev edda
-4 14:35 gus Hvaler asks for a phone number that answers at 05:30, before their first boat. Until we have the second position I take those calls.
: 🌅 dev
: ❤️ edda
-3 09:05 dev Case 2321, please read before you sell it as solved: a man in a wheelchair booked, the lift on board was out, nobody told him before the pier. I called him. He is not angry, I am.
: 💔 edda cleo ada ben
> 09:11 edda What would have helped?
> 09:16 dev The crew knew at 06:00. If they could tick "lift out" at the gate, everybody with a wheelchair ticket gets a message and a person to call.
> 09:20 ben That is half a day. The tick exists already for "no café".
> 09:24 edda Then it goes into the candidate. Anything can move for this.
: 💪 dev ben finn ada
> 15:31 ben In. Works on the scanner without network too; the messages go out when it finds one, or at once from the harbour.
> 15:40 dev I will call him and tell him that.
: ❤️ edda cleo ada gus finn ben
-2 08:30 dev Good morning. 3 open, none urgent. Today I write the advert, so be nice to the phone.
-2 11:48 dev Draft for the advert: https://wiki.demo.example/second-support. It says "patience with animals". I am serious about that.
: 🐴 edda gus
> 12:10 ada Good. Add that we answer in three languages and that nobody here shouts.
> 12:14 dev Added, in that order.
-1 09:02 dev Case 2334: "Can I see my seat before I buy it?" I said: from Thursday on.
: 🎉 cleo edda ben
-1 11:30 dev Somebody found test.demo.example and bought a real-looking ticket for the moon. It is now the most popular line of the test harbour.
> 11:33 finn That was Ada.
> 11:35 ada I wanted to see the seat map of a long crossing.
: 🌝 dev cleo edda finn ben gus
-1 16:40 dev Handover for tomorrow: 2 open. The lift message was sent for real for the first time at 15:12, four people, all rebooked, no call.
: 👏 ben edda ada cleo gus finn
`;
