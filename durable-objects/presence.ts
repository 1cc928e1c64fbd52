import { DurableObject } from "cloudflare:workers";
import type { PresencePulse } from "@/lib/observe/protocol";
import type { PresencePulseRpc } from "@/lib/observe/server/objects";
import type { PresenceView } from "@/lib/rooms/protocol";
import { objectsOf, type Erasable, type PresenceRpc } from "@/lib/rooms/server/objects";
import type { PersonId, TenantId } from "@/lib/platform/ids";
import { PresenceBook } from "./presence/book";
import { Teller } from "./presence/teller";
import { forgetAll } from "./sockets";

/** Who is there, for one tenant: told of transitions only, tells those who watch. Plumbing only. */
export class Presence extends DurableObject<RealtimeEnv> implements PresenceRpc, PresencePulseRpc, Erasable {
  private book: PresenceBook | null;
  private teller: Teller | null;

  constructor(ctx: DurableObjectState, env: RealtimeEnv) {
    super(ctx, env);
    this.book = PresenceBook.find(ctx.storage.sql);
    this.teller = this.book ? this.tellerOf(this.book) : null;
    // A round that a restart cut short goes on.
    this.teller?.arm();
  }

  async report(
    tenantId: TenantId,
    me: PresenceView & { invisible: boolean },
    watching: PersonId[],
  ): Promise<PresenceView[]> {
    this.book ??= this.ctx.storage.transactionSync(() => PresenceBook.bear(this.ctx.storage.sql, tenantId));
    this.teller ??= this.tellerOf(this.book);
    const { book, teller } = this;
    if (book.tenantId !== tenantId) return [];
    const changed = this.ctx.storage.transactionSync(() => {
      book.watch(me.person, watching);
      return book.note(me, Date.now());
    });
    if (changed) this.ctx.waitUntil(teller.tell());
    return book.states(watching);
  }

  async pulse(tenantId: TenantId): Promise<PresencePulse> {
    return this.book?.tenantId === tenantId ? this.book.pulse() : { online: 0, away: 0, dnd: 0 };
  }

  async erase(tenantId: TenantId): Promise<void> {
    if (this.book && this.book.tenantId !== tenantId) return;
    this.book = null;
    this.teller = null;
    await forgetAll(this.ctx);
  }

  override async alarm(): Promise<void> {
    await this.teller?.tell();
  }

  private tellerOf(book: PresenceBook): Teller {
    return new Teller(this.ctx, book, objectsOf(this.env));
  }
}
