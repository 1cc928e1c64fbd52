"use client";

import { useState } from "react";
import type { FormState } from "@/components/access/form";
import type { FormFault } from "@/components/ui/form-errors";
import type { Sent } from "@/lib/access/client/send";
import { useFaultWords } from "@/lib/access/client/use-form";
import { type CaseFaults, caseOf, type TypedCase, useCaseFaults } from "./case-fields";

/** A case as it is typed, until it is sent. What is wrong with it is said once somebody tried. */
export function useCaseForm<T>(
  first: () => TypedCase,
  submit: (written: ReturnType<typeof caseOf>) => Promise<Sent<T>>,
  done: () => void,
): { form: FormState; fields: { typed: TypedCase; faults: CaseFaults; onChange(change: Partial<TypedCase>): void } } {
  const words = useFaultWords();
  const [typed, setTyped] = useState(first);
  const [tried, setTried] = useState(false);
  const [pending, setPending] = useState(false);
  const [list, setList] = useState<readonly FormFault[]>([]);
  const wrong = useCaseFaults(typed);
  const save = async () => {
    setTried(true);
    if (pending || Object.values(wrong).some((fault) => fault !== undefined)) return;
    setPending(true);
    const sent = await submit(caseOf(typed));
    setPending(false);
    if (sent.ok) return done();
    setList([{ message: words(sent.fault) }]);
  };
  return {
    form: {
      formProps: {
        noValidate: true,
        onSubmit(event) {
          event.preventDefault();
          void save();
        },
      },
      ...{ list, pending, unsaved: false },
    },
    fields: { typed, faults: tried ? wrong : {}, onChange: (change) => setTyped({ ...typed, ...change }) },
  };
}
