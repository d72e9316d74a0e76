import json
import unittest
from typing import Any, Optional

from asystent_overlay.messages import (
    BadCommand,
    Command,
    Hello,
    Identity,
    Message,
    ack_frame,
    hello_frame,
    parse_message,
    poll_body,
    status_fields,
    update_frame,
)
from asystent_overlay.state import Notice, State, failed, heard_at, listening, notify, say, spoken, thinking, write

EVERYTHING = ("text_delta", "level")


def fields(state: State) -> dict[str, Any]:
    return dict(status_fields(state, "en"))


def update(before: State, now: State, *accepts: str) -> Any:
    frame = update_frame(fields(before), fields(now), accepts)
    return frame and json.loads(frame)


class Status(unittest.TestCase):
    def test_says_the_phase_exactly_and_for_older_overlays_in_words_and_flags(self) -> None:
        asked = thinking(State(), "What time is it?", "Looking")
        for state, phase, line, flags in (
            (State(), "ready", "Ready", ""),
            (State(monitoring=False), "paused", "Ready", ""),
            (listening(State(), None), "listening", "Listening...", "is_listening"),
            (asked, "thinking", "Processing...", ""),
            (say(asked, "Seven."), "speaking", "Speaking...", "is_speaking"),
            (write(asked, "Seven."), "ready", "Ready", "overlay_visible"),
            (failed(asked, "No network"), "error", "Error: No network", ""),
            (failed(asked, "It failed"), "error", "It failed", ""),
        ):
            status = fields(state)
            self.assertEqual((status["phase"], status["status"]), (phase, line))
            up = [f for f in ("is_listening", "is_speaking", "wake_word_detected", "overlay_visible") if status[f]]
            self.assertEqual(up, flags.split())

    def test_speaks_polish_where_it_was_asked_to(self) -> None:
        self.assertEqual(status_fields(failed(State(), "Brak sieci"), "pl")["status"], "Błąd: Brak sieci")

    def test_has_a_notice_as_a_field_and_as_a_line(self) -> None:
        for kind, line in (
            ("notification", "Notification: Parcel"),
            ("briefing", "Daily Briefing"),
            ("day_summary", "Day Summary: Parcel"),
            ("summary", "Summary: Parcel"),
        ):
            status = fields(notify(State(), Notice(kind, "Parcel", "It is here.")))
            self.assertEqual(status["notice"], {"kind": kind, "title": "Parcel", "text": "It is here."})
            self.assertEqual((status["status"], status["text"]), (line, ""))
        self.assertEqual(
            fields(notify(thinking(State(), None, None), Notice("summary", "A", "")))["status"], "Processing..."
        )

    def test_leaves_out_what_is_unknown(self) -> None:
        self.assertFalse({"volume", "muted"} & set(fields(State())))
        known = fields(State(volume=0.0, muted=False))
        self.assertEqual((known["volume"], known["muted"]), (0.0, False))

    def test_a_poll_gets_the_same_with_what_was_spoken_last(self) -> None:
        status = fields(say(State(), "Seven."))
        body = json.loads(poll_body(status, "Seven."))
        self.assertEqual(body, {**status, "tts_playing": True, "last_tts": "Seven."})


class Updates(unittest.TestCase):
    before = say(thinking(State(), "What is it?", None), "It is 🙂")

    def test_the_first_is_a_whole_status(self) -> None:
        frame = update_frame(None, fields(self.before), EVERYTHING)
        self.assertEqual(json.loads(frame or ""), {"type": "status", "data": fields(self.before)})

    def test_nothing_is_said_twice(self) -> None:
        self.assertIsNone(update(self.before, self.before, *EVERYTHING))

    def test_an_answer_that_grows_is_sent_in_pieces_to_those_who_take_them(self) -> None:
        longer = say(self.before, ", and raining")
        delta = {"type": "text_delta", "turn": 1, "at": 7, "append": ", and raining"}
        self.assertEqual(update(self.before, longer, *EVERYTHING), delta)
        self.assertEqual(update(self.before, longer, "level")["data"]["text"], "It is 🙂, and raining")

    def test_anything_else_is_a_whole_status(self) -> None:
        for now in (
            spoken(say(self.before, "!"), 3),
            thinking(self.before, None, "Searching"),
            say(thinking(self.before, "Again?", None), "It is 🙂!"),
        ):
            self.assertEqual(update(self.before, now, *EVERYTHING), {"type": "status", "data": fields(now)})

    def test_an_answer_that_is_replaced_is_a_whole_status(self) -> None:
        before, now = {"text": "It is six", "turn": 1}, {"text": "It is seven", "turn": 1}
        self.assertEqual(json.loads(update_frame(before, now, EVERYTHING) or "")["data"], now)

    def test_a_level_alone_goes_to_those_who_take_it(self) -> None:
        loud = heard_at(listening(State(), None), 0.5)
        self.assertEqual(update(listening(State(), None), loud, "level")["data"]["level"], 0.5)
        self.assertIsNone(update(listening(State(), None), loud, "text_delta"))
        self.assertIsNotNone(update(listening(State(), None), thinking(loud, None, None)))


