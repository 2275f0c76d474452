//! The moment an article was published, as exactly as it is known.

use std::fmt;

use jiff::{Timestamp, civil, tz::Offset};

/// When an article was published: a day alone or a moment, given or worked out from the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Date {
    seconds: i64,
    offset_minutes: Option<i16>,
    inferred: bool,
}

impl Date {
    /// A day alone; it sorts as midnight UTC.
    pub fn day(day: civil::Date) -> Self {
        let days = day.duration_since(civil::date(1970, 1, 1)).as_secs();
        Self {
            seconds: days,
            offset_minutes: None,
            inferred: false,
        }
    }

    /// A moment with the offset from UTC, in minutes, that it was written with.
    pub fn moment(at: Timestamp, offset_minutes: i16) -> Self {
        Self {
            seconds: at.as_second(),
            offset_minutes: Some(offset_minutes),
            inferred: false,
        }
    }

    /// The same date, marked as worked out from the text rather than given.
    pub fn inferred(self) -> Self {
        Self {
            inferred: true,
            ..self
        }
    }

    /// Rebuilds a date from the parts it is stored as; see [`Date::seconds`] and [`Date::offset_minutes`].
    pub fn from_parts(seconds: i64, offset_minutes: Option<i16>, inferred: bool) -> Self {
        let limit = Timestamp::MAX.as_second();
        Self {
            seconds: seconds.clamp(Timestamp::MIN.as_second(), limit),
            offset_minutes,
            inferred,
        }
    }

    /// Seconds since 1970-01-01T00:00:00Z: the sort key.
    pub fn seconds(&self) -> i64 {
        self.seconds
    }

    /// The offset from UTC in minutes, or `None` for a day alone.
    pub fn offset_minutes(&self) -> Option<i16> {
        self.offset_minutes
    }

    /// Whether the date was worked out from the text.
    pub fn is_inferred(&self) -> bool {
        self.inferred
    }

    /// The calendar day where the article was published.
    pub fn civil(&self) -> civil::Date {
        self.local().map_or(civil::date(1970, 1, 1), |at| at.date())
    }

    fn local(&self) -> Option<civil::DateTime> {
        let at = Timestamp::from_second(self.seconds).ok()?;
        let offset = Offset::from_seconds(i32::from(self.offset_minutes.unwrap_or(0)) * 60).ok()?;
        Some(offset.to_datetime(at))
    }
}

/// RFC 3339 for a moment, `YYYY-MM-DD` for a day alone.
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(local) = self.local() else {
            return f.write_str("1970-01-01");
        };
        match self.offset_minutes {
            None => write!(f, "{}", local.date()),
            Some(0) => write!(
                f,
                "{}T{:02}:{:02}:{:02}Z",
                local.date(),
                local.hour(),
                local.minute(),
                local.second()
            ),
            Some(minutes) => {
                let sign = if minutes < 0 { '-' } else { '+' };
                let minutes = minutes.unsigned_abs();
                let (hour, minute, second) = (local.hour(), local.minute(), local.second());
                write!(
                    f,
                    "{}T{hour:02}:{minute:02}:{second:02}{sign}{:02}:{:02}",
                    local.date(),
                    minutes / 60,
                    minutes % 60
                )
            }
        }
    }
}

/// Days of the calendar from one date to another, each on its own clock; negative when `later` lies before `earlier`.
pub fn days_between(earlier: &Date, later: &Date) -> i64 {
    let days = later.civil().duration_since(earlier.civil());
    days.as_hours() / 24
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_alone_prints_as_a_day() {
        assert_eq!(
            Date::day(civil::date(2022, 5, 31)).to_string(),
            "2022-05-31"
        );
    }

    #[test]
    fn days_are_those_of_the_calendar() {
        let at = |moment: &str| Date::moment(moment.parse().expect("a valid moment"), 0);
        let (evening, morning) = (at("1987-03-01T18:31:00Z"), at("1987-03-02T07:43:00Z"));
        assert_eq!(days_between(&evening, &morning), 1);
        assert_eq!(days_between(&morning, &evening), -1);
        assert_eq!(days_between(&at("1987-03-02T23:59:00Z"), &morning), 0);
    }

    #[test]
    fn a_moment_keeps_its_offset_and_its_local_day() {
        let at: Timestamp = "2022-05-31T22:30:00Z".parse().expect("a valid moment");
        let date = Date::moment(at, 240);
        assert_eq!(date.to_string(), "2022-06-01T02:30:00+04:00");
        assert_eq!(date.civil(), civil::date(2022, 6, 1));
    }
}
