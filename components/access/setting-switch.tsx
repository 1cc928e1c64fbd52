"use client";

import { useId, useState } from "react";
import { Switch } from "@/components/ui/switch";
import type { Sent } from "@/lib/access/client/send";

/** One choice of the tenant's. Takes effect at once; a refusal puts the switch back and says why. */
export function SettingSwitch({
  title,
  label,
  help,
  failure,
  initial,
  save,
}: {
  title: string;
  label: string;
  help: string;
  failure: string;
  initial: boolean;
  save(on: boolean): Promise<Sent<unknown>>;
}) {
  const [on, setOn] = useState(initial);
  const [saving, setSaving] = useState(false);
  const [failed, setFailed] = useState(false);
  const id = useId();
  const change = async (next: boolean) => {
    setOn(next);
    setSaving(true);
    setFailed(false);
    const answer = await save(next);
    setSaving(false);
    if (answer.ok) return;
    setOn(!next);
    setFailed(true);
  };
  return (
    <section aria-labelledby={`${id}title`} className="flex flex-col gap-3">
      <h2 id={`${id}title`} className="text-sm font-semibold">
        {title}
      </h2>
      <div className="flex items-start gap-3 rounded-md border p-3">
        <Switch
          id={id}
          checked={on}
          disabled={saving}
          onCheckedChange={(next) => void change(next)}
          aria-describedby={`${id}help`}
          className="mt-0.5"
        />
        <div className="min-w-0">
          <label htmlFor={id} className="text-sm font-medium">
            {label}
          </label>
          <p id={`${id}help`} className="text-sm text-muted-foreground">
            {help}
          </p>
          {failed ? (
            <p role="alert" className="text-sm text-destructive">
              {failure}
            </p>
          ) : null}
        </div>
      </div>
    </section>
  );
}
