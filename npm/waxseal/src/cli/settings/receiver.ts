/** The three lines that verify what waxseal sends, for secrets in these variables, the current one first. */
export const receiverLines = (variables: readonly string[]): readonly string[] => {
  const [first, ...more] = variables.map((name) => `process.env.${name}`);
  return [
    'import { fromRequest, Verifier } from "waxseal";',
    `const verifier = new Verifier({ scheme: "standard-webhooks", secrets: ${more.length === 0 ? first : `[${[first, ...more].join(", ")}]`} });`,
    "const event = verifier.verify(await fromRequest(request)); // throws where it is not genuine; event.id is the same when it comes again",
  ];
};
