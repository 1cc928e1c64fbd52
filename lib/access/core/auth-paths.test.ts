import { describe, expect, it } from "vitest";
import { authDoor } from "./auth-paths";

describe("authDoor", () => {
  it("opens what the pages use", () => {
    expect(authDoor("POST", "/api/auth/sign-in/email")).toEqual({
      open: true,
      path: "/sign-in/email",
      fromProvider: false,
      oidc: false,
    });
    expect(authDoor("GET", "/api/auth/callback/oidc")).toEqual({
      open: true,
      path: "/callback/oidc",
      fromProvider: true,
      oidc: true,
    });
    expect(authDoor("POST", "/api/auth/change-email")).toMatchObject({ open: true, path: "/change-email" });
    expect(authDoor("POST", "/api/auth/sign-in/social")).toMatchObject({ open: true, oidc: true });
  });

  it.each([
    ["POST", "/api/auth/organization/remove-member"],
    ["POST", "/api/auth/organization/create"],
    ["GET", "/api/auth/organization/list-members"],
    ["POST", "/api/auth/organization/accept-invitation"],
    ["GET", "/api/auth/list-sessions"],
    ["GET", "/api/auth/get-session"],
    ["POST", "/api/auth/delete-user"],
    ["POST", "/api/auth/get-access-token"],
    ["POST", "/api/auth/sign-in/email/"],
    ["POST", "/api/auth//sign-in/email"],
    ["POST", "/api/auth/sign-in%2Femail"],
    ["POST", "/api/authx/sign-in/email"],
    ["POST", "/api/auth"],
  ])("has nothing at %s %s", (method, path) =>
    expect(authDoor(method, path)).toEqual({ open: false, reason: "not_found" }),
  );

  it.each([
    ["GET", "/api/auth/sign-out"],
    ["GET", "/api/auth/sign-in/email"],
    ["GET", "/api/auth/change-email"],
    ["DELETE", "/api/auth/sign-out"],
    ["POST", "/api/auth/verify-email"],
  ])("does not take %s at %s", (method, path) =>
    expect(authDoor(method, path)).toEqual({ open: false, reason: "method_not_allowed" }),
  );
});
