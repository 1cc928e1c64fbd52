import type { Dialect, LoadJob } from "../load/job";

/** A server under measurement: started once, idle while the others have their turn. */
export interface Target {
  name: string;
  dialect: Dialect;
  /** ws://host:port */
  origin: string;
  /** Only for Parlor. */
  proof?: NonNullable<LoadJob["parlor"]>;
  /** A fresh room that these people may enter. */
  openRoom(people: readonly string[]): Promise<string>;
  /** Resolves when nothing of the round is left to do (the outbox is empty). */
  drained(room: string): Promise<void>;
  /** CPU milliseconds of the server so far. */
  cpuMs(): number;
  /** CPU milliseconds of the database side so far: SQL endpoint and Postgres. */
  databaseCpuMs?(): number;
  stop(): Promise<void>;
}
