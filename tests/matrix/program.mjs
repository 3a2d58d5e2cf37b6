// What such a process starts with.

import { runHere } from "./host.mjs";

runHere();
