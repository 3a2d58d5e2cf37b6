// A static token in a header (RFC 6750 section 2.1 where the prefix is "Bearer ") or in the query
// (RFC 6750 section 2.3; S2S postbacks). Nothing is signed.
// Shares no code with the project: it decides what the constructed vectors expect.

export const headerOf = (token, prefix = "") => `${prefix}${token}`;

export const queryOf = (name, token) => `${name}=${encodeURIComponent(token)}`;
