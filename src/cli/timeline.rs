//! `dateline timeline`: articles counted by time.

use std::collections::BTreeMap;

use jiff::civil;

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
    let mut counts: BTreeMap<String, u32> = BTreeMap::new();
    for date in dates.iter().flatten() {
        *counts.entry(period(date.civil(), timeline.by)).or_default() += 1;
    }
    let most = counts.values().copied().max().unwrap_or(1).max(1);
    let limit = context.shared.limit.unwrap_or(usize::MAX);
    for (period, &articles) in counts.iter().take(limit) {
        if out.json {
            out.object(&schema::Step {
                period: period.clone(),
                articles,
            })?;
            continue;
        }
        out.put(Look::Plain, &format!("{period:10} {articles:7} "))?;
        out.put(Look::Dim, &bar(articles, most))?;
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
    Ok(if dates.is_empty() {
        NOTHING
    } else {
        corpus.status
    })
}

/// The name of the step that a day lies in: `2022`, `2022-05`, `2022-W22`, `2022-05-31`.
fn period(day: civil::Date, by: Step) -> String {
    match by {
        Step::Day => day.to_string(),
        Step::Week => {
            let week = day.iso_week_date();
            format!("{:04}-W{:02}", week.year(), week.week())
        }
        Step::Month => format!("{:04}-{:02}", day.year(), day.month()),
        Step::Year => format!("{:04}", day.year()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weeks_begin_on_monday_and_belong_to_the_year_of_their_thursday() {
        assert_eq!(period(civil::date(2023, 1, 1), Step::Week), "2022-W52");
        assert_eq!(period(civil::date(2022, 5, 31), Step::Month), "2022-05");
    }
}
