import type { Received, Verifies } from "../index.js";
import { type Answer, type Handler, makeReceiver, nameOf, type ReceiveOptions, type VerifierSource, within } from "./receiver.js";

export { type Claim, type EventBy, type Handler, type Idempotency, type ReceiveOptions, type Reply, reply, type VerifierSource } from "./receiver.js";

type Values = Readonly<Record<string, string | undefined>>;
type Lists = Readonly<Record<string, string[] | undefined>>;

/**
 * The part of an event that is used: of API Gateway (payload versions 1.0 and 2.0), a function URL,
 * or an Application Load Balancer.
 */
export interface LambdaEvent {
  readonly httpMethod?: string | undefined;
  readonly path?: string | undefined;
  readonly rawPath?: string | undefined;
  readonly rawQueryString?: string | undefined;
  readonly headers?: Values | null | undefined;
  readonly multiValueHeaders?: Lists | null | undefined;
  readonly queryStringParameters?: Values | null | undefined;
  readonly multiValueQueryStringParameters?: Lists | null | undefined;
  readonly requestContext?: unknown;
  readonly body?: string | null | undefined;
  readonly isBase64Encoded?: boolean | undefined;
}

/** What the function returns. */
export interface LambdaAnswer {
  statusCode: number;
  headers: Record<string, string>;
  multiValueHeaders?: Record<string, string[]>;
  body: string;
  isBase64Encoded: false;
}

/** The part of a request's context that is used, of whichever kind. */
interface Context {
  readonly elb?: object;
  readonly http?: { readonly method?: string };
  readonly path?: string;
  readonly domainName?: string;
}

/**
 * Makes a Lambda handler behind API Gateway (REST and HTTP), a function URL or an Application Load
 * Balancer.
 *
 * @throws TypeError for values of a wrong kind; so does the handler, for an event of something else.
 */
export const receive = <V extends Verifies, Event extends LambdaEvent = LambdaEvent, Context = unknown>(
  verifier: VerifierSource<V, [event: Event, context: Context]>,
  handler: Handler<V, [event: Event, context: Context]>,
  options?: ReceiveOptions<[event: Event, context: Context]>,
) => {
  const receiver = makeReceiver(verifier, handler, options);
  return async (event: Event, context: Context): Promise<LambdaAnswer> =>
    write(event, await receiver.receive(() => capture(event, receiver.limit), [event, context]));
};

const capture = (event: LambdaEvent, limit: number): Received => {
  const context = ((event as LambdaEvent | null)?.requestContext ?? {}) as Context;
  const method = context.http?.method ?? event?.httpMethod;
  if (method === undefined) {
    throw new TypeError(
      `the handler was given ${nameOf(event)} that is no HTTP request: put it behind API Gateway with Lambda proxy integration, a function URL or a load balancer`,
    );
  }
  return { method, url: urlOf(event, context), headers: event.multiValueHeaders ?? event.headers ?? {}, body: within(limit, bodyOf(event)) };
};

const encoder = new TextEncoder();

const bodyOf = ({ body, isBase64Encoded }: LambdaEvent): Uint8Array => {
  if (body === undefined || body === null) return new Uint8Array(0);
  if (typeof body !== "string") {
    throw new TypeError(`event.body is ${nameOf(body)}, so it was parsed already: put receive before the middleware that does so`);
  }
  return isBase64Encoded === true ? Uint8Array.from(atob(body), (character) => character.charCodeAt(0)) : encoder.encode(body);
};

/** The stage is part of the path that the sender asked for; REST gives it in the context alone. */
const urlOf = (event: LambdaEvent, context: Context): string => {
  const path = event.rawPath ?? context.path ?? event.path ?? "/";
  const query = queryOf(event, context);
  const host = context.domainName ?? first(event, "host") ?? "";
  return `${host === "" ? "" : `https://${host}`}${path}${query === "" ? "" : `?${query}`}`;
};

const first = ({ headers, multiValueHeaders }: LambdaEvent, wanted: string): string | undefined => {
  for (const [name, value] of Object.entries(multiValueHeaders ?? headers ?? {})) {
    if (name.toLowerCase() === wanted) return Array.isArray(value) ? value[0] : value;
  }
  return undefined;
};

/** Payload version 1.0 has the query decoded, a load balancer as it came. */
const queryOf = (event: LambdaEvent, { elb }: Context): string => {
  if (event.rawQueryString !== undefined) return event.rawQueryString;
  const write = elb === undefined ? encodeURIComponent : (text: string) => text;
  return Object.entries(event.multiValueQueryStringParameters ?? event.queryStringParameters ?? {})
    .flatMap(([name, values]) => [values ?? ""].flat().map((value) => `${write(name)}=${write(value)}`))
    .join("&");
};

/** A load balancer that sends lists of headers takes nothing else. */
const write = (event: LambdaEvent, { status, headers, body }: Answer): LambdaAnswer => {
  const answer: LambdaAnswer = { statusCode: status, headers: { ...headers }, body, isBase64Encoded: false };
  const isListed = (event.requestContext as Context | undefined)?.elb !== undefined && event.multiValueHeaders != null;
  if (!isListed) return answer;
  return { ...answer, headers: {}, multiValueHeaders: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])) };
};
