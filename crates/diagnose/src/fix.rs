//! What to do about a cause: a sentence, and the line to write where one is typical.

use crate::cause::Cause;

/// Where a line of code belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Framework {
    /// Express 4 and 5.
    Express,
    /// Next.js: the App Router unless a line says otherwise.
    Next,
    /// Fastify 4 and 5.
    Fastify,
    /// Hono.
    Hono,
    /// Cloudflare Workers, and whatever hands over a fetch `Request`.
    Workers,
    /// AWS Lambda behind an API Gateway or a function URL.
    Lambda,
    /// PHP.
    Php,
    /// Python: Flask, Django and FastAPI by name.
    Python,
    /// Rails.
    Rails,
}

impl Framework {
    /// Every framework, in the order of the documentation.
    pub const ALL: &'static [Framework] = &[
        Framework::Express,
        Framework::Next,
        Framework::Fastify,
        Framework::Hono,
        Framework::Workers,
        Framework::Lambda,
        Framework::Php,
        Framework::Python,
        Framework::Rails,
    ];

    /// Returns its name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Framework::Express => "Express",
            Framework::Next => "Next.js",
            Framework::Fastify => "Fastify",
            Framework::Hono => "Hono",
            Framework::Workers => "Workers",
            Framework::Lambda => "Lambda",
            Framework::Php => "PHP",
            Framework::Python => "Python",
            Framework::Rails => "Rails",
        }
    }
}

/// A line of code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// Where it belongs.
    pub framework: Framework,
    /// The line.
    pub line: &'static str,
}

const fn line(framework: Framework, line: &'static str) -> Line {
    Line { framework, line }
}

/// How the raw body is had. Sources: the frameworks' own pages on raw bodies:
/// Express `express.raw()`, Next.js route handlers, Fastify content type parsers,
/// Hono `req.arrayBuffer()`, API Gateway's `isBase64Encoded`, PHP's `php://input`,
/// Flask `get_data`, Django `request.body`, Starlette `request.body()`, Rack `raw_post`.
const RAW_BODY: &[Line] = &[
    line(
        Framework::Express,
        "app.post(\"/hook\", express.raw({ type: \"*/*\" }), (req, res) => verify({ headers: req.headers, body: req.body })); // before app.use(express.json())",
    ),
    line(
        Framework::Next,
        "const body = new Uint8Array(await request.arrayBuffer()); // in pages/api also: export const config = { api: { bodyParser: false } }",
    ),
    line(
        Framework::Fastify,
        "app.addContentTypeParser(\"*\", { parseAs: \"buffer\" }, (request, body, done) => done(null, body)); // after app.removeAllContentTypeParsers()",
    ),
    line(
        Framework::Hono,
        "const body = new Uint8Array(await c.req.arrayBuffer()); // not c.req.json()",
    ),
    line(
        Framework::Workers,
        "const body = new Uint8Array(await request.arrayBuffer()); // not request.json()",
    ),
    line(
        Framework::Lambda,
        "const body = Buffer.from(event.body ?? \"\", event.isBase64Encoded ? \"base64\" : \"utf8\");",
    ),
    line(
        Framework::Php,
        "$body = file_get_contents('php://input'); // not json_encode($_POST)",
    ),
    line(
        Framework::Python,
        "body = request.get_data()  # Flask; Django: request.body; FastAPI: await request.body()",
    ),
    line(
        Framework::Rails,
        "body = request.raw_post # not params.to_json",
    ),
];

/// How a secret is read without what a file or a shell put round it.
const SECRET: &[Line] = &[
    line(
        Framework::Express,
        "const secret = process.env.WEBHOOK_SECRET; // the text as the dashboard shows it: no quotes, no spaces, no line break",
    ),
    line(
        Framework::Workers,
        "printf %s \"$SECRET\" | npx wrangler secret put WEBHOOK_SECRET # echo would add a line break",
    ),
    line(
        Framework::Python,
        "secret = os.environ[\"WEBHOOK_SECRET\"]  # read from a file: open(path).read().strip()",
    ),
];

