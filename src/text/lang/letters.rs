//! Scripts and letters that tell a language by themselves.

use crate::text::fold::is_cjk;

/// How often scripts and telling letters stand in a text.
#[derive(Debug, Default)]
pub(super) struct Letters {
    /// Letters of any script.
    pub(super) all: usize,
    /// Latin letters.
    pub(super) latin: usize,
    armenian: usize,
    georgian: usize,
    han: usize,
    kana: usize,
    hangul: usize,
    cyrillic: usize,
    arabic: usize,
    schwa: usize,
    kazakh: usize,
    tatar: usize,
    kyrgyz: usize,
    tajik: usize,
    ukrainian: usize,
    belarusian: usize,
    russian: usize,
    sorani: usize,
    uyghur: usize,
    pashto: usize,
    urdu: usize,
    persian: usize,
    arabic_only: usize,
    hausa: usize,
    yoruba: usize,
}

/// Counts the letters of a text.
pub(super) fn count(text: &str) -> Letters {
    let mut counts = Letters::default();
    // Most texts are mostly ASCII, of which only the number of letters counts.
    let ascii = text.bytes().map(|b| usize::from(b.is_ascii_alphabetic()));
    counts.latin = ascii.sum();
    counts.all = counts.latin;
    if !text.is_ascii() {
        text.chars()
            .filter(|c| !c.is_ascii())
            .for_each(|c| counts.add(c));
    }
    counts
}

