// build.mjs puts the file in the form that each loader takes.
declare const content: string;
export default content;
