import type { ProjectView } from "../protocol";

/** What goes onto a page of the site. The launcher's colour and corner are in it: it asks us for nothing before a visitor does. */
export function embedSnippet(origin: string, { publicKey, theme }: Pick<ProjectView, "publicKey" | "theme">): string {
  const corner = theme.position === "left" ? ' data-position="left"' : "";
  return `<script async src="${origin}/embed.js" data-project="${publicKey}" data-accent="${theme.accent}"${corner}></script>`;
}

/** How the site's own server says who a signed-in visitor is, in Node with nothing but the package `jose`. */
export function signingSnippet(publicKey: string, kid: string): string {
  return [
    `import { SignJWT } from "jose";`,
    ``,
    `const secret = new TextEncoder().encode(process.env.PARLOR_SECRET);`,
    ``,
    `/** For the page of one signed-in user, made anew for each page. */`,
    `export function visitorToken(user) {`,
    `  return new SignJWT({ name: user.name, email: user.email })`,
    `    .setProtectedHeader({ alg: "HS256", kid: "${kid}" })`,
    `    .setSubject(user.id)`,
    `    .setAudience("${publicKey}")`,
    `    .setIssuedAt()`,
    `    .setExpirationTime("5m")`,
    `    .sign(secret);`,
    `}`,
    ``,
    `// In the page: <script async src=".../embed.js" data-project="..." data-token="the token"></script>`,
  ].join("\n");
}
