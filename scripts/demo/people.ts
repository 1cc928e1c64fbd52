import type { TenantRole } from "@/lib/rooms/server/objects";

/** Of every demo account. Fine on a laptop, and nowhere else. */
export const DEMO_PASSWORD = "parlor-demo";

export interface DemoPerson {
  key: string;
  name: string;
  email: string;
  title: string;
  role: TenantRole;
}

export interface DemoTenant {
  slug: string;
  name: string;
  people: DemoPerson[];
}

const at =
  (tenant: string) =>
  (key: string, name: string, role: TenantRole, title: string): DemoPerson => ({
    key,
    name,
    email: `${key}@${tenant}.example`,
    title,
    role,
  });
const demo = at("demo");
const acme = at("acme");

/** Who runs the demo installation; in no tenant. */
export const DEMO_OPERATOR = { name: "Olga Ferrer", email: "operator@parlor.example" };

export const DEMO_TENANTS: DemoTenant[] = [
  {
    slug: "demo-company",
    name: "Demo Company",
    people: [
      demo("ada", "Ada Okafor", "owner", "Managing director"),
      demo("ben", "Ben Lindqvist", "member", "Engineering"),
      demo("cleo", "Cleo Marsh", "member", "Design"),
      demo("dev", "Dev Patel", "agent", "Support lead"),
      demo("edda", "Edda Ruiz", "member", "Product"),
      demo("finn", "Finn Sato", "member", "Engineering"),
      demo("gus", "Gus Weber", "admin", "Operations"),
      demo("hana", "Hana Øst", "guest", "Ferry captain, adviser"),
    ],
  },
  {
    slug: "acme",
    name: "Acme",
    people: [acme("zoe", "Zoe Adler", "owner", "Founder"), acme("yan", "Yan Novak", "member", "Workshop")],
  },
];
