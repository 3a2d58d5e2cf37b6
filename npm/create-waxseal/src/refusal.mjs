/** What cannot be done as asked; its text says what to do in its place. */
export class Refusal extends Error {}
