// The forms in which requests stand in logs, each with how it is known and how it is read.
import { isCapturedRequest, isContent, readCapturedRequest, readCaptures, readContent } from "./log/capture.ts";
import { chosenOf, labelOf } from "./log/choice.ts";
import { isLambda, readLambda } from "./log/lambda.ts";
import { hasHeaders, isFlatHeaders, isHeaderPairs, isHeaders, readHeaders, readLog } from "./log/server.ts";
import { fieldsOf, listOf, type Shape, within } from "./log/value.ts";
import { isShared, isVector, readShared, readVector } from "./log/vector.ts";

/** The names under which a log may hold the request itself. */
const INNER = ["request", "req", "event"];

const innerOf = (value: unknown): string | undefined => INNER.find((name) => isLambda(fieldsOf(value)[name]) || hasHeaders(fieldsOf(value)[name]));

const isPlainRequest = (value: unknown): boolean => SINGLE.some((shape) => shape.is(value));

/** The forms of one request, the strictest first. */
const SINGLE: readonly Shape[] = [
  { name: "a request that the Worker captured", is: isCapturedRequest, read: readCapturedRequest },
  { name: "what the Worker captured of a request", is: isContent, read: readContent },
  { name: "a test vector", is: isVector, read: readVector },
  { name: "what a share link holds", is: isShared, read: readShared },
  { name: "an event of API Gateway, a function URL or a load balancer", is: isLambda, read: readLambda },
  { name: "a logged request", is: hasHeaders, read: readLog },
  {
    name: "a log entry with a request",
    is: (value) => innerOf(value) !== undefined,
    read: (value, context) => {
      const name = innerOf(value)!;
      const inner = fieldsOf(value)[name];
      return (isLambda(inner) ? readLambda : readLog)(inner, within(context, name));
    },
  },
];

/** All forms that are known. */
export const SHAPES: readonly Shape[] = [
  {
    name: "a capture of the Worker",
    is: (value) => Array.isArray(fieldsOf(value)["requests"]) && typeof fieldsOf(value)["armed_at"] !== "undefined",
    read: (value, context) => readCaptures(listOf(fieldsOf(value)["requests"]), within(context, "requests")),
  },
  {
    name: "the Worker's list of captures",
    is: (value) => Array.isArray(fieldsOf(value)["captures"]) && listOf(fieldsOf(value)["captures"]).every((one) => Array.isArray(fieldsOf(one)["requests"])),
    read: (value, context) => readCaptures(listOf(fieldsOf(value)["captures"]).flatMap((one) => listOf(fieldsOf(one)["requests"])), within(context, "captures")),
  },
  ...SINGLE,
  { name: "headers as Node lists them", is: isFlatHeaders, read: readHeaders },
  { name: "pairs of headers", is: isHeaderPairs, read: readHeaders },
  {
    name: "a list of requests",
    is: (value) => Array.isArray(value) && value.length > 0 && value.every(isPlainRequest),
    read: (value, context) => chosenOf(listOf(value), context, labelOf, (one, index) => SINGLE.find((shape) => shape.is(one))!.read(one, within(context, index))),
  },
  { name: "an object of headers", is: isHeaders, read: readHeaders },
];
