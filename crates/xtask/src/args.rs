//! The command line: verbs, their flags, and help written from the same table.

use std::fmt::Write as _;
use std::process::ExitCode;

use crate::failure::Failure;

/// One verb: what it is called, what it does, what it takes.
pub(crate) struct Verb {
    pub(crate) name: &'static str,
    /// One line for the overview.
    pub(crate) about: &'static str,
    /// Words that it takes beside flags, as help shows them; empty for none.
    pub(crate) words: &'static str,
    pub(crate) flags: &'static [Flag],
    pub(crate) run: fn(&Args) -> Result<ExitCode, Failure>,
}

/// One flag of a verb.
pub(crate) struct Flag {
    pub(crate) name: &'static str,
    /// What stands for its value in the help; `None` for a switch.
    pub(crate) value: Option<&'static str>,
    pub(crate) about: &'static str,
}

const COMMON: &[Flag] = &[
    Flag {
        name: "--verbose",
        value: None,
        about: "show what every child prints, as it prints it",
    },
    Flag {
        name: "--help",
        value: None,
        about: "show this",
    },
];

/// A command line that fits its verb.
#[derive(Debug, Default)]
pub(crate) struct Args {
    flags: Vec<(&'static str, String)>,
    words: Vec<String>,
}

impl Args {
    /// Reads the words after the verb. `--flag value` and `--flag=value` are the same.
    pub(crate) fn parse(
        verb: &Verb,
        words: impl IntoIterator<Item = String>,
    ) -> Result<Args, Failure> {
        let mut args = Args::default();
        let mut words = words.into_iter();
        while let Some(word) = words.next() {
            if word == "-h" {
                args.flags.push(("--help", String::new()));
                continue;
            }
            if !word.starts_with('-') {
                if verb.words.is_empty() {
                    return Err(misuse(verb, format!("unexpected word \"{word}\"")));
                }
                args.words.push(word);
                continue;
            }
            let (name, inline) = match word.split_once('=') {
                Some((name, value)) => (name, Some(value.to_owned())),
                None => (word.as_str(), None),
            };
            let Some(flag) = verb.flags.iter().chain(COMMON).find(|f| f.name == name) else {
                return Err(misuse(verb, format!("there is no flag {name}")));
            };
            let value = match (flag.value, inline) {
                (None, None) => String::new(),
                (None, Some(_)) => return Err(misuse(verb, format!("{name} takes no value"))),
                (Some(_), Some(value)) => value,
                (Some(shape), None) => words
                    .next()
                    .ok_or_else(|| misuse(verb, format!("{name} needs a value: {name} {shape}")))?,
            };
            args.flags.push((flag.name, value));
        }
        Ok(args)
    }

    /// Says whether a switch was given.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.flags.iter().any(|(flag, _)| *flag == name)
    }

    /// Returns the value of a flag; the last one counts.
    pub(crate) fn value(&self, name: &str) -> Option<&str> {
        self.flags
            .iter()
            .rev()
            .find(|(flag, _)| *flag == name)
            .map(|(_, value)| value.as_str())
    }

    /// Returns the words that are no flags.
    pub(crate) fn words(&self) -> &[String] {
        &self.words
    }
}

impl Verb {
    /// Writes the help of this verb.
    pub(crate) fn help(&self) -> String {
        let mut text = format!("{}\n\nUsage: cargo xtask {}", self.about, self.name);
        if !self.words.is_empty() {
            text.push(' ');
            text.push_str(self.words);
        }
        text.push_str(" [flags]\n\nFlags:\n");
        for flag in self.flags.iter().chain(COMMON) {
            let left = match flag.value {
                Some(value) => format!("{} {value}", flag.name),
                None => flag.name.to_owned(),
            };
            let _ = writeln!(text, "  {left:<16} {}", flag.about);
        }
        text
    }
}

/// Writes the help of all verbs.
pub(crate) fn overview(verbs: &[&Verb]) -> String {
    let mut text = String::from("Usage: cargo xtask <verb> [flags]\n\nVerbs:\n");
    for verb in verbs {
        let _ = writeln!(text, "  {:<8} {}", verb.name, verb.about);
    }
    text.push_str("\n`cargo xtask <verb> --help` shows the flags of one.\n");
    text
}

fn misuse(verb: &Verb, what: String) -> Failure {
    Failure::usage(format!("{}: {what}", verb.name)).hint(verb.help())
}

#[cfg(test)]
mod tests {
    use super::*;

    const VERB: Verb = Verb {
        name: "serve",
        about: "Serves",
        words: "",
        flags: &[
            Flag {
                name: "--port",
                value: Some("N"),
                about: "where",
            },
            Flag {
                name: "--exit",
                value: None,
                about: "end",
            },
        ],
        run: |_| Ok(ExitCode::SUCCESS),
    };

    fn parse(words: &[&str]) -> Result<Args, String> {
        Args::parse(&VERB, words.iter().map(|w| (*w).to_owned())).map_err(|f| f.to_string())
    }

    #[test]
    fn a_value_is_taken_from_the_next_word_or_after_the_sign() {
        assert_eq!(parse(&["--port", "1"]).unwrap().value("--port"), Some("1"));
        assert_eq!(parse(&["--port=2"]).unwrap().value("--port"), Some("2"));
        assert!(parse(&["--exit"]).unwrap().has("--exit"));
    }

    #[test]
    fn misuse_says_what_is_wrong_and_shows_the_help() {
        for (words, says) in [
            (&["--prot", "1"][..], "serve: there is no flag --prot"),
            (&["--port"], "serve: --port needs a value: --port N"),
            (&["--exit=yes"], "serve: --exit takes no value"),
            (&["now"], "serve: unexpected word \"now\""),
        ] {
            let text = parse(words).unwrap_err();
            assert!(text.contains(says), "{text}");
            assert!(text.contains("Usage: cargo xtask serve"), "{text}");
        }
    }
}
