export { default } from "../(first)/loading";
