/** Written for the demo; the format is in talk.ts. Another tenant, which nobody of Demo Company can see. */
export const ACME_TALK = `
-4 09:00 zoe First day with the new workshop. The big saw is in the wrong corner, everything else is perfect.
: 🎉 yan
-4 09:12 yan The saw is where the floor is level. The corner is in the wrong place.
: 😄 zoe
-3 10:30 yan Order 118 is glued. Nobody breathes on it before tomorrow.
-3 10:31 zoe Not breathing.
-2 15:45 zoe The hotel wants twelve more stools by the end of the month. Can we?
> 15:52 yan Ten by the end, twelve by the third. Tell them oak does not read calendars.
: 💯 zoe
> 16:05 zoe They take ten and then two.
-1 11:20 yan We need more sandpaper, 120 and 180.
-1 11:24 zoe Ordered, comes tomorrow before noon.
: 🙏 yan
`;