/// How the URL that the sender called is had behind a proxy.
const URL: &[Line] = &[
    line(
        Framework::Express,
        "app.set(\"trust proxy\", 1); const url = `${req.protocol}://${req.host}${req.originalUrl}`;",
    ),
    line(
        Framework::Next,
        "const verifier = new Verifier({ scheme, secrets, url: \"https://example.com/hook\" }); // as registered with the sender",
    ),
    line(
        Framework::Workers,
        "const verifier = new Verifier({ scheme, secrets, url: \"https://example.com/hook\" }); // as registered with the sender",
    ),
    line(
        Framework::Python,
        "app.wsgi_app = ProxyFix(app.wsgi_app, x_proto=1, x_host=1, x_prefix=1)  # werkzeug.middleware.proxy_fix",
    ),
    line(
        Framework::Rails,
        "url = request.original_url # with config.action_dispatch.trusted_proxies set",
    ),
];

/// How headers are had under their own names.
const HEADERS: &[Line] = &[
    line(
        Framework::Lambda,
        "const headers = event.headers; // API Gateway may pass them on as event.multiValueHeaders",
    ),
    line(
        Framework::Php,
        "$headers = getallheaders(); // $_SERVER has HTTP_X_SIGNATURE for x-signature",
    ),
    line(
        Framework::Python,
        "headers = dict(request.headers)  # Django: request.headers, not request.META",
    ),
    line(
        Framework::Rails,
        "signature = request.headers[\"X-Signature\"] # not request.env",
    ),
];

/// How the clock is kept, or the window made wider.
const CLOCK: &[Line] = &[line(
    Framework::Express,
    "new Verifier({ scheme, secrets, toleranceSeconds: 600 }); // wider only if the clock is right: timedatectl status",
)];

/// How a scheme of one's own is said.
const SCHEME: &[Line] = &[line(
    Framework::Express,
    "new Verifier({ scheme: { signature: \"header:x-signature\", message: \"{timestamp}.{body}\", timestamp: \"header:x-timestamp\" }, secrets });",
)];

impl Cause {
    /// Returns what to do about it, where no fact says more.
    #[must_use]
    pub const fn fix(self) -> &'static str {
        of(self)
    }

    /// Returns the lines to write, where one is typical.
    #[must_use]
    pub const fn lines(self) -> &'static [Line] {
        lines(self)
    }
}

/// Returns the lines to write.
pub(crate) const fn lines(cause: Cause) -> &'static [Line] {
    match cause {
        Cause::BodyReserialized
        | Cause::BodyPrettyPrinted
        | Cause::BodyNewlineAdded
        | Cause::BodyNewlineRemoved
        | Cause::BodyLineEndings
        | Cause::BodyBom
        | Cause::BodyEmpty
        | Cause::BodyStringifiedObject
        | Cause::BodyLatin1
        | Cause::BodyReencoded
        | Cause::BodyFormDecoded
        | Cause::BodyDecompressed
        | Cause::BodyBase64
        | Cause::BodyTruncated => RAW_BODY,
        Cause::SecretWhitespace
        | Cause::SecretQuoted
        | Cause::SecretKeyForm
        | Cause::SecretPrefix
        | Cause::SecretWrongKind
        | Cause::SecretOther => SECRET,
        Cause::SchemeOther
        | Cause::MessageOther
        | Cause::AlgorithmOther
        | Cause::SignatureEncoding
        | Cause::TimestampUnit => SCHEME,
        Cause::TimestampSkew => CLOCK,
        Cause::UrlOther => URL,
        Cause::IdOther | Cause::HeaderRenamed | Cause::HeaderJoined | Cause::HeaderDropped => {
            HEADERS
        }
    }
}

