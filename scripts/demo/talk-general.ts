/** Written for the demo; the format is in talk.ts. Demo Company makes Skerry, a booking system for small ferries. */
export const GENERAL_TALK = `
-9 08:55 ada Morning, everyone. Skerry 4 has a date: Thursday in two weeks. Edda has the list in #product, it is shorter than you fear.
: 🎉 ben cleo finn edda
: 🚢 gus hana
-9 08:58 ben Shorter than the last "short list"?
-9 08:59 edda Eleven items. I counted twice.
: 😄 ben finn
-9 09:04 gus Reminder: the harbour office in Visby changes its opening hours on Monday. Anybody who prints timetables there, print again.
: 👍 dev hana
-9 11:30 cleo New staff photos are up on the intranet. Finn, yours is from 2017, we noticed.
> 11:34 finn I peaked that year.
: 😂 cleo ada ben
> 11:41 cleo Ten minutes, Wednesday, the window on the second floor. Bring the good jumper.
> 11:42 finn Fine.
-8 09:10 ada Numbers from last week: 41,208 tickets sold through us, 6 % up on the same week last year. The Öland line alone was 9,400.
: 📈 edda gus ben
: 👏 dev cleo finn hana
-8 09:13 hana The Öland line would like it noted that we also carried two horses.
: 🐴 ada cleo gus dev finn ben
-8 09:15 dev Are horses a vehicle class? Asking because a customer asked.
> 09:17 gus Deck cargo, up to 3 m. I will send you the page.
> 09:21 hana Mine travel better than most passengers.
: 😂 dev gus
-8 14:02 gus The heating is on again. If your room is colder than 19 degrees, tell me the room and the time, not the mood.
: ❤️ edda cleo
-7 08:47 ben Deploy at 12:30 today. Ten minutes of read-only for the back office; ticket sale is not touched.
: 👀 dev gus
-7 12:31 ben Starting.
-7 12:38 ben Done, eight minutes. Back office writes again.
: 🙌 dev edda ada gus
-7 12:44 dev Nobody called. Which is the best thing I can say about a deploy.
: 💯 ben finn
-7 16:20 ada Friday lunch is on the company: soup place by the bridge, 12:15. Say here if you do not come, they count chairs.
> 16:22 edda Coming.
> 16:22 cleo Coming.
> 16:30 hana At sea. Have one for me.
: ⛴️ ada cleo
> 16:41 finn Coming, with jumper.
: 😄 cleo
-6 09:00 ada We have a new customer: the two boats of Hvaler. They start in March with one line and want the whole archipelago by June. Gus and Dev visit them next week.
: 🎉 ben cleo finn edda dev
: 🇳🇴 hana
-6 09:06 hana Good people. Their tide tables are handwritten, though.
-6 09:07 finn Please say they are at least in a grid.
-6 09:09 hana In a sort of spiral.
: 🫠 finn ben
-6 13:05 gus Fire drill tomorrow between 10 and 11. Meeting point is the crane, not the coffee cart.
> 13:07 cleo What if I happen to be holding a coffee
> 13:08 gus Then you hold it by the crane.
: 😂 cleo ada edda ben
-5 10:52 gus Four minutes and ten seconds. Last year it was seven. Thank you.
: 👏 ada edda dev cleo
-5 15:00 edda Design review moved to tomorrow 10:00, big room. Cleo shows the seat map, please come with opinions about colours of occupied seats.
: 👍 cleo ben finn
-5 15:02 ben I have opinions about colours. They are not good, but I have them.
-4 09:31 ada Two things from the board: they liked the Hvaler news, and we get the second support position. Dev writes the advert.
: 🥳 dev edda gus
: 👏 ben cleo finn
-4 09:35 dev Finally somebody to share the horse questions with.
: 🐴 hana ada
-4 11:12 finn The status page has a new address, bookmark it: https://status.demo.example
: 🔖 dev gus
-3 08:58 gus Visby printed the old timetable after all. I have driven over with the new ones. Nobody died.
: 🏅 ada hana dev
-3 09:20 ada Thank you, Gus. That is two hours each way.
-3 09:24 gus There is a very good cardamom bun halfway.
: 😋 cleo edda finn
-3 16:45 cleo Photos are done. Finn's is good. I am as surprised as you are.
: 🔥 ben ada edda dev gus
-2 09:02 ada Week plan: release candidate on Tuesday, harbour test with Hana on Wednesday, freeze Thursday. If something does not fit, say it before noon today and not on Wednesday night.
: ✅ ben finn edda cleo dev
-2 09:40 ben Fits. I would like one more pair of eyes on refunds before the candidate.
> 09:42 finn Mine, after lunch.
: 🙏 ben
> 14:55 finn Read it all. Two small things in the pull request, nothing that stops us.
> 15:10 ben Fixed both. Thank you.
-2 17:30 dev Shift handover: no open urgent cases. Quietest Monday since spring.
: 🌊 hana
: 👍 edda ada
-1 08:50 hana Wind tomorrow afternoon 14 m/s from the west. If you want to test the gangway scanner with me, come for the 09:40, not for the 14:10.
: 👍 ben finn
: 💨 gus
-1 08:55 ben 09:40 it is. Finn brings the scanner, I bring the laptop that may get wet.
-1 13:22 edda Release candidate is on the test harbour: https://test.demo.example. Please buy a ticket, cancel it, buy it again, and be unkind.
: 🚢 ada cleo finn
: 👀 dev gus
-1 13:40 dev Bought 40, cancelled 39, kept one for the horse.
: 😂 edda hana cleo ada ben
-1 16:58 ada Good day. Go home.
: 🏡 cleo finn edda gus
`;
