// What the tests of the command line call directly: parsers by the thousand, and what every scheme
// of the table must go through. Not part of the package.
export { rejectCodes } from "../generated.js";
export { curlCommand } from "./curl-command.js";
export { catalogEvent, catalogIds, catalogOf, sampleEvent } from "./event.js";
export { meaningOf } from "./meanings.js";
export { nearest } from "./nearest.js";
export { oneLine, printable, shownBytes } from "./printable.js";
export { withPointer } from "./pointer.js";
export * as reconciling from "../reconcile/index.js";
export { Rig } from "./probe/rig.js";
export { Redaction } from "./redact.js";
export { joinChunks, readCurl, readRawHttp, splitWords } from "./request/strict.js";
export { readScheme } from "./scheme.js";
export { helpOf, helpOfAll } from "./help.js";
export { VERBS } from "./verbs.js";
export { withVariables } from "./vars-file.js";
export { receiverLines } from "./settings/receiver.js";
