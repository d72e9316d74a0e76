import unittest

from asystent_overlay.text import clean, clip, units


class Text(unittest.TestCase):
    def test_counts_utf16_units(self) -> None:
        self.assertEqual([units(text) for text in ("", "ab", "ż", "🙂a")], [0, 2, 1, 3])

    def test_cuts_no_character_in_half(self) -> None:
        self.assertEqual(clip("ab🙂", 3), "ab")
        self.assertEqual(clip("ab🙂", 4), "ab🙂")

    def test_replaces_halves_of_characters(self) -> None:
        self.assertEqual(clean("a\ud83d\ude42b"), "a🙂b")
        self.assertEqual(clean("a\ud83db"), "a\ufffdb")