impl Letters {
    /// Counts a character beyond ASCII.
    fn add(&mut self, c: char) {
        if !c.is_alphabetic() {
            // The dots and strokes below that Yoruba sets under its vowels.
            self.yoruba += usize::from(c == '\u{323}');
            return;
        }
        self.all += 1;
        match c {
            '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' | '\u{250}'..='\u{2af}' => {
                self.add_latin(c)
            }
            '\u{400}'..='\u{52f}' => self.add_cyrillic(c),
            '\u{531}'..='\u{587}' => self.armenian += 1,
            '\u{600}'..='\u{77f}' | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}' => {
                self.add_arabic(c);
            }
            '\u{10a0}'..='\u{10ff}' | '\u{1c90}'..='\u{1cbf}' => self.georgian += 1,
            '\u{3040}'..='\u{30ff}' | '\u{ff66}'..='\u{ff9f}' => self.kana += 1,
            '\u{1100}'..='\u{11ff}' | '\u{ac00}'..='\u{d7a3}' => self.hangul += 1,
            _ if is_cjk(c) => self.han += 1,
            _ => {}
        }
    }

    fn add_latin(&mut self, c: char) {
        self.latin += 1;
        match c {
            'ə' | 'Ə' => self.schwa += 1,
            'ɓ' | 'Ɓ' | 'ɗ' | 'Ɗ' | 'ƙ' | 'Ƙ' => self.hausa += 1,
            'ẹ' | 'Ẹ' | 'ọ' | 'Ọ' | 'ṣ' | 'Ṣ' => self.yoruba += 1,
            _ => {}
        }
    }

    fn add_cyrillic(&mut self, c: char) {
        self.cyrillic += 1;
        match c {
            'ұ' | 'Ұ' => self.kazakh += 2,
            'қ' | 'Қ' | 'ғ' | 'Ғ' => {
                self.kazakh += 1;
                self.tajik += 1;
            }
            'ӣ' | 'ӯ' | 'ҳ' | 'ҷ' | 'Ӣ' | 'Ӯ' | 'Ҳ' | 'Ҷ' => self.tajik += 2,
            'ә' | 'Ә' | 'һ' | 'Һ' => {
                self.kazakh += 1;
                self.tatar += 1;
            }
            'җ' | 'Җ' => self.tatar += 2,
            'ң' | 'ө' | 'ү' | 'Ң' | 'Ө' | 'Ү' => {
                self.kazakh += 1;
                self.tatar += 1;
                self.kyrgyz += 1;
            }
            'і' | 'І' => {
                self.ukrainian += 1;
                self.belarusian += 1;
                self.kazakh += 1;
            }
            'ї' | 'є' | 'ґ' | 'Ї' | 'Є' | 'Ґ' => self.ukrainian += 2,
            'ў' | 'Ў' => self.belarusian += 2,
            'ы' | 'э' | 'ё' | 'Ы' | 'Э' | 'Ё' => self.russian += 1,
            _ => {}
        }
    }

    fn add_arabic(&mut self, c: char) {
        self.arabic += 1;
        match c {
            'ڕ' | 'ڵ' | 'ێ' => self.sorani += 2,
            'ۆ' | 'ە' => {
                self.sorani += 1;
                self.uyghur += 1;
            }
            'ۇ' | 'ې' | 'ڭ' | 'ۈ' | 'ۋ' => self.uyghur += 1,
            'ټ' | 'ډ' | 'ړ' | 'ږ' | 'ښ' | 'ځ' | 'څ' | 'ۍ' | 'ګ' | 'ڼ' => self.pashto += 1,
            'ٹ' | 'ڈ' | 'ڑ' | 'ں' | 'ے' | 'ھ' | 'ہ' => self.urdu += 1,
            'پ' | 'چ' | 'ژ' | 'گ' | 'ک' | 'ی' => self.persian += 1,
            'ة' | 'ي' | 'ك' | 'ى' | 'أ' | 'إ' => self.arabic_only += 1,
            _ => {}
        }
    }

    /// The language that the letters alone tell.
    pub(super) fn tag(&self) -> Option<&'static str> {
        // Few letters are enough where no other language is written in the script.
        let most = (self.all / 2).max(3);
        if self.armenian > most {
            return Some("hy");
        }
        if self.georgian > most {
            return Some("ka");
        }
        if self.han + self.kana + self.hangul > most {
            return Some(self.east_asian());
        }
        if self.cyrillic > most.max(10) {
            return self.cyrillic_tag();
        }
        if self.arabic > most.max(10) {
            return self.arabic_tag();
        }
        if self.latin > most.max(10) {
            return self.latin_tag();
        }
        None
    }

    fn east_asian(&self) -> &'static str {
        if self.hangul > self.han + self.kana {
            "ko"
        } else if self.kana * 10 > self.han {
            "ja"
        } else {
            "zh"
        }
    }

    fn latin_tag(&self) -> Option<&'static str> {
        if self.schwa * 50 > self.latin {
            Some("az")
        } else if self.yoruba * 30 > self.latin {
            Some("yo")
        } else if self.hausa * 150 > self.latin {
            Some("ha")
        } else {
            None
        }
    }

    fn cyrillic_tag(&self) -> Option<&'static str> {
        let one_in = |count: usize, share: usize| count * share > self.cyrillic;
        if one_in(self.tajik, 25) && self.tajik > self.kazakh {
            return Some("tg");
        }
        if one_in(self.kazakh, 14) && self.kazakh > self.tatar && self.kazakh > self.ukrainian {
            return Some("kk");
        }
        if one_in(self.tatar, 20) && self.tatar > self.kyrgyz {
            return Some("tt");
        }
        if one_in(self.kyrgyz, 25) && self.kyrgyz >= self.kazakh {
            return Some("ky");
        }
        if one_in(self.ukrainian, 30)
            && self.ukrainian > self.belarusian
            && self.russian * 4 < self.ukrainian
        {
            return Some("uk");
        }
        if one_in(self.belarusian, 30) && self.belarusian > self.ukrainian {
            return Some("be");
        }
        None
    }

    fn arabic_tag(&self) -> Option<&'static str> {
        let one_in = |count: usize, share: usize| count * share > self.arabic;
        if one_in(self.uyghur, 12) && self.uyghur > self.sorani {
            return Some("ug");
        }
        if one_in(self.sorani, 12) {
            return Some("ckb");
        }
        if one_in(self.pashto, 25) {
            return Some("ps");
        }
        if one_in(self.urdu, 20) {
            return Some("ur");
        }
        if one_in(self.persian, 30) && self.persian > self.arabic_only {
            return Some("fa");
        }
        (self.arabic_only > self.persian).then_some("ar")
    }
}
