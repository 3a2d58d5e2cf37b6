// A route of the suite in a Next application: what it receives with is given by the test, in the
// same process.
import { receive } from "waxseal/next";

const made = new Map();

const handle = async (request, context) => {
  const { name } = await context.params;
  if (!made.has(name)) {
    const { verifier, handler, options } = globalThis.waxsealRoutes[`/${name}`];
    made.set(name, receive(verifier, handler, options));
  }
  return made.get(name)(request, context);
};

export { handle as GET, handle as POST };
