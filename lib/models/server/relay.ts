import type { Relay } from "../core/relay";
import type { Deadline } from "./deadline";

/** A provider's answer whose first piece is there: from here on there is no other model. */
export interface OpenStream<T> {
  reader: ReadableStreamDefaultReader<T>;
  relay: Relay<T>;
  deadline: Deadline;
}

/** How long a provider may take to close its stream after its answer is over. */
const CLOSE_MS = 1_000;

/**
 * The answer on its way to the caller: read when the caller reads, sent on in the same turn. `onOver` is called exactly
 * once: at the end, at a fault, or when the caller leaves.
 */
export function relayBody<T>(
  { reader, relay, deadline }: OpenStream<T>,
  onOver: () => void,
): ReadableStream<Uint8Array> {
  let told = false;
  const over = () => {
    if (told) return;
    told = true;
    deadline.clear();
    onOver();
  };
  deadline.onStop = () => {
    if (deadline.fault !== null) relay.fail(deadline.fault);
    over();
    reader.cancel().catch(() => undefined);
  };
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        for (;;) {
          const out = relay.take();
          if (out !== null) controller.enqueue(out);
          if (relay.over !== null) {
            over();
            if (relay.over === "done") {
              controller.close();
              closeSoon(reader);
            } else if (relay.over.kind === "aborted") controller.error(new Error("The call was ended."));
            else {
              controller.close();
              deadline.controller.abort();
            }
            return;
          }
          if (out !== null) {
            deadline.wait(false);
            return;
          }
          deadline.wait(true);
          await readOnce(reader, relay);
        }
      },
      cancel() {
        deadline.stop({ kind: "aborted" });
      },
    },
    { highWaterMark: 0 },
  );
}

/** Gives the relay the next piece, or the end, or the break. */
export async function readOnce<T>(reader: ReadableStreamDefaultReader<T>, relay: Relay<T>): Promise<void> {
  try {
    const { done, value } = await reader.read();
    if (done) relay.end();
    else relay.feed(value);
  } catch {
    relay.fail({ kind: "cut" });
  }
}

/** Lets the provider end its answer by itself, so that its connection can be used again. */
function closeSoon<T>(reader: ReadableStreamDefaultReader<T>): void {
  const timer = setTimeout(() => void reader.cancel().catch(() => undefined), CLOSE_MS);
  const rest = async () => {
    while (!(await reader.read()).done);
  };
  rest()
    .catch(() => undefined)
    .finally(() => clearTimeout(timer));
}
