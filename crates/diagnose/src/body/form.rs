//! Forms: `application/x-www-form-urlencoded`, what parsers make of it, and
//! how libraries write it. Rules: the WHATWG URL Standard, section 5, and the
//! documentation of each library.

use alloc::borrow::Cow;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::BODY_BYTES;
use super::json::{Json, Kind, Token, unescape};
use super::wrapping::read_hex;

/// The fields in their order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Form<'a> {
    fields: Vec<Field<'a>>,
    /// What the names of nested fields add up to.
    bytes: usize,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Field<'a> {
    name: Cow<'a, [u8]>,
    /// Nothing if there is no `=`.
    value: Option<Cow<'a, [u8]>>,
}

/// How a library writes a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Spelling {
    /// What stays as it is, besides letters and digits.
    kept: &'static [u8],
    space: &'static str,
    is_lower: bool,
}

impl Spelling {
    /// URLSearchParams, Java's URLEncoder, Ruby's URI.encode_www_form.
    pub(super) const URL_SEARCH_PARAMS: Self = Self::new(b"*-._", "+");
    /// PHP's rawurlencode, npm's qs.
    pub(super) const RFC_3986: Self = Self::new(b"-._~", "%20");

    pub(super) const ALL: [Spelling; 7] = [
        Spelling::URL_SEARCH_PARAMS,
        // Python's urlencode, Go's url.Values, Ruby's CGI.escape.
        Spelling::new(b"-._~", "+"),
        // PHP's http_build_query.
        Spelling::new(b"-._", "+"),
        Spelling::RFC_3986,
        // encodeURIComponent.
        Spelling::new(b"-_.!~*'()", "%20"),
        // .NET's HttpUtility.UrlEncode.
        Spelling {
            is_lower: true,
            ..Spelling::new(b"!()*-._", "+")
        },
        // The names as they are: field[key], as some write them by hand.
        Spelling::new(b"*-._[]", "+"),
    ];

    const fn new(kept: &'static [u8], space: &'static str) -> Self {
        Self {
            kept,
            space,
            is_lower: false,
        }
    }
}

/// How a list is named in a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lists {
    /// `a=1&a=2`: URLSearchParams, Python.
    Repeated,
    /// `a[]=1&a[]=2`: Rails, and PHP by hand.
    Brackets,
    /// `a[0]=1&a[1]=2`: PHP's http_build_query, npm's qs.
    Indexed,
}

impl<'a> Form<'a> {
    fn of(fields: Vec<Field<'a>>) -> Self {
        Self { fields, bytes: 0 }
    }

    pub(super) fn of_one(name: &'a str, value: &'a [u8]) -> Self {
        let field = Field {
            name: name.as_bytes().into(),
            value: Some(value.into()),
        };
        Self::of(alloc::vec![field])
    }

    /// Reads a form as it is sent.
    pub(super) fn read(bytes: &'a [u8]) -> Option<Self> {
        let is_plain = bytes.iter().all(u8::is_ascii_graphic);
        is_plain.then(|| Self::split(bytes, percent_decoded))?
    }

    /// Reads a form whose fields were decoded already: all that stands between
    /// `&`s, or one field where the first value is JSON.
    pub(super) fn read_decoded(bytes: &'a [u8]) -> Option<Self> {
        let equals = bytes.iter().position(|byte| *byte == b'=')?;
        let (name, value) = bytes.split_at(equals);
        let value = value.get(1..)?;
        if !name.contains(&b'&')
            && matches!(value.first(), Some(b'{' | b'['))
            && Json::read(value).is_some()
        {
            let field = Field {
                name: name.into(),
                value: Some(value.into()),
            };
            return Some(Self::of(alloc::vec![field]));
        }
        Self::split(bytes, |text| Some(text.into()))
    }

    /// Says whether a percent decoder that leaves `+` alone made the text.
    pub(super) fn keeps_plus(bytes: &[u8]) -> bool {
        bytes.contains(&b'+') && !bytes.contains(&b' ')
    }

    /// Takes the fields of a JSON object, names of inner ones in brackets.
    pub(super) fn of_json(json: &Json<'_>, lists: Lists) -> Option<Self> {
        let mut form = Self::of(Vec::new());
        for (key, value) in json.members(0)? {
            form.push(json, &unescape(json.spelling(key))?, value.start, lists)?;
        }
        let has_value = form.fields.iter().any(|field| field.value.is_some());
        has_value.then_some(form)
    }

