import unittest

from asystent_overlay import BooleanSetting, ChoiceSetting, NumberSetting, TextSetting
from asystent_overlay.settings import check_settings, setting_as_sent, with_value

RATE = NumberSetting("rate", {"pl": "Tempo", "en": "Rate"}, 1, min=0.5, max=2, step=0.1)
SOUNDS = BooleanSetting("sounds", "Sounds", True)
VOICE = ChoiceSetting("voice", "Voice", "low", choices=[("low", "Low"), "high"])
WORD = TextSetting("word", "Wake word", "asystent", max_length=10)
ALL = (RATE, SOUNDS, VOICE, WORD)


class Settings(unittest.TestCase):
    def test_takes_the_values_of_their_types(self) -> None:
        for key, value in (("rate", 2), ("sounds", False), ("voice", "high"), ("word", " hej ")):
            changed = with_value(ALL, key, value)
            assert changed is not None
            expected = value.strip() if isinstance(value, str) else value
            self.assertEqual([s.value for s in changed if s.key == key], [expected])
            self.assertEqual([s for s in changed if s.key != key], [s for s in ALL if s.key != key])

    def test_takes_no_others(self) -> None:
        for key, value in (
            ("rate", 2.1),
            ("rate", True),
            ("rate", "1"),
            ("rate", float("nan")),
            ("sounds", 1),
            ("voice", "loud"),
            ("word", " "),
            ("word", "a" * 11),
            ("other", 1),
        ):
            self.assertIsNone(with_value(ALL, key, value), (key, value))

    def test_are_sent_as_the_protocol_has_them(self) -> None:
        label = {"pl": "Tempo", "en": "Rate"}
        self.assertEqual(
            [setting_as_sent(setting) for setting in check_settings(ALL)],
            [
                {"key": "rate", "label": label, "value": 1, "type": "number", "min": 0.5, "max": 2, "step": 0.1},
                {"key": "sounds", "label": "Sounds", "value": True, "type": "boolean"},
                {
                    "key": "voice",
                    "label": "Voice",
                    "value": "low",
                    "type": "choice",
                    "choices": [{"value": "low", "label": "Low"}, "high"],
                },
                {"key": "word", "label": "Wake word", "value": "asystent", "type": "string", "maxLength": 10},
            ],
        )

    def test_says_which_one_an_overlay_could_not_draw(self) -> None:
        for setting in (
            NumberSetting("x", "X", 3, min=0, max=2),
            NumberSetting("x", "X", 1, min=2, max=0),
            NumberSetting("x", "X", 1, min=0, max=2, step=0),
            ChoiceSetting("x", "X", "c", choices=["a", "b"]),
            ChoiceSetting("x", "X", "a", choices=["a", "a"]),
            ChoiceSetting("x", "X", "a", choices=[]),
            TextSetting("x", "X", "abc", max_length=2),
            TextSetting("x", "X", "", max_length=0),
            BooleanSetting("x", "", True),
            BooleanSetting("x", {"en": "X"}, True),
            BooleanSetting("x" * 101, "X", True),
        ):
            with self.assertRaisesRegex(ValueError, "the setting 'x"):
                check_settings([setting])
        with self.assertRaisesRegex(ValueError, "same key"):
            check_settings([SOUNDS, SOUNDS])
        with self.assertRaisesRegex(ValueError, "33 settings"):
            check_settings([BooleanSetting(str(n), "X", True) for n in range(33)])
