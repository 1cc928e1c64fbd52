import type { UploadedFile, UploadOffer } from "@/lib/files/protocol";
import { derivedId, type RoomId } from "@/lib/platform/ids";
import { DEMO_PASSWORD, DEMO_TENANTS } from "./people";

interface Upload {
  tenant: string;
  room: RoomId;
  who: string;
  file: { name: string; text: string };
}

/**
 * Uploads a file as a browser would, and answers the token by which a message may have it. A repeat adds nothing. Null where
 * the demo's password opens this account no more: somebody made it their own, and what the demo shares was shared before.
 */
export async function upload(url: string, { tenant, room, who, file }: Upload): Promise<string | null> {
  const email = DEMO_TENANTS.find(({ slug }) => slug === tenant)?.people.find(({ key }) => key === who)?.email;
  const json = { "content-type": "application/json", origin: url };
  const body = JSON.stringify({ email, password: DEMO_PASSWORD });
  const signed = await fetch(`${url}/api/auth/sign-in/email`, { method: "POST", headers: json, body });
  if (!signed.ok && signed.status !== 401) throw await refusalOf(signed);
  const cookie = signed.headers
    .getSetCookie()
    .map((each) => each.split(";", 1)[0])
    .join("; ");
  // With a second factor it is answered, and there is no session yet.
  if (!cookie.includes("session_token=")) return null;
  const bytes = new TextEncoder().encode(file.text);
  const begun = await sent(`${url}/api/t/${tenant}/rooms/${room}/files`, {
    method: "POST",
    headers: { ...json, cookie },
    body: JSON.stringify({ clientId: await derivedId("demo", "file", file.name), name: file.name, size: bytes.length }),
  });
  const offer = (await begun.json()) as UploadOffer;
  if (offer.state === "ready") return offer.token;
  const put = await sent(new URL(offer.url, url).href, {
    method: "PUT",
    headers: { "content-type": "application/octet-stream", origin: url },
    body: bytes,
  });
  return ((await put.json()) as UploadedFile).token;
}

async function sent(address: string, init: RequestInit): Promise<Response> {
  const answer = await fetch(address, init);
  if (!answer.ok) throw await refusalOf(answer);
  return answer;
}

async function refusalOf(answer: Response): Promise<Error> {
  return new Error(`The demo could not share a file: ${answer.status} ${await answer.text()}`);
}
