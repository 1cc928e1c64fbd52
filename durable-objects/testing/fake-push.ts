import { vi } from "vitest";
import { newId } from "@/lib/platform/ids";
import type { StoredSubscription } from "@/lib/notify/core/profile";
import { toBase64Url } from "@/lib/notify/push/encrypt";

const CURVE = { name: "ECDH", namedCurve: "P-256" } as const;

/** A push service and the browsers behind it: in place of fetch for its host, it decrypts what arrives as a browser does. */
export class FakePush {
  /** An address and not a name: there is no name server here. */
  readonly host = `93.184.216.34/${newId()}`;
  /** What each browser was shown, by subscription id, in order, with repeats. */
  readonly shown = new Map<string, { tag: string; title: string; body: string; url: string }[]>();
  readonly requests: string[] = [];
  /** The status of the next answers. */
  answer: (subscription: string) => number | Promise<number> = () => 201;
  private readonly secrets = new Map<
    string,
    { keys: CryptoKeyPair; p256dh: Uint8Array<ArrayBuffer>; auth: Uint8Array<ArrayBuffer> }
  >();

  /** Goes in front of whatever stands in for fetch. */
  constructor() {
    const others = globalThis.fetch;
    vi.stubGlobal("fetch", (url: unknown, init: RequestInit) =>
      String(url).includes(this.host) ? this.serve(new URL(String(url)), init) : others(url as string, init),
    );
  }

  async subscribe(sessionId = "s1"): Promise<StoredSubscription> {
    const keys = (await crypto.subtle.generateKey(CURVE, true, ["deriveBits"])) as CryptoKeyPair;
    const p256dh = new Uint8Array((await crypto.subtle.exportKey("raw", keys.publicKey)) as ArrayBuffer);
    const auth = crypto.getRandomValues(new Uint8Array(16));
    const id = newId();
    this.secrets.set(id, { keys, p256dh, auth });
    this.shown.set(id, []);
    return {
      id,
      endpoint: `https://${this.host}/${id}`,
      p256dh: toBase64Url(p256dh),
      auth: toBase64Url(auth),
      sessionId,
    };
  }

  private async serve(url: URL, { body, headers }: RequestInit): Promise<Response> {
    const id = url.pathname.split("/").at(-1) ?? "";
    this.requests.push(id);
    if (!/^vapid t=.+, k=B/.test((headers as Record<string, string>).authorization ?? ""))
      return new Response(null, { status: 403 });
    const status = await this.answer(id);
    if (status === 201) this.shown.get(id)?.push(JSON.parse(await this.decrypt(id, body as Uint8Array<ArrayBuffer>)));
    return new Response(null, { status });
  }

  private async decrypt(id: string, body: Uint8Array<ArrayBuffer>): Promise<string> {
    const secret = this.secrets.get(id);
    if (!secret) throw new Error("Nobody subscribed so.");
    const [salt, sender, sealed] = [body.slice(0, 16), body.slice(21, 86), body.slice(86)];
    const senderKey = await crypto.subtle.importKey("raw", sender, CURVE, false, []);
    const ecdh = { name: "ECDH", public: senderKey } as unknown as Parameters<typeof crypto.subtle.deriveBits>[0];
    const shared = await crypto.subtle.deriveBits(ecdh, secret.keys.privateKey, 256);
    const info = joined(text("WebPush: info\0"), secret.p256dh, sender);
    const ikm = await derive(shared, secret.auth, info, 256);
    const key = await derive(ikm, salt, text("Content-Encoding: aes128gcm\0"), 128);
    const iv = await derive(ikm, salt, text("Content-Encoding: nonce\0"), 96);
    const aes = await crypto.subtle.importKey("raw", key, "AES-GCM", false, ["decrypt"]);
    const plain = new Uint8Array(await crypto.subtle.decrypt({ name: "AES-GCM", iv }, aes, sealed));
    return new TextDecoder().decode(plain.slice(0, -1));
  }
}

async function derive(
  secret: ArrayBuffer,
  salt: Uint8Array<ArrayBuffer>,
  info: Uint8Array<ArrayBuffer>,
  bits: number,
): Promise<ArrayBuffer> {
  const key = await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveBits"]);
  return crypto.subtle.deriveBits({ name: "HKDF", hash: "SHA-256", salt, info }, key, bits);
}

const text = (of: string) => new TextEncoder().encode(of);

function joined(...parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}
