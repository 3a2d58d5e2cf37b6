// The same as a test of Jest, which gives its tests globals of their own.

import { runHere } from "./host.mjs";

test("every vector gives the stated codes and facts", runHere, 600_000);
