import type { PersonId } from "@/lib/platform/ids";
import type { SlackUser } from "../core/slack-schema";
import type { Stranger } from "../core/slack-day";
import type { Tally } from "../core/tally";
import { IMPORT_LIMITS, type ImportPeople } from "../protocol";
import type { ImportClient } from "./import-client";

type NewPerson = ImportPeople["people"][number];

/** Who is who: Slack ids to names while reading, and to people of the tenant once the server has said so. */
export class PeopleBook {
  readonly #names = new Map<string, string>();
  readonly #userOfBot = new Map<string, string>();
  readonly #people = new Map<string, { person: PersonId; how: "matched" | "imported" }>();
  #waiting: NewPerson[] = [];

  constructor(users: readonly SlackUser[]) {
    for (const user of users) {
      this.#userOfBot.set(user.profile?.bot_id || user.id, user.id);
      this.#add(user.id, {
        sourceId: user.id,
        name: nameOf(user),
        email: user.profile?.email?.toLowerCase() || null,
        title: (user.profile?.title ?? "").slice(0, 200),
        deactivated: user.deleted === true,
      });
    }
  }

  name(id: string): string | undefined {
    return this.#names.get(id);
  }

  userOfBot(botId: string): string | undefined {
    return this.#userOfBot.get(botId);
  }

  /** Someone who is in a message and not in users.json. */
  meet({ id, name }: Stranger): void {
    if (!this.#names.has(id))
      this.#add(id, { sourceId: id, name: shortName(name), email: null, title: "", deactivated: true });
  }

  person(id: string): PersonId | undefined {
    return this.#people.get(id)?.person;
  }

  isMatched(id: string): boolean {
    return this.#people.get(id)?.how === "matched";
  }

  /** Makes everybody met so far a person of the tenant. */
  async settle(client: ImportClient, team: string, tally: Tally): Promise<void> {
    const people = this.#waiting;
    this.#waiting = [];
    for (let from = 0; from < people.length; from += IMPORT_LIMITS.peopleMax) {
      const answer = await client.people({
        source: "slack",
        team,
        people: people.slice(from, from + IMPORT_LIMITS.peopleMax),
      });
      for (const { sourceId, person, how } of answer.people) {
        this.#people.set(sourceId, { person, how });
        tally.did(how === "matched" ? "people matched by e-mail" : "people imported, without a sign-in");
      }
    }
  }

  #add(id: string, person: NewPerson): void {
    this.#names.set(id, person.name);
    this.#waiting.push({ ...person, sourceId: person.sourceId.slice(0, 200) });
  }
}

function nameOf(user: SlackUser): string {
  const { profile } = user;
  return shortName(profile?.display_name || profile?.real_name || user.real_name || user.name || user.id);
}

function shortName(name: string): string {
  const line = name
    .toWellFormed()
    .normalize("NFC")
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]/gu, " ")
    .trim();
  return [...line].slice(0, 80).join("") || "Unnamed";
}
