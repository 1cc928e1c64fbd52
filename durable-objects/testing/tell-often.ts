/** Objects tell their board without a pause between, so that an eviction has nothing to wait for. */
import { Teller } from "../board/teller";

Teller.everyMs = 0;
