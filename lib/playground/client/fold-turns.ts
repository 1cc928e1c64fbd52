import type { Fault } from "@/lib/access/client/send";
import type { VisitorMessage } from "@/lib/assistant/protocol";
import type { Dissection, TrialEvent } from "../protocol";

/** A question of a test conversation, what it was asked with, and what came of it so far. */
export interface TrialTurn {
  id: string;
  question: string;
  /** What it is asked with, in words. */
  model: string;
  prompt: string;
  answer: VisitorMessage | null;
  dissection: Dissection | null;
  fault: Fault | null;
  /** Nothing more comes. */
  over: boolean;
}

export function newTurn(asked: Pick<TrialTurn, "id" | "question" | "model" | "prompt">): TrialTurn {
  return { ...asked, answer: null, dissection: null, fault: null, over: false };
}

/** The turn after an event of its stream. What of a delta is there already is not put in twice. */
export function foldTurn(turn: TrialTurn, event: TrialEvent): TrialTurn {
  switch (event.type) {
    case "message":
      return event.message.role === "assistant" ? { ...turn, answer: event.message } : turn;
    case "delta": {
      const { answer } = turn;
      if (!answer || answer.seq !== event.seq) return turn;
      return { ...turn, answer: { ...answer, text: answer.text.slice(0, event.at) + event.text } };
    }
    case "dissected":
      return { ...turn, dissection: event.dissection };
    case "error":
      return { ...turn, fault: { code: event.code, message: event.message } };
    default:
      return turn;
  }
}
