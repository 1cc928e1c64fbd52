/** Who may ask the realtime Worker how the installation is: the web Worker, by a token of the installation's own secret. */
export const OBSERVE_AUDIENCE = "parlor:observe";
