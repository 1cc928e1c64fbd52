import { describe, expect, it } from "vitest";
import { renderMail } from "./render-mail";

const link = "http://localhost:8787/invite/x?a=1&b=2";

describe("renderMail", () => {
  it("says the same in text and in HTML", () => {
    const mail = renderMail("invitation", { inviter: "Ada Byron", tenant: "Demo Company", role: "member" }, link);
    expect(mail.subject).toBe("Ada Byron invites you to Demo Company on Parlor");
    expect(mail.text).toContain("Ada Byron invites you to join Demo Company as member.");
    expect(mail.text).toContain(link);
    expect(mail.html).toContain('href="http://localhost:8787/invite/x?a=1&amp;b=2"');
  });

  it("never lets a name become markup, a header or a link", () => {
    const hostile = `<img src=x onerror=alert(1)>"'&\r\nBcc: all@example.com https://evil.example www.evil.example`;
    const mail = renderMail("invitation", { inviter: hostile, tenant: hostile, role: "member" }, link);
    expect(mail.subject).not.toMatch(/[\r\n]/);
    expect(mail.html).not.toContain("<img");
    expect(mail.html).not.toMatch(/onerror=alert\(1\)>/);
    expect(mail.text).not.toContain("https://evil");
    expect(mail.text).not.toContain("www.evil");
  });

  it("keeps braces and tags in a name from being read as a message format", () => {
    const mail = renderMail("verify", { name: "{tenant} <b>x</b> '{" }, link);
    expect(mail.text).toContain("Hello {tenant} <b>x</b> '{,");
  });

  it("cuts an endless name", () => {
    expect(renderMail("verify", { name: "x".repeat(9000) }, link).text.length).toBeLessThan(800);
  });

  it.each(["verify", "reset", "invitation", "known", "approve", "newAddress", "taken", "changed"] as const)(
    "has words for %s",
    (kind) => {
      const mail = renderMail(
        kind,
        { name: "Ada", inviter: "Ben", tenant: "Demo", role: "guest", address: "new@demo.example" },
        link,
      );
      expect(mail.kind).toBe(kind);
      for (const part of [mail.subject, mail.text, mail.html]) expect(part).not.toMatch(/[{}]|undefined/);
    },
  );
});