class Answers(unittest.TestCase):
    def test_a_hello_offers_commands_and_settings(self) -> None:
        frame = json.loads(hello_frame("Kitchen", "1.0", ["stop_tts"], []))
        client = {"name": "Kitchen", "version": "1.0"}
        data = {"protocol": 2, "client": client, "commands": ["stop_tts"], "settings": []}
        self.assertEqual(frame, {"type": "hello", "data": data})

    def test_an_ack_says_whether_and_why_not(self) -> None:
        self.assertEqual(json.loads(ack_frame("7", None)), {"type": "ack", "id": "7", "ok": True})
        error = {"code": "busy", "message": "Nie teraz."}
        expected = {"type": "ack", "id": "7", "ok": False, "error": error}
        self.assertEqual(json.loads(ack_frame("7", ("busy", "Nie teraz."))), expected)


class Parsing(unittest.TestCase):
    def parsed(self, message: object) -> Optional[Message]:
        return parse_message(json.dumps(message))

    def command(self, name: str, **args: object) -> Optional[Message]:
        return self.parsed({"type": "command", "id": "7", "command": name, "args": args})

    def test_takes_a_hello_with_what_the_overlay_takes(self) -> None:
        overlay = {"id": "a", "name": "desk", "version": "0.2.0"}
        old = {"type": "hello", "data": {"protocol": 2, "overlay": overlay}}
        self.assertEqual(self.parsed(old), Hello(Identity("a", "desk", "0.2.0"), frozenset()))
        new = {"type": "hello", "data": {"protocol": 3, "overlay": overlay, "accepts": ["level", 1, "more"]}}
        self.assertEqual(self.parsed(new), Hello(Identity("a", "desk", "0.2.0"), frozenset(("level", "more"))))

    def test_takes_every_command(self) -> None:
        for name, args in (
            ("toggle_monitoring", {}),
            ("stop_tts", {}),
            ("start_listening", {}),
            ("set_monitoring", {"on": False}),
            ("set_volume", {"level": 0}),
            ("set_volume", {"level": 0.5}),
            ("set_muted", {"muted": True}),
            ("send_text", {"text": "hi"}),
            ("set_setting", {"key": "a", "value": 1.5}),
            ("set_setting", {"key": "a", "value": False}),
            ("set_setting", {"key": "a", "value": "b"}),
        ):
            self.assertEqual(self.command(name, **args), Command("7", name, args))
        self.assertEqual(self.parsed({"type": "command", "command": "stop_tts"}), Command(None, "stop_tts", {}))
        self.assertEqual(self.command("send_text", text="  hi\n"), Command("7", "send_text", {"text": "hi"}))

    def test_says_what_is_wrong_with_a_command(self) -> None:
        self.assertEqual(self.command("dance"), BadCommand("7", "unsupported"))
        for name, args in (
            ("set_monitoring", {}),
            ("set_monitoring", {"on": 1}),
            ("set_volume", {"level": 1.1}),
            ("set_volume", {"level": True}),
            ("set_volume", {"level": "1"}),
            ("set_muted", {"muted": None}),
            ("send_text", {"text": " \n"}),
            ("send_text", {"text": "a" * 2_001}),
            ("set_setting", {"key": 1, "value": 1}),
            ("set_setting", {"key": "a", "value": []}),
        ):
            self.assertEqual(self.command(name, **args), BadCommand("7", "invalid"), (name, args))

    def test_ignores_everything_else(self) -> None:
        overlay = {"id": "a", "name": "desk", "version": "1"}
        for raw in (
            "",
            "no JSON",
            "[" * 100_000,
            "null",
            "[]",
            '{"type":"status","data":{}}',
            '{"type":"command"}',
            '{"type":"command","command":1}',
            '{"type":"command","id":7,"command":"stop_tts"}',
            '{"type":"command","id":"","command":"stop_tts"}',
            '{"type":"command","id":"\\ud83d","command":"stop_tts"}',
            '{"type":"hello"}',
            json.dumps({"type": "hello", "data": {"protocol": 1, "overlay": overlay}}),
            json.dumps({"type": "hello", "data": {"protocol": True, "overlay": overlay}}),
            json.dumps({"type": "hello", "data": {"protocol": 2, "overlay": {**overlay, "name": ""}}}),
            json.dumps({"type": "hello", "data": {"protocol": 2, "overlay": {"id": "a"}}}),
        ):
            self.assertIsNone(parse_message(raw), raw[:60])

    def test_a_number_that_no_float_holds_is_wrong(self) -> None:
        raw = '{"type":"command","id":"7","command":"set_volume","args":{"level":1%s}}' % ("0" * 400)
        self.assertEqual(parse_message(raw), BadCommand("7", "invalid"))
