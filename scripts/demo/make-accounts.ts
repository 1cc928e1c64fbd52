/** Who is in the demo: accounts with a proved e-mail address, their organisations, and the operator. */
import pg from "pg";
import { authDb, tenantDb, type DatabaseEnv } from "@/db/client";
import { addOperator } from "@/db/operator-admin";
import { ensurePerson } from "@/db/queries/people";
import { account, member, organization, user } from "@/db/schema/auth";
import { derivedId, type AccountId, type TenantId } from "@/lib/platform/ids";
import type { DemoInstallation, Place } from "./installation";
import { DEMO_OPERATOR, DEMO_PASSWORD, type DemoTenant } from "./people";

/** The organisation, the accounts of its members, and their people. */
export async function makeTenant(database: DatabaseEnv, tenant: DemoTenant, password: string): Promise<Place> {
  const tenantId = await derivedId<TenantId>("demo", "tenant", tenant.slug);
  const now = new Date();
  const accounts = await Promise.all(
    tenant.people.map(async (person) => ({
      ...person,
      accountId: await derivedId<AccountId>("demo", "account", person.email),
      memberId: await derivedId("demo", "member", tenant.slug, person.email),
    })),
  );
  const db = authDb(database);
  await db.batch([
    db
      .insert(organization)
      .values({ id: tenantId, name: tenant.name, slug: tenant.slug, createdAt: now })
      .onConflictDoNothing(),
    db
      .insert(user)
      .values(accounts.map(({ accountId, name, email }) => ({ id: accountId, name, email, emailVerified: true })))
      .onConflictDoNothing(),
    db
      .insert(account)
      .values(
        accounts.map(({ accountId }) => ({
          id: accountId,
          accountId,
          providerId: "credential",
          userId: accountId,
          password,
          updatedAt: now,
        })),
      )
      .onConflictDoNothing(),
    db
      .insert(member)
      .values(
        accounts.map(({ accountId, memberId, role }) => ({
          id: memberId,
          organizationId: tenantId,
          userId: accountId,
          role,
          createdAt: now,
        })),
      )
      .onConflictDoNothing(),
  ]);
  const tenantHandle = tenantDb(database, tenantId);
  const people = await Promise.all(
    accounts.map(async ({ key, accountId, name, email, role }) => {
      const person = await ensurePerson(tenantHandle, { accountId, name, email, emailVerified: true, role });
      return [key, person.id] as const;
    }),
  );
  return { tenantId, people: new Map(people) };
}

/** The account that runs the installation. */
export async function makeOperator(
  { database }: DemoInstallation,
  ownerUrl: string,
  password: string,
): Promise<{ email: string; password: string }> {
  const { name, email } = DEMO_OPERATOR;
  const id = await derivedId<AccountId>("demo", "account", email);
  const db = authDb(database);
  await db.batch([
    db.insert(user).values({ id, name, email, emailVerified: true }).onConflictDoNothing(),
    db
      .insert(account)
      .values({ id, accountId: id, providerId: "credential", userId: id, password, updatedAt: new Date() })
      .onConflictDoNothing(),
  ]);
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    await addOperator(owner, email);
  } finally {
    await owner.end();
  }
  return { email, password: DEMO_PASSWORD };
}
