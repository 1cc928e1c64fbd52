/** Written for the demo; the format is in talk.ts. */
export const RANDOM_TALK = `
-9 12:40 cleo The sea is flat as paper today. Take your sandwich outside.
: 🥪 edda finn
-9 17:55 ben Does anybody have a spare bicycle light? Mine fell into the harbour, it still blinks.
> 17:58 gus Top drawer, next to the batteries. Leave the drawer as you found it.
> 18:02 ben Found. Left.
-8 12:15 finn Lunch question: is a hot dog a sandwich, and is a ferry a bridge?
: 🤔 cleo edda
> 12:17 edda No, and sometimes.
> 12:19 dev A ferry is a bridge that leaves without you.
: 😂 cleo finn ada ben
-8 18:20 ada If you still sit here: the lights over the old pier are worth two minutes.
: 🌆 cleo gus
-7 08:15 edda There is cake in the kitchen. My daughter made it, so there are also raisins.
: 🍰 ben cleo finn dev gus ada
-7 08:52 finn There was cake in the kitchen.
: 😔 dev
-6 12:33 cleo Book of the week: "The Summer Book". Thin, about an island, nobody sells anything in it.
: 📚 edda hana ada
> 12:40 edda On my shelf already, I lend it out.
-6 19:05 ben Choir on Tuesday is cancelled, the tenors have a cold. All of them.
: 🤧 gus
-5 12:20 dev Spotted on the bridge: a man walking a duck on a lead. The duck walked the man, to be exact.
: 🦆 cleo ada finn edda ben gus
-5 12:24 cleo I need this drawn on the release poster.
: 🙏 dev edda
-4 13:00 finn Table tennis standings: Edda 9, me 7, Ben 7, Gus undefeated because he never plays.
> 13:05 gus I count that as a strategy.
: 🏓 edda ben finn
-4 13:11 edda Tournament on the last Friday. Gus serves first.
: 😄 ada cleo
-3 17:10 cleo The poster has the duck.
: 🦆 dev ada edda ben finn gus
: 🔥 dev
-2 12:45 ada My neighbour gives away two desks, oak, heavy, free. First come.
> 12:47 finn One for me!
> 12:49 cleo The other, if Finn carries both.
> 12:50 finn Fine. Again.
: 😂 cleo ada edda
-1 12:10 ben What does everybody listen to while working? My list is worn out.
> 12:13 cleo Rain on a tent, ten hours.
> 12:14 edda One piano, no singing.
> 12:16 gus The ventilation.
: 💀 finn cleo ben
> 12:20 finn I made a list of all five that are not rain or ventilation.
: 🎧 ben edda
-1 17:30 edda Clouds like whipped cream over the water. That is all.
: ☁️ cleo ada
`;

export const LEADERSHIP_TALK = `
-8 16:00 ada Budget for next year: the draft is with you both. Please mark what you would cut first. I would rather cut one thing than everything a little.
: 👍 gus edda
-8 16:40 gus Travel. Half of what we drive we could call. Not Visby.
> 16:44 ada Not Visby.
-7 09:12 edda I would cut the second printer contract and keep the usability tests. Six people in a room told us more about the seat map than two months of charts.
: 💯 ada
-6 08:20 ada Hvaler signs. Not public before nine.
: 🎉 gus edda
-6 08:23 gus They asked for payment each quarter. I said yes, if the first one comes in advance.
: 👏 ada
-4 08:50 ada Board in short: second support position approved, second harbour office not. They want to see Hvaler running first.
> 08:58 edda Fair. I would have said the same.
> 09:01 gus The office would have had a very good view, for the record.
: 😄 ada edda
-3 10:30 edda If the freeze slips, it slips by a day and not by a week. The only thing I would hold it for is the wheelchair message, and that is in.
: 🙏 ada
-1 17:15 ada Thank you both. It is a calm week before a release. I do not remember one.
: ❤️ edda gus
`;
