/** What the test door of the stack accepts. */
export type TestCall =
  | { object: "worker" }
  | { object: "room" | "inbox"; tenant: string; name: string; method: string; args: readonly unknown[] };

export interface Woken {
  constructed: number;
  messages: number;
  alarms: number;
}

/** Calls through the test door. Throws when the Worker is away or the method threw. */
export async function testCall<T>(origin: string, call: TestCall): Promise<T> {
  const response = await fetch(`${origin}/test`, {
    method: "POST",
    body: JSON.stringify(call),
    signal: AbortSignal.timeout(20_000),
  });
  if (!response.ok) throw new Error(`The test door answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as T;
}
