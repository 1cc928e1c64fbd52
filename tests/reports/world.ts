/**
 * What the base tables hold, kept by a test beside them: what has arrived, and nothing of how it is stored or counted.
 */
import type { KeptConversation, KeptMessage } from "@/lib/assistant/kept";
import type { KeyId, PersonId, ProjectId, RoomId } from "@/lib/platform/ids";
import type { LedgerRow } from "@/lib/quotas/core/ledger";
import type { RoomEvent } from "@/lib/rooms/protocol";

export interface WorldRoom {
  id: RoomId;
  name: string;
  isOpenToAll: boolean;
  log: RoomEvent[];
  /** Places of the log that have arrived. */
  arrived: Set<number>;
}

export interface WorldConversation {
  /** Every version there was, in its order, with the messages that changed in it. */
  versions: { conversation: KeptConversation; messages: KeptMessage[] }[];
  /** As it arrived: of each the highest version. */
  conversation: KeptConversation | null;
  messages: Map<number, KeptMessage>;
}

export interface World {
  people: PersonId[];
  rooms: WorldRoom[];
  projects: { id: ProjectId; name: string | null }[];
  keys: { id: KeyId; name: string }[];
  conversations: WorldConversation[];
  calls: Map<string, LedgerRow>;
}

/** What a conversation's table does with a delivery: higher versions stay, and an erasure takes what was said. */
export function deliver(
  one: WorldConversation,
  { conversation, messages }: WorldConversation["versions"][number],
): void {
  if (one.conversation === null || one.conversation.version < conversation.version) {
    // The moment it began is written once.
    const { createdAt } = one.conversation ?? conversation;
    one.conversation = { ...conversation, createdAt };
  }
  for (const message of messages) {
    const known = one.messages.get(message.seq);
    if (!known || known.version < message.version) one.messages.set(message.seq, message);
  }
  if (one.conversation.state === "erased") one.messages.clear();
}
