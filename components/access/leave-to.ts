import { HOME_PATH } from "@/lib/access/core/next-path";

/** Leads to a safe path with a fresh page: who is signed in has changed, so nothing rendered before may stay. */
export function leaveTo(next: string): void {
  window.location.assign(next === HOME_PATH ? "/api/tenants/start" : next);
}
