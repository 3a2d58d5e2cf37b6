// docs/schemes.json, which build.mjs puts in: every built-in scheme as it is written.
declare const texts: Readonly<Record<string, Readonly<Record<string, string>>>>;
export default texts;
