/** Written for the demo; the format is in talk.ts. */
export const PRODUCT_TALK = `
-9 09:20 edda The list for Skerry 4, in the order I would give things up last:+
+
1. Seat map for the two big boats+
2. Refunds without a phone call+
3. Gangway scanner works without network+
4. Timetable changes reach printed codes+
+
Seven small ones are on the board. If yours is missing, say so here.
: 👍 ben cleo finn ada
-9 09:33 finn 3 is the one that can eat the others. How long without network do we promise?
> 09:36 edda One crossing and a half. The longest is 95 minutes, so say three hours.
> 09:38 finn Three hours is fine. It is the clocks I worry about, not the hours.
> 09:41 ben The scanner has a clock that drifts about two seconds a day. We measured ten of them in autumn.
: 🕰️ finn
> 09:44 finn Then it is fine.
-9 10:05 cleo First seat map sketches are in the folder. I tried "look down on the deck" and "look from the pier". The pier one is nicer and nobody finds their seat.
> 10:11 edda So the deck.
> 10:12 cleo So the deck. Goodbye, pier.
: 🥲 ben edda
-8 10:15 ben Refunds: today a refund is three rows in two tables and a letter from Gus. Proposal: one event, \`ticket.refunded\`, and everything else is derived from it.
: 💯 finn
: 👍 edda
> 10:20 edda Does the customer see the money on the same day?
> 10:24 ben The card company decides that. We can say exactly where it is, which we cannot today.
> 10:31 dev "Where is it" is nine of ten refund calls. Take that.
: 🙌 edda ben
-8 15:40 finn Scanner works in the lift. The lift is our network-free test harbour now, sorry to everybody who wants to ride it.
: 😂 ben cleo ada edda
-7 09:30 edda Hana reads printed codes in low sun and says every third fails. Can we look at contrast rather than at the scanner?
> 09:37 cleo The green is too light. I can darken it without anybody noticing.
> 09:39 ada I will notice, and I will not mind.
: 😄 cleo
-7 14:10 ben First refund went through in the test shop. 3.2 seconds from click to "your money is on its way".
: 🎉 edda dev ada cleo
-7 14:12 finn And the second one?
-7 14:13 ben Do not be like that.
: 😂 finn edda
-6 10:02 edda Decision: seats can be chosen up to departure minus 20 minutes. After that the crew decides. Hana was very clear.
: ⚓ ben cleo
-6 10:30 finn Timetable changes: codes carry the line and the day, not the minute. So a moved departure keeps every printed ticket valid.
: 👏 edda dev ben
> 10:36 dev And if the departure is cancelled?
> 10:40 finn The gate shows the next one and asks the crew. It never just says no.
: ❤️ dev
-6 16:21 cleo Seat colours: free is outlined, taken is filled, yours has a tick. Works in grey, works for my father.
: 👍 edda ben finn
-5 09:18 ben Load test tonight, 20:00 to 21:00, against the test harbour only. 500 people buy the 14:10 at once.
: 🍿 finn
-5 21:04 ben Result: 500 bought, 500 tickets, no seat twice. p95 was 310 ms. It slowed down only when I started watching.
: 🚀 edda finn ada cleo
-4 10:00 edda Review notes: deck view stays, zoom by two fingers, seat numbers at the second zoom level. Open: what does a screen reader say about a row of seats?
> 10:09 cleo "Row 4, seats A and B free, C taken." One stop for each row, arrows inside the row.
> 10:10 edda Lovely. Write that down exactly like that.
: ✍️ cleo
-4 15:15 finn The scanner now keeps its list for 36 hours. We sync at every harbour with the network it has, 40 kB for a full boat.
: 📦 ben edda
-3 11:00 edda Two left: refunds in the back office, and the small print under the seat map. Ben? Cleo?
> 11:03 ben Today.
> 11:05 cleo The text is done, the lawyer has it.
> 16:48 ben It was not today, it is tomorrow 10:00.
> 16:49 edda Thank you for saying it today.
: 💙 ben
-2 10:04 ben Refunds in the back office are in.
: ✅ edda finn dev
-2 11:20 cleo The lawyer wants "vessel" instead of "boat". I want to hear from Hana before I change 60 strings.
> 11:52 ada Hana says a boat is a boat.
> 11:53 cleo The lawyer gets one "vessel", in the footer.
: 😂 edda ada ben finn
-2 15:30 finn Candidate is building. 214 tests more than Skerry 3, 40 seconds faster. Do not ask how, it was a sleep.
: 💤 ben
: 👏 edda cleo
-1 10:10 edda Candidate notes: https://wiki.demo.example/skerry-4. Known: seat map on very old tablets is slow, the crew in Hvaler has two of those.
-1 10:18 finn Define very old.
-1 10:19 gus One has a sticker from the 2012 Olympics.
: 👴 finn cleo ben
-1 10:32 finn I will bring it down to 100 ms or I will buy them a tablet.
: 👍 edda gus
-1 15:47 finn 85 ms. The shop keeps its tablet.
: 🏆 edda ben cleo gus
`;
