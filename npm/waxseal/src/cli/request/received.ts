/** A request as it was read from text or flags. */
export interface Received {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  /** In order, repeated ones apart. One character of a value is one byte, as HTTP hosts hand them out. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Uint8Array;
  /** What a reader should know of how it was read. */
  readonly notes: readonly string[];
}

/** Returns the values of a header, by lower-case name. */
export const valuesOf = (headers: Received["headers"], name: string): readonly string[] =>
  headers.filter(([one]) => one.toLowerCase() === name).map(([, value]) => value);

/** Reads `name: value`; nothing where that is not what stands there. */
export const readHeaderLine = (line: string): readonly [string, string] | undefined => {
  const match = /^([!#$%&'*+\-.^_`|~0-9A-Za-z]+):(.*)$/s.exec(line);
  return match === null ? undefined : [match[1]!, match[2]!.replace(/^[ \t]+|[ \t]+$/g, "")];
};

/** Bytes as text in which one character is one byte. */
export const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("latin1");

/** The way back. */
export const bytesOf = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, "latin1"));

/** The UTF-8 bytes of a text, each as one character. */
export const utf8Characters = (text: string): string => Buffer.from(text, "utf8").toString("latin1");
