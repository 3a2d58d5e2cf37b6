/** Why an input cannot be reconciled at all: its mapping is ambiguous, or its form breaks off. */
export class Refusal extends Error {}
