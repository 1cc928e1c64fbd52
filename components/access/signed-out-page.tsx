import type { ReactNode } from "react";

/** The heading and the body of a page in the narrow column. */
export function SignedOutPage({
  title,
  lead,
  children,
  foot,
}: {
  title: string;
  lead?: ReactNode;
  children?: ReactNode;
  foot?: ReactNode;
}) {
  return (
    <>
      <div className="flex flex-col gap-1">
        <h1 className="text-lg font-semibold break-words">{title}</h1>
        {lead ? <p className="text-sm text-muted-foreground">{lead}</p> : null}
      </div>
      {children}
      {foot ? <p className="border-t pt-4 text-sm text-muted-foreground">{foot}</p> : null}
    </>
  );
}

export const textLinkLooks = "font-medium text-primary underline-offset-4 hover:underline";
