//! Days and ranges of days as they are typed after `date:`, `after:` and `before:`.

mod span;

use jiff::civil;

use span::Span;

/// What may stand after a field of time, in words.
pub(super) const EXPECTED: &str = "a date such as 2022-05-30, 2022-05, 2022, 3d, yesterday, last-week, \"may 2022\", or a range such as 2022-05..2022-06 or 3d..";

/// How a field of time uses what stands after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bound {
    /// Within it.
    Within,
    /// Later than its last day.
    After,
    /// Earlier than its first day.
    Before,
}

/// First and last day, both inclusive; `None` for no limit.
pub(super) type Days = (Option<civil::Date>, Option<civil::Date>);

/// What is wrong and what was expected.
pub(super) type Fault = (String, String);

/// Reads the value of a field of time.
pub(super) fn range(typed: &str, bound: Bound, today: civil::Date) -> Result<Days, Fault> {
    match (typed.split_once(".."), bound) {
        (Some(_), Bound::After | Bound::Before) => Err((
            "a range has no one end".to_owned(),
            "one date, or date: with the range".to_owned(),
        )),
        (Some((from, to)), Bound::Within) => between(from.trim(), to.trim(), today),
        (None, Bound::Within) => {
            let span = read(typed, today)?;
            let last = if span.ago { today } else { span.last };
            Ok((Some(span.first), Some(last)))
        }
        (None, Bound::After) => {
            let last = read(typed, today)?.last;
            Ok((Some(last.tomorrow().unwrap_or(last)), None))
        }
        (None, Bound::Before) => {
            let first = read(typed, today)?.first;
            Ok((None, Some(first.yesterday().unwrap_or(first))))
        }
    }
}

fn between(from: &str, to: &str, today: civil::Date) -> Result<Days, Fault> {
    if from.is_empty() && to.is_empty() {
        return Err((
            "both ends of the range are open".to_owned(),
            EXPECTED.to_owned(),
        ));
    }
    let end = |typed: &str| match typed {
        "" => Ok(None),
        typed => read(typed, today).map(Some),
    };
    let first = end(from)?.map(|span| span.first);
    let last = end(to)?.map(|span| span.last);
    if let (Some(first), Some(last)) = (first, last)
        && first > last
    {
        return Err((
            format!("the range ends on {last}, before it begins on {first}"),
            "the earlier date first".to_owned(),
        ));
    }
    Ok((first, last))
}

fn read(typed: &str, today: civil::Date) -> Result<Span, Fault> {
    span::read(typed, today)
        .ok_or_else(|| (format!("there is no date {typed}"), EXPECTED.to_owned()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Thursday.
    const TODAY: civil::Date = civil::date(2022, 6, 2);

    fn check(typed: &str, expected: &str) {
        let shown = shown(range(typed, Bound::Within, TODAY));
        assert_eq!(shown, expected, "{typed}");
    }

    fn shown(days: Result<Days, Fault>) -> String {
        let day = |day: Option<civil::Date>| day.map(|day| day.to_string()).unwrap_or_default();
        match days {
            Ok((first, last)) if first == last => day(first),
            Ok((first, last)) => format!("{}..{}", day(first), day(last)),
            Err((message, _)) => message,
        }
    }

    #[test]
    fn whole_and_partial_dates() {
        check("2022-05-30", "2022-05-30");
        check("2022/5/3", "2022-05-03");
        check("20220530", "2022-05-30");
        check("30.05.2022", "2022-05-30");
        check("2022-05-30T10:00:00Z", "2022-05-30");
        check("2022-02", "2022-02-01..2022-02-28");
        check("2020", "2020-01-01..2020-12-31");
        check("may", "2022-05-01..2022-05-31");
        check("july", "2021-07-01..2021-07-31");
        check("May-2020", "2020-05-01..2020-05-31");
        check("30 may 2022", "2022-05-30");
        check("May 30, 2022", "2022-05-30");
    }

    #[test]
    fn relative_dates() {
        check("today", "2022-06-02");
        check("yesterday", "2022-06-01");
        check("3d", "2022-05-30..2022-06-02");
        check("3d..", "2022-05-30..");
        check("..3d", "..2022-05-30");
        check("2w..1w", "2022-05-19..2022-05-26");
        check("1m..", "2022-05-02..");
        check("1y..", "2021-06-02..");
        check("3 days ago", "2022-05-30..2022-06-02");
        check("last-week", "2022-05-23..2022-05-29");
        check("last week", "2022-05-23..2022-05-29");
        check("this_week", "2022-05-30..2022-06-05");
        check("last month", "2022-05-01..2022-05-31");
        check("this-month", "2022-06-01..2022-06-30");
        check("last-year", "2021-01-01..2021-12-31");
        check("last 7 days", "2022-05-26..2022-06-02");
        check("monday", "2022-05-30");
        check("thursday", "2022-06-02");
        check("last thursday", "2022-05-26");
    }

    #[test]
    fn ranges() {
        check("2022-05..2022-06", "2022-05-01..2022-06-30");
        check("..2022-05", "..2022-05-31");
        check("last-month..today", "2022-05-01..2022-06-02");
        check(
            "2022-06..2022-05",
            "the range ends on 2022-05-31, before it begins on 2022-06-01",
        );
        check("..", "both ends of the range are open");
    }

    #[test]
    fn after_and_before_leave_out_what_they_name() {
        assert_eq!(shown(range("2022-05", Bound::After, TODAY)), "2022-06-01..");
        assert_eq!(
            shown(range("2022-05", Bound::Before, TODAY)),
            "..2022-04-30"
        );
        assert_eq!(shown(range("3d", Bound::After, TODAY)), "2022-05-31..");
    }

    #[test]
    fn dates_that_are_none() {
        for typed in [
            "2022-13",
            "2022-02-30",
            "[2023",
            "soon",
            "99999999999d",
            "last",
            "0",
            "31.02.2022",
            "",
        ] {
            check(typed, &format!("there is no date {typed}"));
        }
    }

    proptest! {
        #[test]
        fn any_value_is_survived(typed in any::<String>()) {
            let _ = range(&typed, Bound::Within, TODAY);
        }

        #[test]
        fn any_numbers_are_survived(typed in "[0-9dwmy. /-]{0,14}") {
            for bound in [Bound::Within, Bound::After, Bound::Before] {
                let _ = range(&typed, bound, civil::Date::MAX);
                let _ = range(&typed, bound, civil::Date::MIN);
            }
        }
    }
}
