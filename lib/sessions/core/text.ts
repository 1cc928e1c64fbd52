/** Text that an object and Postgres both keep as it is: well-formed Unicode without NUL. */
export function cleanText(text: string): string {
  return text.toWellFormed().replaceAll("\0", "");
}
