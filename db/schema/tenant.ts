/** Every table that holds a tenant's rows: what `TenantDb` reaches. A new domain adds its file here. */
export * from "./imports";
export * from "./notify";
export * from "./people";
export * from "./rooms";
