/** Says whether a URL begins with scheme and host: Node's `req.url` does not. */
export const isWholeUrl = (url: string): boolean => /^[a-z][a-z0-9+.-]*:\/\//i.test(url);
