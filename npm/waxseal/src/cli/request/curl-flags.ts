/** The flags of curl that make the request, by their one-letter names. */
export const CURL_SHORT: Readonly<Record<string, string>> = {
  A: "user-agent", F: "form", G: "get", H: "header", I: "head", T: "upload-file", X: "request", b: "cookie", d: "data", e: "referer", u: "user",
};

/** One-letter flags without a value that change nothing of what is signed. */
export const CURL_SHORT_IGNORED = "#0123456BJLNOMSZafgijklnpqRsv";

/** One-letter flags with a value that change nothing of what is signed. */
export const CURL_SHORT_IGNORED_VALUES = "CDEKPQUYcmortwxyz";

/** Flags with a value that change nothing of what is signed: where to write, how to connect, how long to wait. */
export const CURL_IGNORED_VALUES = words(`cacert capath cert cert-type ciphers connect-timeout connect-to continue-at cookie-jar
  create-file-mode curves dns-interface dns-ipv4-addr dns-ipv6-addr dns-servers doh-url dump-header engine etag-save
  expect100-timeout happy-eyeballs-timeout-ms hsts interface keepalive-time key key-type libcurl limit-rate local-port max-filesize
  max-redirs max-time netrc-file noproxy output output-dir parallel-max pass pinnedpubkey preproxy proto proto-default proto-redir
  proxy proxy-cacert proxy-cert proxy-header proxy-key proxy-user resolve retry retry-delay retry-max-time socks4 socks4a socks5
  socks5-hostname speed-limit speed-time stderr tls-max tls13-ciphers trace trace-ascii unix-socket write-out alt-svc crlfile`);

/** Flags without a value that change nothing of what is signed. */
export const CURL_IGNORED = words(`anyauth basic cert-status compressed create-dirs disable disable-epsv fail fail-early fail-with-body
  false-start http0.9 http1.0 http1.1 http2 http2-prior-knowledge http3 http3-only ignore-content-length include insecure ipv4
  ipv6 junk-session-cookies list-only location location-trusted netrc netrc-optional no-alpn no-buffer no-clobber no-keepalive
  no-npn no-progress-meter no-sessionid parallel parallel-immediate post301 post302 post303 progress-bar proxy-insecure
  proxytunnel raw remote-header-name remote-name remote-name-all remote-time remove-on-error retry-all-errors retry-connrefused
  show-error silent ssl ssl-no-revoke ssl-reqd styled-output suppress-connect-headers tcp-fastopen tcp-nodelay tlsv1 tlsv1.0 tlsv1.1
  tlsv1.2 tlsv1.3 tr-encoding trace-time verbose`);

/** Those of the refused flags that have a value. */
export const CURL_REFUSED_VALUES = words("form form-string upload-file config aws-sigv4");

/** Flags under which the sent bytes are not known beforehand, and why. */
export const CURL_REFUSED: Readonly<Record<string, string>> = {
  form: "curl sends a multipart body with a border that it draws by lot, so the signed bytes are not in the command",
  "form-string": "curl sends a multipart body with a border that it draws by lot, so the signed bytes are not in the command",
  "upload-file": "pass the file's bytes by --data-binary @file",
  config: "it reads more flags from a file: write them out",
  next: "one request at a time",
  "aws-sigv4": "curl adds a signature of its own",
  digest: "curl adds what it negotiates with the server",
  ntlm: "curl adds what it negotiates with the server",
  negotiate: "curl adds what it negotiates with the server",
};

function words(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}
