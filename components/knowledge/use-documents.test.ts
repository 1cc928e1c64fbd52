import { expect, it } from "vitest";
import { DOCUMENT_STATES, type DocumentView } from "@/lib/knowledge/protocol";
import { mayRetry } from "./use-documents";

const document = (state: DocumentView["state"]) => ({ state, updatedAt: 1_000_000 }) as DocumentView;

it("offers to read again what is over, and what nothing was heard of for a quarter of an hour", () => {
  const after = (minutes: number) =>
    DOCUMENT_STATES.filter((state) => mayRetry(document(state), 1_000_000 + minutes * 60_000));
  expect(after(1)).toEqual(["ready", "failed"]);
  expect(after(16)).toEqual([...DOCUMENT_STATES]);
});
