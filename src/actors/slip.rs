//! Slips of the pen: words that differ by one letter.

/// The shortest word in which a slip can be told from another word.
const SHORTEST: usize = 5;

/// Whether two words differ by one letter: another one, one left out, or two that changed places.
pub(crate) fn is_slip(one: &str, other: &str) -> bool {
    if one.is_ascii() && other.is_ascii() {
        return differ_by_one(one.as_bytes(), other.as_bytes());
    }
    let (a, b): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    differ_by_one(&a, &b)
}

/// Whether the letters of two words differ by one.
fn differ_by_one<L: PartialEq>(a: &[L], b: &[L]) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if short.len() < SHORTEST || long.len() > short.len() + 1 || short == long {
        return false;
    }
    let same = |(x, y): &(&L, &L)| x == y;
    let start = short.iter().zip(long).take_while(same).count();
    if long.len() > short.len() {
        return short[start..] == long[start + 1..];
    }
    if short[start + 1..] == long[start + 1..] {
        return true;
    }
    start + 1 < short.len()
        && short[start] == long[start + 1]
        && short[start + 1] == long[start]
        && short[start + 2..] == long[start + 2..]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(one: &str, other: &str, expected: bool) {
        assert_eq!(is_slip(one, other), expected, "{one} {other}");
        assert_eq!(is_slip(other, one), expected, "{other} {one}");
    }

    #[test]
    fn one_letter_is_a_slip() {
        check("brankovan", "brankoven", true);
        check("brankovan", "brnkovan", true);
        check("brankovan", "brakovan", true);
        check("brankovan", "brankovna", true);
        check("brankovan", "rbankovan", true);
    }

    #[test]
    fn two_letters_and_short_words_are_not() {
        check("brankovan", "brenkoven", false);
        check("brankovan", "brankovan", false);
        check("brankovan", "nbrakovan", false);
        check("lima", "lina", false);
        check("", "a", false);
    }
}
