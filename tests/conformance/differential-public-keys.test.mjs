// As differential.test.mjs, for packages that verify with public keys: Ed25519 and P-256.

import { testPackages } from "./differential/suite.mjs";

await testPackages(["ed25519", "sendgrid"]);
