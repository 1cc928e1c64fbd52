import type { KnownTurn } from "@/lib/sessions/core/admission";

/** Which turns of a session run, and how those ended that came with a key. */
export class TurnRows {
  private readonly sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.sql = sql;
  }

  start(turn: number, idem: string | null, bodyHash: string, now: number): void {
    this.sql.exec(
      "INSERT INTO turns (turn, idem, body_hash, started_at) VALUES (?, ?, ?, ?)",
      turn,
      idem,
      bodyHash,
      now,
    );
  }

  /** How a turn ended. With null it may be tried again under the same key. */
  end(turn: number, answer: string | null): void {
    if (answer === null) this.sql.exec("DELETE FROM turns WHERE turn = ?", turn);
    else this.sql.exec("UPDATE turns SET answer = ? WHERE turn = ?", answer, turn);
  }

  /** The turn that came with a key. */
  of(idem: string): KnownTurn | null {
    const [row] = this.sql
      .exec<{ turn: number; body_hash: string }>("SELECT turn, body_hash FROM turns WHERE idem = ?", idem)
      .toArray();
    return row ? { turn: row.turn, bodyHash: row.body_hash } : null;
  }

  answerOf(turn: number): string | null {
    return (
      this.sql.exec<{ answer: string | null }>("SELECT answer FROM turns WHERE turn = ?", turn).toArray()[0]?.answer ??
      null
    );
  }

  /** Turns without an end: they run, or the object died meanwhile. */
  running(): number[] {
    return this.sql
      .exec<{ turn: number }>("SELECT turn FROM turns WHERE answer IS NULL")
      .toArray()
      .map(({ turn }) => turn);
  }
}
