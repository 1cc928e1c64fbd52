import { authDb } from "@/db/client";
import { listUnprovedEmails } from "@/db/queries/auth";
import { deactivateImportedPeople } from "@/db/queries/import-jobs";
import { insertImportedPeople } from "@/db/queries/imports";
import { listPeopleByIds } from "@/db/queries/people";
import { AppError } from "@/lib/platform/errors";
import type { ImportPeople, ImportPeopleAnswer } from "../protocol";
import type { ImportCtx } from "./import-ctx";

/**
 * Says which person of the tenant each person of the source is: the one with the same proved e-mail address, else an
 * imported one, who becomes a member when somebody with that address signs in and joins.
 */
export async function namePeople(ctx: ImportCtx, step: ImportPeople): Promise<ImportPeopleAnswer> {
  const emails = step.people.flatMap(({ email }) => (email === null ? [] : [email.toLowerCase()]));
  // Whoever signed up with an address they never proved must not be handed somebody's private conversations.
  const unproved = new Set(await listUnprovedEmails(authDb(ctx.env), emails));
  const source = `${step.source}:${step.team}`;
  const named = await insertImportedPeople(
    ctx.db,
    source,
    step.people.map(({ sourceId, name, email, title }) => {
      const proved = email !== null && !unproved.has(email.toLowerCase()) ? email.toLowerCase() : null;
      return { sourceId, name, email: proved, image: null, title };
    }),
  );
  const gone = step.people.flatMap(({ sourceId, deactivated }) => (deactivated ? [named.get(sourceId)] : []));
  await deactivateImportedPeople(
    ctx.db,
    gone.filter((person) => person !== undefined),
  );
  const known = await listPeopleByIds(ctx.db, [...new Set(named.values())]);
  const kinds = new Map(known.map(({ id, kind }) => [id, kind]));
  return {
    people: step.people.map(({ sourceId }) => {
      const person = named.get(sourceId);
      if (person === undefined) throw new AppError("internal", "A person of the export was not stored.");
      return { sourceId, person, how: kinds.get(person) === "member" ? "matched" : "imported" };
    }),
  };
}
