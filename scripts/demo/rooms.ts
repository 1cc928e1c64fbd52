import { ACME_TALK } from "./talk-acme";
import { crossingsTalk } from "./talk-crossings";
import { DIRECT_TALK } from "./talk-direct";
import { GENERAL_TALK } from "./talk-general";
import { PRODUCT_TALK } from "./talk-product";
import { LEADERSHIP_TALK, RANDOM_TALK } from "./talk-random";
import { SUPPORT_TALK } from "./talk-support";

export interface DemoRoom {
  tenant: string;
  key: string;
  kind: "channel" | "group" | "dm";
  visibility: "public" | "private";
  name: string;
  topic: string;
  /** The first one owns it. */
  people: string[];
  talk: string;
}

const channel = (
  name: string,
  visibility: "public" | "private",
  topic: string,
  people: string,
  talk: string,
): DemoRoom => ({
  tenant: "demo-company",
  key: name,
  kind: "channel",
  visibility,
  name,
  topic,
  people: people.split(" "),
  talk,
});

/** What people said to each other: see talk.ts for how it is written. */
export const DEMO_ROOMS: DemoRoom[] = [
  channel(
    "general",
    "public",
    "Company news, and what everybody should know",
    "ada ben cleo dev edda finn gus hana",
    GENERAL_TALK,
  ),
  channel("product", "public", "Skerry 4: what we build and why", "edda ben cleo finn ada dev gus", PRODUCT_TALK),
  channel(
    "support",
    "public",
    "Customers first. On duty this week: Dev",
    "dev ben edda gus cleo finn ada hana",
    SUPPORT_TALK,
  ),
  channel("random", "public", "Everything else", "cleo ada ben dev edda finn gus hana", RANDOM_TALK),
  channel("crossings", "public", "What happened at the quay, every day", "finn dev edda gus", crossingsTalk()),
  channel("leadership", "private", "", "ada gus edda", LEADERSHIP_TALK),
  ...Object.entries(DIRECT_TALK).map(([key, talk]): DemoRoom => {
    const people = key.split(" ");
    const kind = people.length > 2 ? "group" : "dm";
    return {
      tenant: "demo-company",
      key: people.join("-"),
      kind,
      visibility: "private",
      name: kind === "group" ? "Release crew" : "",
      topic: "",
      people,
      talk,
    };
  }),
  {
    tenant: "acme",
    key: "general",
    kind: "channel",
    visibility: "public",
    name: "general",
    topic: "The whole of Acme",
    people: ["zoe", "yan"],
    talk: ACME_TALK,
  },
];
