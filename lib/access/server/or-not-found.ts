import { notFound } from "next/navigation";
import { AppError } from "@/lib/platform/errors";

/** For pages: what is not there, or not theirs to see, is no page. */
export async function orNotFound<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") notFound();
    throw error;
  }
}
