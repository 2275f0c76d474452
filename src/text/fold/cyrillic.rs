//! Cyrillic letters, as names are written in English: Ельцин is Yeltsin, Зеленский is Zelensky, Київ is Kyiv.

use super::{Piece, begins_word, ends_word, transliterated};

pub(super) fn piece(before: Option<char>, c: char, rest: &str) -> Piece {
    let text = match c {
        'а' | 'ә' => "a",
        'б' => "b",
        'в' => "v",
        'г' | 'ґ' | 'ѓ' => "g",
        // Джо, Азербайджан: one sound.
        'д' if rest.starts_with(['ж', 'Ж']) => "",
        'ж' if before == Some('д') => "j",
        'д' | 'ђ' => "d",
        'е' | 'ё' if opens(before) => "ye",
        'е' | 'ё' | 'э' => "e",
        'є' if opens(before) => "ye",
        'є' => "ie",
        'ж' => "zh",
        'з' => "z",
        'и' if before_last_short_i(rest) || rest.starts_with('ї') => "y",
        'и' | 'і' | 'ї' | 'ӣ' => "i",
        'й' if matches!(before, Some('и' | 'ы')) && ends_word(rest) => "",
        'й' | 'ы' => "y",
        'ј' => "j",
        'к' | 'қ' | 'ќ' => "k",
        'л' => "l",
        'љ' => "lj",
        'м' => "m",
        'н' | 'ң' => "n",
        'њ' => "nj",
        'о' | 'ө' => "o",
        'п' => "p",
        'р' => "r",
        'с' => "s",
        'т' => "t",
        'ћ' => "c",
        'у' | 'ү' | 'ұ' | 'ӯ' | 'ў' => "u",
        'ф' => "f",
        'х' => "kh",
        'һ' | 'ҳ' => "h",
        'ц' => "ts",
        'ч' => "ch",
        'ҷ' => "j",
        'џ' | 'ѕ' => "dz",
        'ш' => "sh",
        'щ' => "shch",
        // A vowel in Bulgarian; a sign without a sound before the soft vowels of Russian.
        'ъ' if rest.starts_with(['е', 'ё', 'ю', 'я', 'Е', 'Ё', 'Ю', 'Я']) => "",
        'ъ' => "a",
        'ь' => "",
        'ю' => "yu",
        'я' => "ya",
        _ => return transliterated(c),
    };
    Piece::Text(text)
}

/// Whether an е here sounds as "ye": at the start of a word, after a vowel, after a sign.
fn opens(before: Option<char>) -> bool {
    begins_word(before)
        || matches!(
            before,
            Some(
                'а' | 'е'
                    | 'ё'
                    | 'и'
                    | 'і'
                    | 'ї'
                    | 'о'
                    | 'у'
                    | 'ы'
                    | 'э'
                    | 'ю'
                    | 'я'
                    | 'ь'
                    | 'ъ'
                    | 'ә'
            )
        )
}

/// Whether the word ends with the й that follows.
fn before_last_short_i(rest: &str) -> bool {
    let mut chars = rest.chars();
    matches!(chars.next(), Some('й' | 'Й')) && ends_word(chars.as_str())
}
