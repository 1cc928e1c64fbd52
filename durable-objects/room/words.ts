import { compileWords, type WordFilter, type WordVerdict } from "@/lib/moderation/core/word-filter";
import type { FilterWord, WordList } from "@/lib/moderation/protocol";
import { errorFacts, log as logLine } from "@/lib/platform/log";
import type { RoomLog } from "./log";

export interface WordSource {
  /** The tenant's list when it is newer than version `known`, else null. */
  read(known: number): Promise<WordList | null>;
}

/** A change is told to the rooms; one that the telling missed is found this soon by a room that is written in. */
const LOOK_EVERY_MS = 15_000;

/** Rooms of one tenant in this isolate share one compiled list, also across sleep. */
const compiled = new Map<string, WordFilter>();
const COMPILED_MAX = 20;

/**
 * The tenant's word filter as this room knows it: kept in storage, so that it holds from the first message after any
 * sleep, whatever Postgres does. Judging never waits; looking for a newer list goes on beside it.
 */
export class Words {
  private readonly log: RoomLog;
  private readonly source: WordSource;
  private version: number;
  private filter: WordFilter | null = null;
  private lookedAt = Number.NEGATIVE_INFINITY;

  constructor(log: RoomLog, source: WordSource) {
    this.log = log;
    this.source = source;
    this.version = Number(log.getMeta("words_version") ?? 0);
  }

  judge(text: string): WordVerdict | null {
    if (this.version === 0) return null;
    this.filter ??= this.compile();
    return this.filter.judge(text);
  }

  /** Takes a list, unless a newer one is known. */
  learn({ version, words }: WordList): void {
    if (version <= this.version) return;
    this.log.transaction(() => {
      this.log.setMeta("words", JSON.stringify(words));
      this.log.setMeta("words_version", version);
    });
    this.version = version;
    this.filter = null;
  }

  /** True when it is time to look again. */
  isDue(now: number): boolean {
    return now - this.lookedAt >= LOOK_EVERY_MS;
  }

  /** Looks for a newer list. Never throws: what is known goes on holding. */
  async look(now: number): Promise<void> {
    this.lookedAt = now;
    try {
      const list = await this.source.read(this.version);
      if (list) this.learn(list);
    } catch (error) {
      logLine({ event: "room.words_failed", level: "warn", roomId: this.log.meta.roomId, ...errorFacts(error) });
    }
  }

  private compile(): WordFilter {
    const key = `${this.log.tenantId}:${this.version}`;
    const known = compiled.get(key);
    if (known) return known;
    const filter = compileWords(JSON.parse(String(this.log.getMeta("words") ?? "[]")) as FilterWord[]);
    const [oldest] = compiled.keys();
    if (compiled.size >= COMPILED_MAX && oldest !== undefined) compiled.delete(oldest);
    compiled.set(key, filter);
    return filter;
  }
}
