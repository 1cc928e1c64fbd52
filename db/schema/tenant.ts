/** Every table that holds a tenant's rows: what `TenantDb` reaches. A new domain adds its file here. */
export * from "./audit";
export * from "./emoji";
export * from "./files";
export * from "./groups";
export * from "./imports";
export * from "./keys";
export * from "./moderation";
export * from "./later";
export * from "./notify";
export * from "./people";
export * from "./rooms";
export * from "./messages";
export * from "./sessions";
export * from "./settings";
export * from "./usage";
export * from "./tenant-config";
export * from "./tools";
