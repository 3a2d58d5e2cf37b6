// The version in package.json, which build.mjs puts in.
declare const version: string;
export default version;
