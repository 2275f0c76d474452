//! `dateline timeline`: articles counted by time.

use std::collections::BTreeMap;

use jiff::{ToSpan, Unit, civil};

use super::arguments::{Step, Timeline};
use super::corpus::Context;
use super::fault::{Fault, NOTHING};
use super::out::{Look, Out, bar, count};
use super::{schema, search};

/// Runs it. Articles without a date are counted last, on standard error.
pub(super) fn run(timeline: &Timeline, context: &Context, out: &mut Out) -> Result<u8, Fault> {
    let query = timeline.query.join(" ");
    let corpus = context.open(search::needs(&query)?, out)?;
    let dates = corpus.library.dates(&query, &corpus.cancel)?;
    let mut counts: BTreeMap<civil::Date, Counted> = BTreeMap::new();
    for date in dates.iter().flatten() {
        let step = counts.entry(start(date.civil(), timeline.by)).or_default();
        step.articles += 1;
        step.inferred += u32::from(date.is_inferred());
    }
    let most = counts.values().map(|step| step.articles).max().unwrap_or(1);
    let limit = context.shared.limit.unwrap_or(usize::MAX);
    let mut next = None;
    for (&start, step) in counts.iter().take(limit) {
        let period = name(start, timeline.by);
        if out.json {
            out.object(&schema::Step {
                period,
                articles: step.articles,
                inferred: step.inferred,
            })?;
            continue;
        }
        let gap = steps(next.unwrap_or(start), start, timeline.by)?;
        if gap > 0 {
            let what = count(gap.unsigned_abs(), timeline.by.word());
            out.line(&format!("… {what} without an article"))?;
        }
        next = Some(after(start, timeline.by));
        out.put(Look::Plain, &format!("{period:10} {:7} ", step.articles))?;
        out.put(Look::Dim, &bar(step.articles, most))?;
        out.end()?;
    }
    let undated = dates.iter().filter(|date| date.is_none()).count();
    if undated > 0 {
        out.say(&format!(
            "without a date: {}",
            count(undated as u64, "article")
        ));
    }
    let inferred = dates.iter().flatten().filter(|date| date.is_inferred());
    match inferred.count() {
        0 => {}
        guesses => out.say(&format!(
            "worked out from the text: the date of {}",
            count(guesses as u64, "article")
        )),
    }
    if dates.is_empty() {
        out.say("nothing found");
        return Ok(NOTHING);
    }
    Ok(corpus.status)
}

/// Articles of a step.
#[derive(Default)]
struct Counted {
    articles: u32,
    inferred: u32,
}

/// The first day of the step that a day lies in.
fn start(day: civil::Date, by: Step) -> civil::Date {
    match by {
        Step::Day => day,
        Step::Week => {
            let after_monday = i64::from(day.weekday().to_monday_zero_offset());
            day.saturating_sub(after_monday.days())
        }
        Step::Month => day.first_of_month(),
        Step::Year => day.first_of_year(),
    }
}

/// The first day of the step after the one that begins then.
fn after(start: civil::Date, by: Step) -> civil::Date {
    start.saturating_add(match by {
        Step::Day => 1.day(),
        Step::Week => 1.week(),
        Step::Month => 1.month(),
        Step::Year => 1.year(),
    })
}

/// How many steps lie between the beginnings of two.
fn steps(from: civil::Date, until: civil::Date, by: Step) -> Result<i64, Fault> {
    let span = |unit| {
        let span = from.until((unit, until));
        span.map_err(|error| Fault::Unread(error.to_string()))
    };
    Ok(match by {
        Step::Day => span(Unit::Day)?.get_days().into(),
        Step::Week => span(Unit::Week)?.get_weeks().into(),
        Step::Month => span(Unit::Month)?.get_months().into(),
        Step::Year => span(Unit::Year)?.get_years().into(),
    })
}

/// The name of the step that begins on a day: `2022`, `2022-05`, `2022-W22`, `2022-05-31`.
fn name(start: civil::Date, by: Step) -> String {
    match by {
        Step::Day => start.to_string(),
        Step::Week => {
            let week = start.iso_week_date();
            format!("{:04}-W{:02}", week.year(), week.week())
        }
        Step::Month => format!("{:04}-{:02}", start.year(), start.month()),
        Step::Year => format!("{:04}", start.year()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weeks_begin_on_monday_and_belong_to_the_year_of_their_thursday() {
        let of = |day, by| name(start(day, by), by);
        assert_eq!(of(civil::date(2023, 1, 1), Step::Week), "2022-W52");
        assert_eq!(of(civil::date(2022, 5, 31), Step::Month), "2022-05");
    }

    #[test]
    fn steps_without_articles_are_counted() {
        for (by, expected) in [
            (Step::Day, 365 + 30),
            (Step::Week, 55),
            (Step::Month, 12),
            (Step::Year, 1),
        ] {
            let [one, other] = [civil::date(2021, 12, 1), civil::date(2023, 1, 1)];
            let (one, other) = (start(one, by), start(other, by));
            let gap = steps(after(one, by), other, by).expect("both are days");
            assert_eq!(gap, expected, "{by:?}");
        }
    }
}
