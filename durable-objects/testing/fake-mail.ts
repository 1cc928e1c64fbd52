import { vi } from "vitest";

interface Statement {
  query: string;
  params: unknown[];
}

interface Mailed {
  id: string;
  to: string;
  subject: string;
  text: string;
}

const TEXT = 25;
const BOOLEAN = 16;

/**
 * Postgres as far as mails need it, in front of whatever stands in for fetch: everybody is a member with a proved address,
 * and each mail that is put into the outbox is written down, repeats included.
 */
export class FakeMail {
  readonly tried: Mailed[] = [];
  hideText = false;
  /** False: the outbox does not answer. */
  works = true;

  constructor() {
    const others = globalThis.fetch;
    vi.stubGlobal("fetch", (url: unknown, init: RequestInit) => this.serve(init) ?? others(url as string, init));
  }

  /** Each mail once, as the table keeps them. */
  get outbox(): Mailed[] {
    return [...new Map(this.tried.toReversed().map((mail) => [mail.id, mail])).values()].toReversed();
  }

  private serve({ body }: RequestInit): Response | null {
    const asked = typeof body === "string" ? (JSON.parse(body) as Statement | { queries: Statement[] }) : null;
    if (!asked) return null;
    if ("queries" in asked) {
      if (!asked.queries.some(({ query }) => /people p|notify_policy/.test(query))) return null;
      return Response.json({ results: asked.queries.map((each) => this.answer(each)) });
    }
    if (!/mail_outbox|"member"/.test(asked.query)) return null;
    if (!this.works) return new Response("away", { status: 503 });
    return Response.json(this.answer(asked));
  }

  private answer({ query, params }: Statement): object {
    if (query.includes('"mail_outbox"')) {
      const [id, to, subject, text] = params as [string, string, string, string];
      this.tried.push({ id, to, subject, text });
      return table([], []);
    }
    if (query.includes('"member"')) {
      const columns = ["email", "verified", "id", "slug", "name", "suspended"];
      return table(columns, [["somebody@demo.example", "t", String(params[0]), "demo", "Demo", null]]);
    }
    if (query.includes("notify_policy")) return table(["hide_text"], [[this.hideText ? "t" : "f"]]);
    if (query.includes("from people p"))
      return table(["id", "auth_account_id", "name", "deactivated_ms", "created_ms"], peopleOf(params));
    return table([], []);
  }
}

/** Everybody who is asked for, by the names "Person 1", "Person 2". */
function peopleOf(params: unknown[]): (string | null)[][] {
  const ids = params.slice(1).flatMap((param) => String(param).match(/[0-9a-f-]{36}/g) ?? []);
  return ids.map((id, index) => [id, `account of ${id}`, `Person ${index + 1}`, null, "0"]);
}

function table(columns: string[], rows: (string | null)[][]): object {
  const fields = columns.map((name) => ({ name, dataTypeID: /verified|hide_text/.test(name) ? BOOLEAN : TEXT }));
  return { fields, rows, command: "SELECT", rowCount: rows.length, rowAsArray: true };
}
