//! The table that ends a test run.

use std::fmt::Write as _;
use std::time::Duration;

use crate::count::Count;
use crate::sh;

/// One suite that ran.
#[derive(Debug)]
pub(crate) struct Line {
    pub(crate) name: String,
    pub(crate) count: Count,
    pub(crate) took: Duration,
}

/// Writes the table and, as its last line, the sum that everyone reads.
pub(crate) fn write(lines: &[Line]) -> String {
    let mut text = String::new();
    let mut sum = Count::default();
    let _ = writeln!(
        text,
        "{:<24} {:>7} {:>7} {:>10}",
        "suite", "passed", "failed", "time"
    );
    for line in lines {
        let Count { passed, failed } = line.count;
        let mark = if failed > 0 { "  FAILED" } else { "" };
        let time = sh::seconds(line.took);
        let _ = writeln!(
            text,
            "{:<24} {passed:>7} {failed:>7} {time:>10}{mark}",
            line.name
        );
        sum += line.count;
    }
    let _ = writeln!(text, "{} passed, {} failed", sum.passed, sum.failed);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_line_is_the_sum_and_no_other_looks_like_it() {
        let line = |name: &str, passed, failed| Line {
            name: name.to_owned(),
            count: Count { passed, failed },
            took: Duration::from_millis(1500),
        };
        let text = write(&[line("format", 1, 0), line("rust", 40, 2)]);
        assert_eq!(text.lines().last(), Some("41 passed, 2 failed"));
        assert_eq!(text.matches(" passed, ").count(), 1);
        assert!(text.contains("rust"), "{text}");
        assert!(text.contains("1.5 s  FAILED"), "{text}");
    }
}
