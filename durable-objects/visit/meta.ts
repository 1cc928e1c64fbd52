import type { ConversationState } from "@/lib/assistant/kept";
import type { PageFacts } from "@/lib/assistant/protocol";
import { maskPersonal } from "@/lib/guard/core/mask-personal";
import type { Summary } from "@/lib/sessions/core/context";
import type { BirthFacts } from "./kept";

/** What there is once of a conversation. Everything is read from its row: nothing of it is kept in memory. */
export abstract class VisitMeta {
  readonly birth: BirthFacts;
  protected readonly storage: DurableObjectStorage;

  protected constructor(storage: DurableObjectStorage) {
    this.storage = storage;
    this.birth = this.json<BirthFacts>("birth");
  }

  get head(): number {
    return Number(this.get("head"));
  }

  get state(): ConversationState {
    return this.json<ConversationState>("state");
  }

  /** When the last word was said. */
  get updatedAt(): number {
    return Number(this.get("updated_at"));
  }

  get language(): string {
    return this.json<string>("language");
  }

  /** Without what is personal in it: it goes to models and to Postgres. */
  get page(): PageFacts | null {
    const page = this.json<PageFacts | null>("page");
    return page && { url: maskPersonal(page.url.replace(/%40/g, "@")), title: maskPersonal(page.title) };
  }

  get vault(): Record<string, string> {
    return this.json<Record<string, string>>("vault");
  }

  get facts(): string[] {
    return this.json<string[]>("facts");
  }

  get spent(): number[] {
    return this.json<number[]>("spent");
  }

  get summary(): Summary | null {
    return this.get("summary") === null ? null : this.json<Summary>("summary");
  }

  set language(language: string) {
    this.keep("language", language);
  }

  set page(page: PageFacts | null) {
    this.keep("page", page);
  }

  set vault(vault: Record<string, string>) {
    this.keep("vault", vault);
  }

  set facts(facts: string[]) {
    this.keep("facts", facts);
  }

  set spent(times: number[]) {
    this.keep("spent", times);
  }

  set summary(summary: Summary) {
    this.keep("summary", summary);
  }

  get isEmptied(): boolean {
    return this.get("emptied") !== null;
  }

  protected get(key: string): SqlStorageValue | null {
    const [row] = this.storage.sql
      .exec<{ value: SqlStorageValue }>("SELECT value FROM meta WHERE key = ?", key)
      .toArray();
    return row?.value ?? null;
  }

  protected json<T>(key: string): T {
    return JSON.parse(String(this.get(key))) as T;
  }

  protected keep(key: string, value: unknown): void {
    this.put(key, JSON.stringify(value));
  }

  protected put(key: string, value: string | number): void {
    putMeta(this.storage, key, value);
  }
}

export function putMeta(storage: DurableObjectStorage, key: string, value: string | number): void {
  storage.sql.exec(
    "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
    key,
    value,
  );
}
