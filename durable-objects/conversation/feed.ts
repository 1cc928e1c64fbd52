import type { FinishReason } from "@/lib/models/protocol";
import { type ChunkHead, deltaEvent, DONE, errorEvent, finishEvent, usageEvent } from "@/lib/sessions/core/chunks";
import type { SessionAnswer } from "@/lib/sessions/protocol";

/** A reader that is so far behind is let go: the answer goes on, and the messages show it. */
const BEHIND_BYTES_MAX = 4_194_304;

interface Reader {
  controller: ReadableStreamController<Uint8Array>;
  withUsage: boolean;
}

/** A running answer as any number of readers hear it. Whoever comes late hears it from the beginning. */
export class Feed {
  private readonly encoder = new TextEncoder();
  private readonly readers = new Set<Reader>();
  private readonly requestId: string;
  private head: ChunkHead;
  private said = "";
  private ending: ((reader: Reader) => string[]) | null = null;

  constructor(head: ChunkHead, requestId: string) {
    this.head = head;
    this.requestId = requestId;
  }

  /** What was said so far. */
  get text(): string {
    return this.said;
  }

  /** The model that turned out to answer. */
  name(model: string): void {
    this.head = { ...this.head, model };
  }

  attach(withUsage: boolean): ReadableStream<Uint8Array> {
    let joined: Reader | undefined;
    return new ReadableStream<Uint8Array>({
      type: "bytes",
      start: (controller) => {
        const reader = { controller, withUsage };
        joined = reader;
        this.readers.add(reader);
        this.send(reader, deltaEvent(this.head, { role: "assistant", content: this.said }));
        if (this.ending) this.finish(reader, this.ending(reader));
      },
      cancel: () => {
        if (joined) this.readers.delete(joined);
      },
    });
  }

  say(text: string): void {
    if (text === "") return;
    this.said += text;
    this.tell(deltaEvent(this.head, { content: text }));
  }

  /** A line that clients pass over, so that a connection is not taken for dead while a tool works. */
  ping(): void {
    this.tell(": ping\n\n");
  }

  end(answer: SessionAnswer, finish: FinishReason): void {
    this.close(({ withUsage }) => [
      finishEvent(this.head, finish),
      ...(withUsage ? [usageEvent(this.head, answer.usage)] : []),
      DONE,
    ]);
  }

  /** Ends with an error event and without `[DONE]`. */
  fail(error: { code: string; message: string }): void {
    this.close(() => [errorEvent(error, this.requestId)]);
  }

  private close(ending: (reader: Reader) => string[]): void {
    if (this.ending) return;
    this.ending = ending;
    for (const reader of [...this.readers]) this.finish(reader, ending(reader));
  }

  private tell(event: string): void {
    for (const reader of [...this.readers]) this.send(reader, event);
  }

  private send(reader: Reader, event: string): void {
    try {
      reader.controller.enqueue(this.encoder.encode(event));
      if ((reader.controller.desiredSize ?? 0) < -BEHIND_BYTES_MAX) throw new Error("The reader does not keep up.");
    } catch (error) {
      this.readers.delete(reader);
      reader.controller.error(error);
    }
  }

  private finish(reader: Reader, events: readonly string[]): void {
    for (const event of events) this.send(reader, event);
    if (!this.readers.delete(reader)) return;
    reader.controller.close();
  }
}
