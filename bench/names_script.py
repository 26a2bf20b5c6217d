"""Hindi between Latin letters and Devanagari, roughly: spelling varies, so does this."""

import random

_CONSONANTS = {
    "ksh": "क्ष", "chh": "छ", "shr": "श्र", "gny": "ज्ञ", "kh": "ख", "gh": "घ", "ch": "च",
    "jh": "झ", "th": "थ", "dh": "ध", "ph": "फ", "bh": "भ", "sh": "श", "k": "क", "g": "ग",
    "c": "क", "j": "ज", "t": "त", "d": "द", "n": "न", "p": "प", "b": "ब", "m": "म", "y": "य",
    "r": "र", "l": "ल", "v": "व", "w": "व", "s": "स", "h": "ह", "z": "ज़", "f": "फ़", "q": "क़",
    "x": "क्स",
}  # fmt: skip
_VOWELS = {
    "aa": ("आ", "ा"), "ai": ("ऐ", "ै"), "au": ("औ", "ौ"), "ee": ("ई", "ी"), "ii": ("ई", "ी"),
    "oo": ("ऊ", "ू"), "uu": ("ऊ", "ू"), "a": ("अ", ""), "i": ("इ", "ि"), "u": ("उ", "ु"),
    "e": ("ए", "े"), "o": ("ओ", "ो"),
}  # fmt: skip


def devanagari(name: str, rng: random.Random) -> str | None:
    """Return an ASCII name in Devanagari, or None where a letter has no like."""
    word = name.lower()
    out: list[str] = []
    at, bare = 0, False
    while at < len(word):
        vowel = next((v for v in (word[at : at + 2], word[at]) if v in _VOWELS), None)
        if vowel:
            last = at + len(vowel) == len(word)
            first, sign = _VOWELS[vowel]
            if vowel == "a" and bare and (last or rng.random() < 0.3):
                sign = "ा"
            if vowel == "i" and last and rng.random() < 0.6:
                first, sign = "ई", "ी"
            out.append(sign if bare else first)
            at, bare = at + len(vowel), False
            continue
        letters = next(
            (word[at : at + n] for n in (3, 2, 1) if word[at : at + n] in _CONSONANTS), None
        )
        if letters is None:
            return None
        if letters in ("n", "m") and at and not bare and word[at + 1 : at + 2] in tuple("bcdgjkpt"):
            out.append("ं")
            at += 1
            continue
        if bare:
            out.append("्")
        out.append(_CONSONANTS[letters])
        at, bare = at + len(letters), True
    return "".join(out)


_LATIN = {
    "क": "k", "ख": "kh", "ग": "g", "घ": "gh", "ङ": "n", "च": "ch", "छ": "chh", "ज": "j",
    "झ": "jh", "ञ": "n", "ट": "t", "ठ": "th", "ड": "d", "ढ": "dh", "ण": "n", "त": "t",
    "थ": "th", "द": "d", "ध": "dh", "न": "n", "प": "p", "फ": "ph", "ब": "b", "भ": "bh",
    "म": "m", "य": "y", "र": "r", "ल": "l", "व": "v", "श": "sh", "ष": "sh", "स": "s",
    "ह": "h", "ळ": "l",
}  # fmt: skip
_SIGNS = {
    "ा": "a", "ि": "i", "ी": "i", "ु": "u", "ू": "u", "ृ": "ri", "े": "e", "ै": "ai",
    "ो": "o", "ौ": "au", "ॉ": "o", "ॅ": "e",
}  # fmt: skip
_ALONE = {
    "अ": "a", "आ": "aa", "इ": "i", "ई": "i", "उ": "u", "ऊ": "u", "ऋ": "ri", "ए": "e",
    "ऐ": "ai", "ओ": "o", "औ": "au", "ऑ": "o",
}  # fmt: skip


def romanised(text: str, rng: random.Random) -> str:
    """Return Devanagari words as people write them in chats; other characters stay."""
    out: list[str] = []
    for index, char in enumerate(text):
        behind = text[index + 1 : index + 2]
        if char in _LATIN:
            nukta = behind == "़"
            sound = {"j": "z", "ph": "f", "d": "d", "dh": "dh"}.get(_LATIN[char], _LATIN[char])
            out.append(sound if nukta else _LATIN[char])
            after = text[index + 2 : index + 3] if nukta else behind
            # the inherent vowel falls at the end of a word, and often before a long one
            if after in _LATIN or after in _ALONE or after in ("ं", "ँ", "ः"):
                later = text[index + 2 : index + 3]
                silent = index and text[index - 1] not in " \n" and later in ("ा", "ी", "े", "ो")
                out.append("" if silent and after in _LATIN and rng.random() < 0.7 else "a")
        elif char in _SIGNS or char in _ALONE:
            sound = _SIGNS.get(char) or _ALONE[char]
            if char in "ाीू" and rng.random() < 0.15:
                sound = {"a": "aa", "i": "ee", "u": "oo"}[sound]
            out.append(sound)
        elif char in "ंँ":
            out.append("n" if behind in _LATIN or rng.random() < 0.5 else "")
        elif char == "।":
            out.append(rng.choice([".", ""]))
        elif char not in "़्ः\u200c\u200d":
            out.append(char)
    return "".join(out)
