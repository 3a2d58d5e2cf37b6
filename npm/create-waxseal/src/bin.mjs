#!/usr/bin/env node
import { main } from "./main.mjs";

process.exitCode = await main(process.argv.slice(2), { input: process.stdin, out: process.stdout, err: process.stderr, cwd: process.cwd() });