    /// Recurs as deep as the JSON nests, which is bounded. Nothing where a
    /// value has no form: empty lists and objects would be lost.
    fn push(&mut self, json: &Json<'_>, name: &str, at: usize, lists: Lists) -> Option<()> {
        let token = json.token(at)?;
        self.bytes += name.len();
        if name.len() > NAME_BYTES || self.bytes > BODY_BYTES {
            return None;
        }
        match token.kind {
            Kind::Object => {
                let members = json.members(at).filter(|members| !members.is_empty())?;
                for (key, value) in members {
                    let key = unescape(json.spelling(key))?;
                    self.push(json, &[name, "[", &key, "]"].concat(), value.start, lists)?;
                }
            }
            Kind::Array => {
                let elements = json.elements(at).filter(|elements| !elements.is_empty())?;
                for (position, element) in elements.into_iter().enumerate() {
                    self.push(json, &lists.name(name, position), element, lists)?;
                }
            }
            Kind::Text | Kind::Scalar | Kind::Key | Kind::Close => {
                let value = scalar(json, token)?;
                self.fields.push(Field {
                    name: name.as_bytes().to_vec().into(),
                    value: value.map(Cow::Owned),
                });
            }
        }
        Some(())
    }

    pub(super) fn write(&self, spelling: Spelling, keeps_plus: bool) -> Vec<u8> {
        let mut text = Vec::new();
        for (position, field) in self.fields.iter().enumerate() {
            if position > 0 {
                text.push(b'&');
            }
            encode(&mut text, &field.name, spelling, keeps_plus);
            if let Some(value) = &field.value {
                text.push(b'=');
                encode(&mut text, value, spelling, keeps_plus);
            }
        }
        text
    }

    /// Says whether all fields are these, in any order.
    pub(super) fn is_same_in_any_order(&self, other: &Form<'_>) -> bool {
        self.sorted() == other.sorted()
    }

    fn sorted(&self) -> Vec<&Field<'a>> {
        let mut fields: Vec<_> = self.fields.iter().collect();
        fields.sort();
        fields
    }

    /// Says whether the form has one field with this value, or the JSON text of it.
    pub(super) fn is_value(&self, value: &[u8]) -> bool {
        matches!(self.fields.as_slice(), [field] if field.value.as_deref() == Some(value))
    }

    /// The texts that decoders make of the whole form: of `%` and `+`, or of `%` alone.
    pub(super) fn decoded_texts(&self) -> impl Iterator<Item = Vec<u8>> + '_ {
        [b' ', b'+'].into_iter().map(|space| {
            let mut text = Vec::new();
            for (position, field) in self.fields.iter().enumerate() {
                if position > 0 {
                    text.push(b'&');
                }
                text.extend_from_slice(&field.name);
                if let Some(value) = &field.value {
                    text.push(b'=');
                    text.extend_from_slice(value);
                }
            }
            for byte in &mut text {
                *byte = if *byte == b' ' { space } else { *byte };
            }
            text
        })
    }

    fn split(bytes: &'a [u8], decode: impl Fn(&'a [u8]) -> Option<Cow<'a, [u8]>>) -> Option<Self> {
        let fields = bytes.split(|byte| *byte == b'&').map(|field| {
            let equals = field.iter().position(|byte| *byte == b'=');
            let (name, value) = field.split_at(equals.unwrap_or(field.len()));
            let value = match value.get(1..) {
                Some(value) => Some(decode(value)?),
                None => None,
            };
            let name = decode(name)?;
            Some(Field { name, value })
        });
        let form = Self::of(fields.collect::<Option<_>>()?);
        bytes.contains(&b'=').then_some(form)
    }
}

/// Names of nested fields grow with the depth; longer ones are no form's.
const NAME_BYTES: usize = 256;

impl Lists {
    pub(super) const ALL: [Lists; 3] = [Lists::Repeated, Lists::Brackets, Lists::Indexed];

    fn name(self, list: &str, position: usize) -> String {
        match self {
            Lists::Repeated => list.into(),
            Lists::Brackets => [list, "[]"].concat(),
            Lists::Indexed => [list, "[", &position.to_string(), "]"].concat(),
        }
    }
}

fn scalar(json: &Json<'_>, token: Token) -> Option<Option<Vec<u8>>> {
    let spelling = json.spelling(token);
    Some(match (token.kind, spelling) {
        (Kind::Text, _) => Some(unescape(spelling)?.into_bytes()),
        (_, "null") => None,
        _ => Some(spelling.into()),
    })
}

fn encode(text: &mut Vec<u8>, bytes: &[u8], spelling: Spelling, keeps_plus: bool) {
    let digits: &[u8; 16] = if spelling.is_lower {
        b"0123456789abcdef"
    } else {
        b"0123456789ABCDEF"
    };
    for byte in bytes {
        match byte {
            b' ' => text.extend_from_slice(spelling.space.as_bytes()),
            b'+' if keeps_plus => text.push(b'+'),
            _ if byte.is_ascii_alphanumeric() || spelling.kept.contains(byte) => text.push(*byte),
            _ => {
                text.push(b'%');
                for digit in [byte >> 4, byte & 0xf] {
                    text.extend(digits.get(usize::from(digit)));
                }
            }
        }
    }
}

fn percent_decoded(text: &[u8]) -> Option<Cow<'_, [u8]>> {
    if !text.iter().any(|byte| matches!(byte, b'+' | b'%')) {
        return Some(text.into());
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.iter().copied();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => read_hex(rest.next()?, rest.next()?)?,
            plain => plain,
        });
    }
    Some(bytes.into())
}
