//! What a runtime tells of the suite, and what of it is wrong.

use serde::Deserialize;

use super::rows::Row;
use crate::count::Count;

/// What stands before the result in the output.
const MARK: &str = "RESULT ";
/// Wrong answers that are shown of a build.
const SHOWN: usize = 5;

/// The line that a runtime prints.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Told {
    #[serde(default)]
    pub(super) version: String,
    /// Why the suite did not come to its end.
    pub(super) error: Option<String>,
    #[serde(default)]
    pub(super) builds: Vec<Build>,
}

/// The suite against one build of the package.
#[derive(Debug, Deserialize)]
pub(super) struct Build {
    pub(super) name: String,
    /// MACs that the host computed.
    pub(super) macs: usize,
    pub(super) vectors: Judged,
    /// Those that went through a fetch `Request`.
    pub(super) fetched: Judged,
}

/// How many answers were as expected.
#[derive(Debug, Deserialize)]
pub(super) struct Judged {
    pub(super) total: usize,
    pub(super) good: usize,
    /// The first of the others.
    pub(super) wrong: Vec<String>,
}

/// The builds that the package has.
const BUILDS: [&str; 2] = ["waxseal", "waxseal/full"];

/// Reads the result from what a runtime printed.
pub(super) fn read(output: &str) -> Option<Told> {
    let line = output
        .lines()
        .rev()
        .find_map(|line| line.strip_prefix(MARK))?;
    serde_json::from_str(line).ok()
}

impl Told {
    /// Counts the checks that held, and says what is wrong with the others.
    pub(super) fn judge(&self, row: &Row, vectors: usize) -> (Count, Vec<String>) {
        let (mut count, mut wrong) = (Count::default(), Vec::new());
        let mut check = |complaints: Vec<String>| {
            count += Count::one(complaints.is_empty());
            wrong.extend(complaints);
        };
        check(self.error.iter().cloned().collect());
        let names: Vec<_> = self
            .builds
            .iter()
            .map(|build| build.name.as_str())
            .collect();
        check(if names == BUILDS {
            Vec::new()
        } else {
            vec![format!("it ran {names:?}, not {BUILDS:?}")]
        });
        for Build {
            name,
            macs,
            vectors: run,
            fetched,
        } in &self.builds
        {
            check(complaints(name, run, vectors..=vectors));
            check(complaints(
                &format!("{name} through a Request"),
                fetched,
                vectors * 7 / 10..=vectors,
            ));
            let is_right = row.has_host_macs == (*macs > 0);
            check(if is_right {
                Vec::new()
            } else {
                vec![format!("{name}: the host computed {macs} MACs")]
            });
        }
        (count, wrong)
    }
}

fn complaints(what: &str, judged: &Judged, total: std::ops::RangeInclusive<usize>) -> Vec<String> {
    let mut list = Vec::new();
    if !total.contains(&judged.total) {
        list.push(format!(
            "{what}: {} vectors were run, not {total:?}",
            judged.total
        ));
    }
    if judged.good != judged.total {
        list.push(format!(
            "{what}: {} of {} as expected",
            judged.good, judged.total
        ));
        list.extend(
            judged
                .wrong
                .iter()
                .take(SHOWN)
                .map(|line| format!("  {line}")),
        );
    }
    list
}

#[cfg(test)]
mod tests {
    use super::super::rows;
    use super::*;

    const LINE: &str = r#"some output
RESULT {"version":"1.2","builds":[
{"name":"waxseal","macs":3,"vectors":{"total":10,"good":10,"wrong":[]},"fetched":{"total":9,"good":9,"wrong":[]}},
{"name":"waxseal/full","macs":3,"vectors":{"total":10,"good":10,"wrong":[]},"fetched":{"total":9,"good":9,"wrong":[]}}]}"#;

    fn wrong(change: impl Fn(&str) -> String, vectors: usize) -> Vec<String> {
        let line = change(&LINE.replace(",\n", ",").replace("[\n", "["));
        let row = rows::all().into_iter().find(|row| row.id == "bun").unwrap();
        read(&line).unwrap().judge(&row, vectors).1
    }

    #[test]
    fn a_result_with_all_as_expected_has_nothing_wrong() {
        assert_eq!(wrong(str::to_owned, 10), [""; 0]);
    }

    #[test]
    fn each_thing_that_is_wrong_is_told() {
        assert_eq!(wrong(str::to_owned, 11).len(), 2, "a vector was dropped");
        let one_less = |line: &str| {
            line.replacen(
                r#""good":10,"wrong":[]"#,
                r#""good":9,"wrong":["a: expected b"]"#,
                1,
            )
        };
        assert_eq!(
            wrong(one_less, 10),
            ["waxseal: 9 of 10 as expected", "  a: expected b"]
        );
        let no_macs = |line: &str| line.replacen(r#""macs":3"#, r#""macs":0"#, 1);
        assert_eq!(wrong(no_macs, 10), ["waxseal: the host computed 0 MACs"]);
        let few = |line: &str| line.replacen(r#""total":9,"good":9"#, r#""total":6,"good":6"#, 1);
        assert_eq!(
            wrong(few, 10),
            ["waxseal through a Request: 6 vectors were run, not 7..=10"]
        );
        let broken = |_: &str| r#"RESULT {"version":"1","error":"no page"}"#.to_owned();
        assert_eq!(
            wrong(broken, 10).first().map(String::as_str),
            Some("no page")
        );
        assert_eq!(wrong(broken, 10).len(), 2, "no build ran");
    }

    #[test]
    fn output_without_a_result_is_none() {
        assert!(read("Segmentation fault").is_none());
    }
}
