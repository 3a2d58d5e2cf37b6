#!/usr/bin/env node
import { main } from "./main.js";

// A reader that goes away, such as `head`, ends the command and is no fault.
process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 5));

// The status is set and not enforced: what was written must still go out.
process.exitCode = await main(process.argv.slice(2), { env: process.env, out: process.stdout, err: process.stderr });
