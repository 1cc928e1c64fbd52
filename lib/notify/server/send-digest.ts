import { authDb, tenantDb } from "@/db/client";
import { findRecipient } from "@/db/queries/auth";
import { readNotifyPolicy } from "@/db/queries/notify";
import { findPerson, listPeopleByIds } from "@/db/queries/people";
import { canonicalOrigin } from "@/lib/access/server/auth-place";
import type { Mailer } from "@/lib/mail/mailer";
import { renderDigest, type DigestPlace } from "@/lib/mail/render-digest";
import type { Env } from "@/lib/platform/env";
import type { PersonId, TenantId } from "@/lib/platform/ids";
import type { MessageNotice } from "../core/decide";
import { groupDigest, type DigestRoom } from "../core/digest";
import { peopleIn, plainText } from "../core/plain-text";
import { digestOffToken } from "./digest-token";

interface Deps {
  env: Env;
  mailer: Mailer;
}

/**
 * Mails one person what waits for them. To the proved address of an account that is a member, and to nobody else:
 * otherwise nothing happens. Under one mail id, so that a repeat is the same mail.
 */
export async function sendDigest(
  { env, mailer }: Deps,
  { tenantId, person }: { tenantId: TenantId; person: PersonId },
  id: string,
  notices: readonly MessageNotice[],
  nowMs: number,
): Promise<void> {
  const db = tenantDb(env, tenantId);
  const { rooms, count, moreRooms } = groupDigest(notices);
  const shown = rooms.flatMap(({ messages }) => messages);
  const named = [...new Set(shown.flatMap(({ author, body }) => [author, ...peopleIn(body)]))];
  const [me, people, { hideText }] = await Promise.all([
    findPerson(db, person),
    listPeopleByIds(db, named),
    readNotifyPolicy(db),
  ]);
  if (!me || me.authAccountId === null || me.deactivatedAt !== null) return;
  const recipient = await findRecipient(authDb(env), tenantId, me.authAccountId);
  if (!recipient) return;

  const names = new Map(people.map((each) => [each.id, each.name]));
  const nameOf = (each: PersonId) => names.get(each) ?? "";
  const home = `${canonicalOrigin(env)}/${recipient.tenantSlug}`;
  const token = digestOffToken(env.TICKET_SECRET, { tenant: tenantId, person }, nowMs);
  const placeOf = ({ room, kind, name, messages, more }: DigestRoom): DigestPlace => ({
    kind: kind === "channel" ? "channel" : kind === "dm" ? "direct" : "group",
    name: kind === "dm" ? nameOf(messages[0]?.author ?? person) : name,
    url: `${home}/rooms/${room}`,
    more,
    messages: messages.map(({ author, body, seq }) => ({
      author: nameOf(author),
      text: hideText ? null : plainText(body, nameOf),
      url: `${home}/rooms/${room}?message=${seq}`,
    })),
  });
  const mail = renderDigest({
    id,
    name: me.name,
    tenant: recipient.tenantName,
    places: rooms.map(placeOf),
    count,
    morePlaces: moreRooms,
    hideText,
    settingsUrl: `${home}/settings/notifications`,
    unsubscribeUrl: `${canonicalOrigin(env)}/unsubscribe/${token}`,
    oneClickUrl: `${canonicalOrigin(env)}/api/unsubscribe/${token}`,
  });
  await mailer.send(recipient.email, mail);
}