/// Says what to do, in a sentence.
pub(crate) const fn of(cause: Cause) -> &'static str {
    match cause {
        Cause::BodyReserialized => {
            "Verify the bytes as they came, before any parser: not the result of JSON.stringify, json.dumps or json_encode."
        }
        Cause::BodyPrettyPrinted => {
            "Verify the bytes as they came; an indented copy from a log, a dashboard or an editor is another text."
        }
        Cause::BodyNewlineAdded => {
            "Take the body without the line break that an editor, echo or a here-document added; to send a file use curl --data-binary."
        }
        Cause::BodyNewlineRemoved => {
            "Do not trim the body: its last line break is signed. curl --data strips it, --data-binary does not."
        }
        Cause::BodyLineEndings => {
            "Keep the line breaks as they came: no text mode, no git autocrlf for fixtures, curl --data-binary instead of --data."
        }
        Cause::BodyBom => {
            "Save and read the body as UTF-8 without a byte order mark, and read it as bytes."
        }
        Cause::BodyEmpty => {
            "Read the body before anything else does: a middleware has consumed the stream."
        }
        Cause::BodyStringifiedObject => {
            "Pass the raw bytes, not a parsed object and not a string made of one."
        }
        Cause::BodyLatin1 => {
            "Read the body as bytes, not as text in Latin-1 or in the platform's default character set."
        }
        Cause::BodyReencoded => {
            "Read the body as bytes and keep them: do not convert to UTF-16, and do not normalize Unicode."
        }
        Cause::BodyFormDecoded => "Verify the form as it was sent, before its fields are decoded.",
        Cause::BodyDecompressed => {
            "Verify the bytes in the form in which the sender signs them: with or without content-encoding, as its page says."
        }
        Cause::BodyBase64 => {
            "Decode the body before it is verified: the gateway handed it over as base64."
        }
        Cause::BodyTruncated => {
            "Read the whole body before it is verified, and raise the limit that cuts it short."
        }
        Cause::SecretWhitespace => {
            "Remove the white space from the secret where it is stored; set it with printf %s instead of echo."
        }
        Cause::SecretQuoted => {
            "Remove what stands round the secret where it is stored: not every reader of .env files takes quotes away."
        }
        Cause::SecretKeyForm => {
            "Pass the secret as the scheme reads it: as the text that the sender shows, not decoded; or decoded bytes where its page says so."
        }
        Cause::SecretPrefix => {
            "Store the secret itself, with its own prefix and nothing else in front."
        }
        Cause::SecretWrongKind => {
            "Use the signing secret of this webhook endpoint from the sender's dashboard; it is not the API key."
        }
        Cause::SecretOther => {
            "Use the secret of this very endpoint and environment; each endpoint, the test mode and the command line's listener have their own."
        }
        Cause::SchemeOther => "Verify with the scheme in which the request is signed.",
        Cause::MessageOther => {
            "Describe what this sender signs as a scheme of your own, or ask the sender which it is."
        }
        Cause::AlgorithmOther => "Verify with the algorithm that the sender uses.",
        Cause::SignatureEncoding => {
            "Pass the signature on as it was sent; where the sender writes it so, set the encoding or the form of the scheme."
        }
        Cause::TimestampUnit => {
            "Keep the timestamp's text as it was sent; where the sender writes it so, set the unit of the scheme."
        }
        Cause::TimestampSkew => {
            "Set the clock by NTP. If both clocks are right, this is an old delivery that was sent or replayed late."
        }
        Cause::IdOther => {
            "Pass the headers of one and the same delivery; do not make up or rewrite its id."
        }
        Cause::UrlOther => {
            "Verify with the URL that is registered with the sender, character by character; behind a proxy the request's own differs."
        }
        Cause::HeaderRenamed => {
            "Pass the headers under the names that were sent; a gateway or a language's table of variables renames them."
        }
        Cause::HeaderJoined => {
            "Pass each header's value as it was sent: once, without brackets, quotes or a joined copy."
        }
        Cause::HeaderDropped => {
            "Let the proxy pass the header on: nginx drops names with underscores, gateways and CDNs take lists of those that they forward."
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cause_has_a_fix_and_a_line() {
        for cause in Cause::ALL.iter().copied() {
            assert!(of(cause).ends_with('.'), "{cause}");
            assert!(!lines(cause).is_empty(), "{cause}");
        }
    }
}
