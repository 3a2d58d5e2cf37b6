//! Counts of tests, read from what test runners print.

use std::ops::AddAssign;

/// How many tests passed and failed. A skipped or ignored test counts as
/// failed: it would look like a passed one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Count {
    pub(crate) passed: u32,
    pub(crate) failed: u32,
}

impl AddAssign for Count {
    fn add_assign(&mut self, other: Count) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

impl Count {
    /// One check that is no test runner.
    pub(crate) fn one(ok: bool) -> Count {
        Count {
            passed: u32::from(ok),
            failed: u32::from(!ok),
        }
    }

    /// Settles what the counts and the status say together: a runner that
    /// fails without a failed test, or ran no test, is a failure.
    pub(crate) fn settled(mut self, ok: bool) -> Count {
        if self.failed == 0 && (!ok || self.passed == 0) {
            self.failed = 1;
        }
        self
    }
}

/// Adds up the `test result:` lines of `cargo test`.
pub(crate) fn cargo(output: &str) -> Count {
    let mut sum = Count::default();
    for line in output.lines() {
        let Some(rest) = line.trim_start().strip_prefix("test result:") else {
            continue;
        };
        // "ok. 3 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; …"
        let number = |word: &str| {
            rest.split([';', '.'])
                .filter_map(|part| part.trim().strip_suffix(word))
                .find_map(|number| number.trim().parse::<u32>().ok())
                .unwrap_or(0)
        };
        sum += Count {
            passed: number("passed"),
            failed: number("failed") + number("ignored"),
        };
    }
    sum
}

/// The words with which `node --test` closes.
const CLOSING: [&str; 8] = [
    "tests",
    "suites",
    "pass",
    "fail",
    "cancelled",
    "skipped",
    "todo",
    "duration_ms",
];

/// Returns what the tests themselves tell (`t.diagnostic`): the numbers that are measured.
pub(crate) fn node_told(output: &str) -> impl Iterator<Item = &str> {
    output
        .lines()
        .filter_map(|line| line.trim_start().strip_prefix("ℹ "))
        .filter(|line| {
            !CLOSING
                .iter()
                .any(|word| line.split(' ').next() == Some(word))
        })
}

/// Reads the closing lines of `node --test`: `ℹ pass 3` in words for people,
/// `# pass 3` in TAP.
pub(crate) fn node(output: &str) -> Count {
    let number = |word: &str| {
        output
            .lines()
            .rev()
            .filter_map(|line| line.strip_prefix("ℹ ").or_else(|| line.strip_prefix("# ")))
            .filter_map(|line| line.strip_prefix(word)?.strip_prefix(' '))
            .find_map(|number| number.trim().parse::<u32>().ok())
            .unwrap_or(0)
    };
    Count {
        passed: number("pass"),
        failed: ["fail", "cancelled", "skipped", "todo"]
            .into_iter()
            .map(number)
            .sum(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn count(passed: u32, failed: u32) -> Count {
        Count { passed, failed }
    }

    #[test]
    fn results_of_all_cargo_targets_are_added() {
        let output = "\
running 2 tests
test a ... ok
test result: ok. 2 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s
   Doc-tests waxseal
test result: FAILED. 3 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.51s
";
        assert_eq!(cargo(output), count(5, 1));
    }

    #[test]
    fn an_ignored_cargo_test_counts_as_failed() {
        let output = "test result: ok. 2 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out";
        assert_eq!(cargo(output), count(2, 1));
    }

    #[test]
    fn the_closing_lines_are_read_not_what_a_test_prints() {
        let output = "\
ℹ pass 99
✔ a sentence (1.2ms)
✖ another (1.2ms)
ℹ tests 3
ℹ suites 0
ℹ pass 2
ℹ fail 1
ℹ cancelled 0
ℹ skipped 0
ℹ todo 0
ℹ duration_ms 51.2

✖ failing tests:
";
        assert_eq!(node(output), count(2, 1));
    }

    #[test]
    fn what_tests_tell_is_told_apart_from_the_closing_lines() {
        let output =
            "✔ a sentence (1.2ms)\nℹ lost 0\n  ℹ repeats 252\nℹ tests 3\nℹ pass 3\nplain\n";
        let told: Vec<&str> = node_told(output).collect();
        assert_eq!(told, ["lost 0", "repeats 252"]);
    }

    #[test]
    fn skipped_todo_and_cancelled_tests_count_as_failed() {
        let output = "# pass 1\n# fail 0\n# cancelled 1\n# skipped 1\n# todo 1\n";
        assert_eq!(node(output), count(1, 3));
    }

    #[test]
    fn a_run_without_tests_or_with_a_bad_status_is_a_failure() {
        assert_eq!(node("").settled(true), count(0, 1));
        assert_eq!(count(3, 0).settled(false), count(3, 1));
        assert_eq!(count(3, 2).settled(false), count(3, 2));
        assert_eq!(count(3, 0).settled(true), count(3, 0));
    }
}
