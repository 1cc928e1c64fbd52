/** Routes that belong to no tenant: an account's own, those of operators, and those that a token opens. */
import { NOBODYS, fresh, type Ids } from "./act";

export interface OutsideAct {
  /** `anybody` needs no session: what a token says is all that counts. */
  may: "anybody" | "signed in" | "operator";
  /** What stands in the address; for an operator's route a tenant that the operator made. */
  ids?: Ids;
  query?(): string;
  body?(): object;
  /** How it answers those who may; any success unless told. */
  good?: readonly number[];
}

const newTenant = () => {
  const slug = fresh("made");
  return { name: slug, slug };
};
export const newTenantByOperator = () => ({ ...newTenant(), ownerEmail: `${fresh("owner")}@people.example` });

const OPERATOR_TENANT = "/api/operator/tenants/[id]";

export const ACTS_OUTSIDE_TENANTS: Record<string, OutsideAct> = {
  "GET /api/account/sessions": { may: "signed in" },
  "GET /api/tenants": { may: "signed in" },
  // It leads on: to where one was last, or to sign in.
  "GET /api/tenants/start": { may: "anybody", good: [303] },
  "PATCH /api/account/profile": { may: "signed in", body: () => ({ name: "Somebody" }) },
  // A link that was never sent.
  "PATCH /api/account/email": { may: "signed in", body: () => ({ token: "none" }), good: [410] },
  "POST /api/account/email/approve": { may: "anybody", body: () => ({ token: "none" }), good: [410] },
  // What is one's own and what is another's: below, in the test.
  "DELETE /api/account/sessions/[session]": { may: "signed in", ids: { session: NOBODYS }, good: [404] },
  "POST /api/invitations/[token]/accept": {
    may: "signed in",
    ids: { token: "none" },
    body: () => ({}),
    good: [410],
  },
  "POST /api/tenants": { may: "signed in", body: newTenant },
  "POST /api/unsubscribe/[token]": { may: "anybody", ids: { token: "none" }, body: () => ({}), good: [404] },
  "GET /api/operator/audit/export": { may: "operator", query: () => "?format=csv" },
  "GET /api/operator/audit/verify": { may: "operator" },
  "POST /api/operator/tenants": { may: "operator", body: newTenantByOperator },
  [`PATCH ${OPERATOR_TENANT}`]: { may: "operator", body: () => ({ name: fresh("Named ") }) },
  [`POST ${OPERATOR_TENANT}/suspend`]: { may: "operator", body: () => ({}) },
  [`POST ${OPERATOR_TENANT}/reactivate`]: { may: "operator", body: () => ({}) },
  [`DELETE ${OPERATOR_TENANT}`]: { may: "operator" },
};
