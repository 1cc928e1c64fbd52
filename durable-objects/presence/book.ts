import type { PresencePulse } from "@/lib/observe/protocol";
import type { PresenceState, PresenceView } from "@/lib/rooms/protocol";
import type { PersonId, TenantId } from "@/lib/platform/ids";

const SCHEMA = `
CREATE TABLE meta (key TEXT PRIMARY KEY, value ANY NOT NULL) WITHOUT ROWID;
CREATE TABLE people (person TEXT PRIMARY KEY, view TEXT NOT NULL, version INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE watching (watcher TEXT NOT NULL, person TEXT NOT NULL, PRIMARY KEY (person, watcher)) WITHOUT ROWID;
CREATE INDEX watching_by_watcher ON watching (watcher);
CREATE TABLE untold (watcher TEXT NOT NULL, person TEXT NOT NULL, version INTEGER NOT NULL, PRIMARY KEY (watcher, person)) WITHOUT ROWID;
`;

/** The states others may see, who watches whom, and who has yet to be told. */
export class PresenceBook {
  readonly tenantId: TenantId;
  private readonly sql: SqlStorage;
  /** How many are in each state; counted when first asked for. */
  private counts: Map<PresenceState, number> | null = null;

  static find(sql: SqlStorage): PresenceBook | null {
    return sql.exec("SELECT 1 FROM sqlite_master WHERE name = 'people'").toArray().length > 0
      ? new PresenceBook(sql)
      : null;
  }

  static bear(sql: SqlStorage, tenantId: TenantId): PresenceBook {
    sql.exec(SCHEMA);
    sql.exec("INSERT INTO meta (key, value) VALUES ('tenant', ?)", tenantId);
    return new PresenceBook(sql);
  }

  private constructor(sql: SqlStorage) {
    this.sql = sql;
    this.tenantId = sql.exec<{ value: TenantId }>("SELECT value FROM meta WHERE key = 'tenant'").one().value;
  }

  /** Replaces whom a person's devices show. */
  watch(watcher: PersonId, people: readonly PersonId[]): void {
    const list = JSON.stringify(people);
    this.sql.exec(
      "DELETE FROM watching WHERE watcher = ? AND person NOT IN (SELECT value FROM json_each(?))",
      watcher,
      list,
    );
    this.sql.exec("INSERT OR IGNORE INTO watching (watcher, person) SELECT ?, value FROM json_each(?)", watcher, list);
  }

  /** Notes what a person reports. True when others see a change. */
  note(me: PresenceView & { invisible: boolean }, now: number): boolean {
    const row = this.sql
      .exec<{ view: string; version: number }>("SELECT view, version FROM people WHERE person = ?", me.person)
      .toArray()[0];
    const before = row ? (JSON.parse(row.view) as PresenceView) : null;
    const view = JSON.stringify(visible(me, before, now));
    if (row?.view === view) return false;
    this.recount(before?.state, (JSON.parse(view) as PresenceView).state);
    const version = (row?.version ?? 0) + 1;
    this.sql.exec(
      "INSERT INTO people (person, view, version) VALUES (?, ?, ?) ON CONFLICT (person) DO UPDATE SET view = excluded.view, version = excluded.version",
      me.person,
      view,
      version,
    );
    this.sql.exec(
      `INSERT INTO untold (watcher, person, version) SELECT watcher, person, ? FROM watching WHERE person = ? AND watcher <> ?
       ON CONFLICT (watcher, person) DO UPDATE SET version = excluded.version`,
      version,
      me.person,
      me.person,
    );
    return true;
  }

  /** How many people others see in each state. */
  pulse(): PresencePulse {
    this.counts ??= new Map(
      this.sql
        .exec<{ state: PresenceState; people: number }>(
          "SELECT json_extract(view, '$.state') AS state, count(*) AS people FROM people GROUP BY state",
        )
        .toArray()
        .map(({ state, people }) => [state, people]),
    );
    const of = (state: PresenceState) => this.counts?.get(state) ?? 0;
    return { online: of("online"), away: of("away"), dnd: of("dnd") };
  }

  private recount(before: PresenceState | undefined, after: PresenceState): void {
    if (this.counts === null) return;
    if (before !== undefined) this.counts.set(before, (this.counts.get(before) ?? 0) - 1);
    this.counts.set(after, (this.counts.get(after) ?? 0) + 1);
  }

  /** What others see of these people, in the order asked; nobody ever heard of is offline. */
  states(people: readonly PersonId[]): PresenceView[] {
    const rows = this.sql.exec<{ view: string }>(
      "SELECT view FROM people WHERE person IN (SELECT value FROM json_each(?))",
      JSON.stringify(people),
    );
    const known = new Map(
      rows
        .toArray()
        .map(({ view }) => JSON.parse(view) as PresenceView)
        .map((view) => [view.person, view]),
    );
    return people.map(
      (person) => known.get(person) ?? { person, state: "offline", statusText: "", statusEmoji: "", lastSeen: null },
    );
  }

  /** Watchers with something to hear. */
  waiting(limit: number): PersonId[] {
    return this.sql
      .exec<{ watcher: PersonId }>("SELECT DISTINCT watcher FROM untold LIMIT ?", limit)
      .toArray()
      .map(({ watcher }) => watcher);
  }

  /** What one watcher has to hear: states as they are now, and a mark to tick them off with. */
  untold(watcher: PersonId): { views: PresenceView[]; mark: string } {
    const rows = this.sql
      .exec<{ person: PersonId; version: number; view: string }>(
        "SELECT u.person, u.version, p.view FROM untold u JOIN people p USING (person) WHERE u.watcher = ?",
        watcher,
      )
      .toArray();
    return {
      views: rows.map(({ view }) => JSON.parse(view) as PresenceView),
      mark: JSON.stringify(rows.map(({ person, version }) => [person, version])),
    };
  }

  /** Ticks off what was told; a state that changed meanwhile stays to be told. */
  told(watcher: PersonId, mark: string): void {
    this.sql.exec(
      `DELETE FROM untold WHERE watcher = ?1 AND EXISTS (
         SELECT 1 FROM json_each(?2) WHERE json_extract(value, '$[0]') = untold.person AND json_extract(value, '$[1]') = untold.version
       )`,
      watcher,
      mark,
    );
  }

  /** Nobody of the watcher's devices is there any more. */
  forget(watcher: PersonId): void {
    this.sql.exec("DELETE FROM watching WHERE watcher = ?", watcher);
    this.sql.exec("DELETE FROM untold WHERE watcher = ?", watcher);
  }
}

/** Invisible looks exactly like offline: last seen at the moment of hiding, and no later sign of life. */
function visible(
  { invisible, ...me }: PresenceView & { invisible: boolean },
  before: PresenceView | null,
  now: number,
): PresenceView {
  if (!invisible) return me;
  const lastSeen = before === null || before.state !== "offline" ? now : before.lastSeen;
  return { ...me, state: "offline", lastSeen };
}
