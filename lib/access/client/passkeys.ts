import type { Fault, Sent } from "./send";
import { faultOf } from "./send";

/** better-auth's passkey client, loaded when a passkey is used: the ceremony with the authenticator is all its. */
async function client() {
  const [{ createAuthClient }, { passkeyClient }] = await Promise.all([
    import("better-auth/client"),
    import("@better-auth/passkey/client"),
  ]);
  return createAuthClient({ plugins: [passkeyClient()] });
}

/** Signs in with a passkey of this site. */
export async function signInWithPasskey(): Promise<Sent<unknown>> {
  return settle(async () => (await client()).signIn.passkey());
}

/** Creates a passkey and keeps its public half. */
export async function addPasskey(name: string): Promise<Sent<unknown>> {
  return settle(async () => (await client()).passkey.addPasskey({ name }));
}

async function settle(run: () => Promise<{ data: unknown; error: unknown } | undefined>): Promise<Sent<unknown>> {
  try {
    const answer = await run();
    if (!answer || answer.error) return { ok: false, fault: passkeyFault(answer?.error) };
    return { ok: true, data: answer.data };
  } catch {
    return { ok: false, fault: { code: "offline", message: "" } };
  }
}

/** What the authenticator itself refused has no words of ours: the caller says what to do instead. */
function passkeyFault(error: unknown): Fault {
  const fault = faultOf(error);
  return fault.code === "SESSION_NOT_FRESH" ? fault : { ...fault, code: "passkey" };
}
