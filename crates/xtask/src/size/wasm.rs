//! What lies in a wasm file: functions with their names, data, the rest.

use std::collections::BTreeMap;

use wasmparser::{KnownCustom, Name, Parser, Payload, TypeRef};

use crate::failure::Failure;

/// A wasm file, taken apart. All lengths are bytes as they lie in the file.
#[derive(Debug, Default)]
pub(super) struct Wasm {
    pub(super) functions: Vec<Function>,
    /// The contents of the data section.
    pub(super) data: Vec<Vec<u8>>,
    /// How many functions have a name.
    pub(super) named: usize,
}

/// One function's body.
#[derive(Debug)]
pub(super) struct Function {
    /// As in the source, without the compiler's hash.
    pub(super) name: String,
    pub(super) bytes: usize,
}

/// Takes a file apart that still has its name section.
pub(super) fn read(file: &[u8]) -> Result<Wasm, Failure> {
    parse(file).map_err(|error| Failure::new(format!("size: cannot read the wasm: {error}")))
}

fn parse(file: &[u8]) -> Result<Wasm, wasmparser::Error> {
    let (mut wasm, mut names) = (Wasm::default(), BTreeMap::new());
    let mut imported = 0_u32;
    for payload in Parser::new(0).parse_all(file) {
        let payload = payload?;
        if let Payload::ImportSection(section) = payload {
            for import in section.into_imports() {
                imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
            }
        } else if let Payload::CodeSectionEntry(body) = payload {
            wasm.functions.push(Function {
                name: String::new(),
                bytes: body.as_bytes().len(),
            });
        } else if let Payload::DataSection(section) = payload {
            for segment in section {
                wasm.data.push(segment?.data.to_vec());
            }
        } else if let Payload::CustomSection(section) = payload
            && let KnownCustom::Name(section) = section.as_known()
        {
            for map in section {
                if let Name::Function(map) = map? {
                    for naming in map {
                        let naming = naming?;
                        names.insert(naming.index, plain(naming.name));
                    }
                }
            }
        }
    }
    wasm.named = names.len();
    // Imported functions are numbered first.
    for (index, function) in (imported..).zip(&mut wasm.functions) {
        function.name = names
            .remove(&index)
            .unwrap_or_else(|| format!("function {index}"));
    }
    Ok(wasm)
}

/// Returns a name as the source has it. wasm-bindgen wrote it so already, but
/// for hashes: `::h0123456789abcdef` at the end, `[0123456789abcdef]` behind a crate.
fn plain(name: &str) -> String {
    let is_hash = |hash: &str| hash.len() >= 15 && hash.chars().all(|c| c.is_ascii_hexdigit());
    let name = match name.rsplit_once("::h") {
        Some((path, hash)) if is_hash(hash) => path,
        _ => name,
    };
    let mut pieces = name.split('[');
    let mut plain = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        match piece.split_once(']') {
            Some((hash, rest)) if is_hash(hash) => plain.push_str(rest),
            _ => {
                plain.push('[');
                plain.push_str(piece);
            }
        }
    }
    plain
}

impl Function {
    /// The crate that the function's name begins with: of an implementation of
    /// a trait the type's, or where any type has it the trait's.
    pub(super) fn home(&self) -> &str {
        let Some((front, _)) = self.name.split_once("::") else {
            return "exported, or from the compiler";
        };
        let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
        match front.rsplit(|c| !is_word(c)).next() {
            // `<str>::lines`: what the language's own types have.
            None | Some("") => "core",
            Some(home) => home,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A module with an imported function, one of its own with one byte more
    /// than the least, four bytes of data, and names for both.
    const MODULE: &[u8] = b"\0asm\x01\0\0\0\
        \x01\x04\x01\x60\0\0\
        \x02\x07\x01\x01m\x01f\0\0\
        \x03\x02\x01\0\
        \x05\x03\x01\0\x01\
        \x0a\x05\x01\x03\0\x01\x0b\
        \x0b\x0a\x01\0\x41\0\x0b\x04data\
        \0\x30\x04name\x01\x29\x02\0\x01f\x01\x23core::fmt::write::h0123456789abcdef";

    #[test]
    fn functions_have_their_own_names_and_lengths() {
        let wasm = read(MODULE).unwrap();
        assert_eq!(wasm.named, 2);
        assert_eq!(wasm.functions.len(), 1);
        assert_eq!(wasm.functions[0].name, "core::fmt::write");
        assert_eq!(wasm.functions[0].bytes, 3);
        assert_eq!(wasm.data, [b"data"]);
    }

    #[test]
    fn hashes_are_no_part_of_a_name() {
        assert_eq!(plain("a::b::h0123456789abcdef"), "a::b");
        assert_eq!(
            plain("<[u8] as core[c5930c85a12de822]::fmt::Debug>::fmt"),
            "<[u8] as core::fmt::Debug>::fmt"
        );
        assert_eq!(plain("a::header"), "a::header");
    }

    #[test]
    fn what_is_no_wasm_is_refused() {
        let text = read(b"MZ").unwrap_err().to_string();
        assert!(text.contains("size: cannot read the wasm"), "{text}");
    }

    #[test]
    fn the_crate_of_a_function_is_the_first_word_of_its_path() {
        let home = |name: &str| {
            let function = Function {
                name: name.to_owned(),
                bytes: 1,
            };
            function.home().to_owned()
        };
        assert_eq!(home("waxseal::plan::plan"), "waxseal");
        assert_eq!(
            home("<waxseal::Code as core::fmt::Display>::fmt"),
            "waxseal"
        );
        assert_eq!(
            home("<&mut sha2::Sha256 as digest::Update>::update"),
            "sha2"
        );
        assert_eq!(home("<dyn core::any::Any>::is"), "core");
        assert_eq!(home("<T as spki::Decode>::decode"), "spki");
        assert_eq!(home("<[u8]>::trim_ascii"), "core");
        assert_eq!(home("memcpy"), "exported, or from the compiler");
    }
}
