import { notFound } from "next/navigation";
import { requirePage } from "@/lib/access/server/session-ctx";

/** Addresses of a tenant that nothing answers: the calm 404 inside the frame. */
export default async function NoSuchPage({ params }: { params: Promise<{ tenant: string }> }) {
  await requirePage((await params).tenant);
  notFound();
}
