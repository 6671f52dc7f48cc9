//! Moments as IRC writes them.

use hourglass_core::Timestamp;

const DAY_MS: u64 = 24 * 60 * 60 * 1_000;

/// The last moment that is written: the end of the year 9999.
const LAST_MS: u64 = 253_402_300_799_999;

/// Days from 0000-03-01 to 1970-01-01.
const DAYS_BEFORE_1970: u64 = 719_468;

const DAYS_IN_400_YEARS: u64 = 146_097;

/// Writes a moment as `2011-10-19T16:40:51.620Z` (ISO 8601, as server-time has it).
pub fn put_timestamp(time: Timestamp, out: &mut Vec<u8>) {
    let time = time.0.min(LAST_MS);
    let (year, month, day) = date_of(time / DAY_MS);
    let in_day = time % DAY_MS;
    put_digits(year, 4, out);
    for (mark, number, digits) in [
        (b'-', month, 2),
        (b'-', day, 2),
        (b'T', in_day / 3_600_000, 2),
        (b':', in_day / 60_000 % 60, 2),
        (b':', in_day / 1_000 % 60, 2),
        (b'.', in_day % 1_000, 3),
    ] {
        out.push(mark);
        put_digits(number, digits, out);
    }
    out.push(b'Z');
}

/// A moment so written, with or without fractions of a second; one before 1970 is the first there is.
pub fn parse_timestamp(text: &str) -> Option<Timestamp> {
    let (date, time) = text.strip_suffix('Z')?.split_once('T')?;
    let mut date = date.splitn(3, '-');
    let (year, month, day) = (
        number(date.next()?, 4)?,
        number(date.next()?, 2)?,
        number(date.next()?, 2)?,
    );
    let (time, fraction) = time.split_once('.').unwrap_or((time, ""));
    let mut time = time.splitn(3, ':');
    let (hour, minute, second) = (
        number(time.next()?, 2)?,
        number(time.next()?, 2)?,
        number(time.next()?, 2)?,
    );
    let is_right = (1..=12).contains(&month)
        && (1..=31).contains(&day)
        && hour < 24
        && minute < 60
        && second <= 60;
    if !is_right {
        return None;
    }
    let seconds = (days_of(year, month, day) * 24 + hour) * 3_600 + minute * 60 + second;
    Some(Timestamp(seconds * 1_000 + thousandths(fraction)?))
}

fn thousandths(fraction: &str) -> Option<u64> {
    if !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let digits = fraction.bytes().chain(*b"000").take(3);
    Some(digits.fold(0, |number, digit| number * 10 + u64::from(digit - b'0')))
}

fn number(text: &str, digits: usize) -> Option<u64> {
    let is_number = text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().ok()).flatten()
}

fn put_digits(number: u64, digits: u32, out: &mut Vec<u8>) {
    for place in (0..digits).rev() {
        let digit = number / 10_u64.pow(place) % 10;
        out.push(b'0' + u8::try_from(digit).unwrap_or_default());
    }
}

/// The date of a day since 1970. Years are counted from March, so that the odd day is at their end.
fn date_of(days: u64) -> (u64, u64, u64) {
    let days = days + DAYS_BEFORE_1970;
    let era = days / DAYS_IN_400_YEARS;
    let day_of_era = days % DAYS_IN_400_YEARS;
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 {
        shifted + 3
    } else {
        shifted - 9
    };
    (era * 400 + year_of_era + u64::from(month <= 2), month, day)
}

/// The day since 1970 of a date; the first for those before.
fn days_of(year: u64, month: u64, day: u64) -> u64 {
    let year = if month <= 2 {
        year.saturating_sub(1)
    } else {
        year
    };
    let shifted = (month + 9) % 12;
    let day_of_year = (153 * shifted + 2) / 5 + day - 1;
    let of_era = year % 400;
    let day_of_era = of_era * 365 + of_era / 4 - of_era / 100 + day_of_year;
    (year / 400 * DAYS_IN_400_YEARS + day_of_era).saturating_sub(DAYS_BEFORE_1970)
}
