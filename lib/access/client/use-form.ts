import { useTranslations } from "next-intl";
import { useId, useState, type ComponentProps } from "react";
import type { FormFault } from "@/components/ui/form-errors";
import type { Fault, Sent } from "./send";
import { tooManySeconds } from "./too-many";

export type Values<N extends string> = Record<N, string>;
export type Faults<N extends string> = Partial<Record<N, string>>;

interface FormSpec<N extends string, T> {
  /** In the order they appear. */
  fields: readonly N[];
  /** What is wrong before anything is sent. */
  check?(values: Values<N>): Faults<N>;
  submit(values: Values<N>): Promise<Sent<T>>;
  done(data: T, values: Values<N>, form: HTMLFormElement): void;
  /** For faults that have an answer of their own; true when it was dealt with. */
  failed?(fault: Fault, values: Values<N>): boolean;
  /** Which field a fault belongs to, by its code. */
  fieldOf?: Record<string, N>;
  /** Ask before the page is left with something typed and not sent. */
  guard?: boolean;
}

export interface FormHandle<N extends string = string> {
  formProps: ComponentProps<"form">;
  faults: Faults<N>;
  /** For the summary: the faults of fields, then that of the whole form. */
  list: readonly FormFault[];
  pending: boolean;
  /** Something was typed that would be lost; false where nobody minds. */
  unsaved: boolean;
  idOf(name: N): string;
}

/** One form's life: check, send once, show faults beside their fields and in the summary. */
export function useForm<N extends string, T>(spec: FormSpec<N, T>): FormHandle<N> {
  const t = useTranslations("access.common");
  const words = useFaultWords();
  const formId = useId();
  const [shown, setShown] = useState<{ faults: Faults<N>; list: readonly FormFault[] }>(NOTHING);
  const [pending, setPending] = useState(false);
  const [dirty, setDirty] = useState(false);
  const idOf = (name: N) => `${formId}${name}`;

  const show = (form: HTMLFormElement, faults: Faults<N>, whole?: string) => {
    const ofFields = spec.fields.flatMap((name) => {
      const fault = faults[name];
      return fault === undefined
        ? []
        : [{ id: idOf(name), message: t("named", { label: labelOf(form, name), fault }) }];
    });
    setShown({ faults, list: whole === undefined ? ofFields : [...ofFields, { message: whole }] });
  };

  const onSubmit = async (form: HTMLFormElement) => {
    const values = readValues(form, spec.fields);
    const found = spec.check?.(values) ?? {};
    if (Object.values(found).some((fault) => fault !== undefined)) return show(form, found);
    setPending(true);
    const sent = await spec.submit(values);
    setPending(false);
    if (sent.ok) {
      setShown(NOTHING);
      setDirty(false);
      return spec.done(sent.data, values, form);
    }
    if (spec.failed?.(sent.fault, values)) return setShown(NOTHING);
    const { code, param, requestId } = sent.fault;
    const name = spec.fieldOf?.[code] ?? spec.fields.find((field) => field === param);
    const text = words(sent.fault);
    if (name !== undefined) return show(form, { [name]: text } as Faults<N>);
    return show(form, {}, requestId === undefined ? text : `${text} ${t("requestId", { id: requestId })}`);
  };

  return {
    formProps: {
      noValidate: true,
      "aria-busy": pending,
      onInput: () => setDirty(true),
      onSubmit: (event) => {
        event.preventDefault();
        if (!pending) void onSubmit(event.currentTarget);
      },
    },
    ...shown,
    pending,
    unsaved: spec.guard === true && dirty && !pending,
    idOf,
  };
}

const NOTHING = { faults: {}, list: [] };

/** The words for a fault: ours where its code is known, else the server's. */
export function useFaultWords(): (fault: Fault) => string {
  const t = useTranslations("access");
  return (fault) => {
    const { code, message } = fault;
    if (code === "offline") return t("fault.offline");
    const seconds = tooManySeconds(fault);
    if (seconds !== null) return t("errors.rate_limited", { seconds });
    const key = `errors.${code}` as "errors.INVALID_TOKEN";
    return t.has(key) ? t(key) : message || t("fault.unknown");
  };
}

/** What the reader calls the field. */
function labelOf(form: HTMLFormElement, name: string): string {
  const field = form.elements.namedItem(name);
  return (
    ((field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) && field.labels?.[0]?.textContent) ||
    name
  );
}

function readValues<N extends string>(form: HTMLFormElement, fields: readonly N[]): Values<N> {
  const data = new FormData(form);
  const entries = fields.map((name) => {
    const value = data.get(name);
    return [name, typeof value === "string" ? value : ""];
  });
  return Object.fromEntries(entries) as Values<N>;
}
