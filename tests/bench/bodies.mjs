// Bodies of exact sizes, JSON like the events of the field.

export const SIZES = [256, 1024, 4096, 65536, 1048576];

const START = '{"id":"evt_8Qd2","type":"commission.created","occurred_at":"2026-05-29T14:01:12Z","data":{"notes":"';
const END = '"}}';

/** A JSON event of this many bytes. */
export const bytesOf = (bytes) => new TextEncoder().encode(START + "x".repeat(bytes - START.length - END.length) + END);

/** The same as Node hands it over. */
export const bodyOf = (bytes) => Buffer.from(bytesOf(bytes).buffer);
