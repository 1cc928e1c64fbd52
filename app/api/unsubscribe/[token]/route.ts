import { answerUnsubscribe } from "@/lib/http/answer-unsubscribe";

export const POST = answerUnsubscribe;
