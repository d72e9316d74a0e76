import unittest

from asystent_overlay.state import (
    Notice,
    State,
    changed,
    failed,
    heard_at,
    listening,
    notify,
    ready,
    say,
    spoken,
    thinking,
    waiting,
    without_notice,
    write,
)


class Turn(unittest.TestCase):
    def test_a_spoken_question_is_one_turn_to_its_answer(self) -> None:
        state = listening(State(turn=3), None)
        for step in (
            lambda s: listening(s, "what's the"),
            lambda s: thinking(s, "What's the  time?\n", None),
            lambda s: thinking(s, None, "Looking at the clock"),
            lambda s: say(s, "It is "),
            lambda s: say(s, "seven."),
            ready,
        ):
            state = step(state)
            self.assertEqual(state.turn, 4)
        self.assertEqual((state.phase, state.heard, state.answer), ("ready", "What's the time?", "It is seven."))

    def test_a_typed_question_begins_a_turn_also_while_an_answer_is_spoken(self) -> None:
        asked = thinking(say(thinking(State(), "one", None), "1"), "two", None)
        self.assertEqual((asked.turn, asked.heard, asked.answer), (2, "two", ""))

    def test_a_tool_that_is_used_in_the_middle_of_an_answer_belongs_to_its_turn(self) -> None:
        used = thinking(say(thinking(State(), "one", None), "Let me see. "), None, "Searching")
        self.assertEqual((used.turn, used.phase, used.activity), (1, "thinking", "Searching"))
        more = say(used, "Found.")
        self.assertEqual((more.answer, more.activity), ("Let me see. Found.", ""))

    def test_listening_again_is_another_turn(self) -> None:
        again = listening(say(thinking(State(), "one", None), "1"), None)
        self.assertEqual((again.turn, again.heard, again.answer), (2, "", ""))

    def test_an_answer_that_nobody_asked_for_is_a_turn(self) -> None:
        first = ready(say(State(), "Good morning."))
        self.assertEqual((first.turn, first.answer), (1, "Good morning."))
        second = say(first, "It rains.")
        self.assertEqual((second.turn, second.answer), (2, "It rains."))

    def test_an_answer_without_a_voice_is_shown_until_the_turn_ends(self) -> None:
        shown = write(write(thinking(State(), None, None), "It is "), "seven.")
        self.assertEqual((shown.phase, shown.answer, shown.is_on_show), ("ready", "It is seven.", True))
        self.assertEqual((ready(shown).answer, ready(shown).is_on_show), ("It is seven.", False))

    def test_a_question_to_the_user_waits_until_the_next_turn(self) -> None:
        asked = waiting(say(thinking(State(), "one", None), "Which one?"), True)
        self.assertTrue(ready(asked).needs_user)
        self.assertFalse(listening(ready(asked), None).needs_user)
        self.assertFalse(thinking(asked, None, None).needs_user)
        self.assertFalse(failed(asked, "No network").needs_user)
        self.assertFalse(waiting(asked, False).needs_user)

    def test_an_error_ends_the_turn_and_the_next_turn_the_error(self) -> None:
        lost = failed(thinking(State(), "one", "Searching"), "No network")
        self.assertEqual((lost.phase, lost.error, lost.activity), ("error", "No network", ""))
        self.assertEqual(listening(lost, None).error, "")

    def test_the_next_turn_keeps_what_is_not_of_a_turn(self) -> None:
        quiet = changed(State(), monitoring=False, volume=0.5, muted=True)
        later = listening(quiet, None)
        self.assertEqual((later.monitoring, later.volume, later.muted), (False, 0.5, True))


class Details(unittest.TestCase):
    def test_a_level_counts_while_listening_only(self) -> None:
        self.assertEqual(heard_at(listening(State(), None), 0.5).level, 0.5)
        self.assertIsNone(heard_at(State(), 0.5).level)
        self.assertIsNone(thinking(heard_at(listening(State(), None), 0.5), None, None).level)

    def test_no_more_is_spoken_than_there_is(self) -> None:
        answer = say(State(), "🙂 yes")
        self.assertEqual([spoken(answer, count).spoken for count in (0, 3, 99)], [0, 3, 5])
        self.assertIsNone(listening(spoken(answer, 3), None).spoken)

    def test_texts_are_cut_where_an_overlay_cuts_them(self) -> None:
        self.assertEqual(len(say(State(), "a" * 10_001).answer), 10_000)
        self.assertEqual(len(thinking(State(), "a" * 2_001, "b" * 201).heard), 2_000)
        self.assertEqual(len(thinking(State(), None, "b" * 201).activity), 200)

    def test_a_notice_leaves_the_turn_alone(self) -> None:
        notice = Notice("notification", "Parcel", "It is here.")
        told = notify(thinking(State(), "one", None), notice)
        self.assertEqual((told.phase, told.turn, told.notice), ("thinking", 1, notice))
        self.assertEqual(without_notice(told), thinking(State(), "one", None))
        self.assertIsNone(ready(told).notice)
        self.assertIsNone(listening(told, None).notice)

    def test_refuses_what_is_outside_of_the_protocol(self) -> None:
        for call in (
            lambda: heard_at(State(), 1.1),
            lambda: heard_at(State(), True),
            lambda: spoken(State(), -1),
            lambda: changed(State(), monitoring=None, volume=float("nan"), muted=None),
            lambda: failed(State(), " \n"),
            lambda: notify(State(), Notice("advert", "Buy", "")),
            lambda: notify(State(), Notice("summary", " ", "\n")),
        ):
            with self.assertRaises(ValueError):
                call()
