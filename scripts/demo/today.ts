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
