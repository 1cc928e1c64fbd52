/** Said live when the demo is made, over real sockets, so that there is something new to read. */
export const SAID_TODAY: { room: string; who: string; body: string }[] = [
  { room: "general", who: "hana", body: "Boat is here, scanner is here, Ben and Finn are here and already wet." },
  { room: "general", who: "gus", body: "Noted under weather." },
  { room: "product", who: "finn", body: "First boarding with the new gate: 61 people, no network, 4 minutes 20." },
  { room: "product", who: "edda", body: "That is a minute faster than with network?" },
  { room: "product", who: "finn", body: "Nobody waits for a spinner. We should switch it off on purpose." },
  { room: "support", who: "dev", body: "Quiet so far: one bike, one umbrella, no animals." },
  { room: "dev-ada", who: "dev", body: "He was on the boat today. Says hello, and that the lift works." },
];

/** Shared today as well: what reports count as files, and the room's list of them. */
export const SHARED_TODAY: { room: string; who: string; body: string; file: { name: string; text: string } }[] = [
  {
    room: "crossings",
    who: "finn",
    body: "Boardings of the week by quay, for the printed board.",
    file: {
      name: "boardings by quay.csv",
      text: "day,north,south\nMonday,212,148\nTuesday,198,131\nWednesday,240,166\nThursday,221,150\nFriday,305,214\n",
    },
  },
  {
    room: "crossings",
    who: "gus",
    body: "Takings to go with it.",
    file: { name: "takings.csv", text: "day,card,cash\nMonday,4180,310\nTuesday,3890,275\nWednesday,4730,402\n" },
  },
  {
    room: "crossings",
    who: "edda",
    body: "And the winter timetable as it goes to print. Last look, please.",
    file: {
      name: "winter timetable.txt",
      text: "Winter timetable\n\nNorth quay  06:05  08:10  12:00  16:40  19:15\nSouth quay  06:40  08:45  12:35  17:15  19:50\n\nSundays from 08:10.\n",
    },
  },
];
