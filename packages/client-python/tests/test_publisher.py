from __future__ import annotations

import asyncio
import json
from typing import Any, Callable

from asystent_overlay.messages import BadCommand, Command, ack_frame, status_fields
from asystent_overlay.publisher import REMEMBERED, STEP_S, Arrival, Client, Mqtt, Publication, Publisher
from asystent_overlay.state import State

from .peer import AsyncTestCase

BASE = "asystent/kitchen"
URL = f"mqtt://127.0.0.1/{BASE}"
CONFIG = "homeassistant/device/asystent_kitchen/config"
READY = status_fields(State(), "en")


class Recorder:
    """A broker that notes everything down, with a publisher before it."""

    def __init__(self, home_assistant: bool | None = None) -> None:
        self.published: list[Publication] = []
        self.taken: list[Command | BadCommand] = []
        self.sends: list[Callable[[str], None]] = []
        self.presented: list[tuple[str, float]] = []
        self.log: list[str] = []
        self.topics: list[str] = []
        hello = '{"type":"hello","data":{"protocol":2}}'
        client = Client(lambda: hello, {"device": 1}, self._take, self._present, self.log.append)
        self.publisher = Publisher(Mqtt(URL, home_assistant=home_assistant), client, READY)
        self.connect: Callable[[], None] = self._never
        self.arrive: Callable[[Arrival], None] = self._never
        self.publisher.start(self._open)

    def _open(self, options: Mqtt, will: Publication, topics: list[str], connected: Any, arrived: Any, log: Any) -> Any:
        self.will, self.topics, self.connect, self.arrive = will, topics, connected, arrived
        return self

    def _never(self, *_: object) -> None:
        raise AssertionError("no broker was opened")

    def _take(self, message: Command | BadCommand, send: Callable[[str], None]) -> None:
        self.taken.append(message)
        self.sends.append(send)

    def _present(self, text: str, seconds: float) -> None:
        self.presented.append((text, seconds))

    def publish(self, publication: Publication) -> None:
        self.published.append(publication)

    async def stop(self, last: Publication) -> None:
        self.published.append(last)

    def said(self) -> list[Publication]:
        """Return what was published since the last call."""
        said, self.published = self.published, []
        return said

    def command(self, **fields: object) -> None:
        self.arrive(Arrival(f"{BASE}/command", json.dumps({"command": "stop_tts", **fields})))


class Publishing(AsyncTestCase):
    async def test_says_everything_on_a_connection_and_at_last_that_it_is_there(self) -> None:
        recorder = Recorder()
        self.assertEqual(recorder.will, Publication(f"{BASE}/state", "offline", True))
        for _ in range(2):
            recorder.connect()
            said = recorder.said()
            self.assertEqual([p.topic for p in said], [f"{BASE}/hello", f"{BASE}/status", f"{BASE}/state"])
            self.assertEqual(said[0].payload, '{"protocol":2}')
            self.assertEqual(json.loads(said[1].payload), {k: v for k, v in READY.items() if k != "level"})
            self.assertEqual(said[2].payload, "online")
            self.assertTrue(all(p.retain for p in said))

    async def test_tells_home_assistant_and_removes_what_it_told(self) -> None:
        for option, payload in ((True, '{"device":1}'), (False, "")):
            recorder = Recorder(option)
            recorder.connect()
            self.assertIn(Publication(CONFIG, payload, True), recorder.said())
            self.assertEqual(f"{BASE}/notice" in recorder.topics, option)

    async def test_contradicts_the_will_of_an_older_connection(self) -> None:
        recorder = Recorder()
        recorder.arrive(Arrival(f"{BASE}/state", "online"))
        self.assertEqual(recorder.said(), [])
        recorder.arrive(Arrival(f"{BASE}/state", "offline"))
        self.assertEqual(recorder.said(), [Publication(f"{BASE}/state", "online", True)])

    async def test_says_at_its_end_that_it_is_gone_and_nothing_after_it(self) -> None:
        recorder = Recorder()
        for _ in range(2):
            await recorder.publisher.stop()
        recorder.publisher.show({**READY, "phase": "thinking"})
        self.assertEqual(recorder.said(), [Publication(f"{BASE}/state", "offline", True)])


class Statuses(AsyncTestCase):
    async def test_go_at_once_when_they_change_but_levels_never(self) -> None:
        recorder = Recorder()
        show = recorder.publisher.show
        show({**READY, "phase": "listening", "level": 0.2})
        show({**READY, "phase": "listening", "level": 0.3})
        show({**READY, "phase": "thinking"})
        said = recorder.said()
        self.assertEqual([json.loads(p.payload)["phase"] for p in said], ["listening", "thinking"])
        self.assertNotIn("level", said[0].payload)

    async def test_grow_five_times_a_second_and_are_whole_when_anything_else_changes(self) -> None:
        recorder = Recorder()
        speaking = {**READY, "phase": "speaking"}
        loop, text, steps = asyncio.get_running_loop(), "", 0
        begun_s = loop.time()
        while loop.time() - begun_s < 3 * STEP_S:
            text += "word "
            steps += 1
            recorder.publisher.show({**speaking, "text": text, "spoken": steps})
            await asyncio.sleep(0.005)
        took_s = loop.time() - begun_s
        recorder.publisher.show({**speaking, "text": text + "end", "phase": "ready"})
        texts = [json.loads(p.payload)["text"] for p in recorder.said()]
        self.assertEqual(texts[-1], text + "end")
        self.assertGreater(steps, len(texts))
        # The change of the phase, the first step, one for each interval, and the end.
        self.assertLessEqual(len(texts), 3 + took_s / STEP_S)

    async def test_of_another_text_wait_for_nothing(self) -> None:
        recorder = Recorder()
        for text in ("One", "Two"):
            recorder.publisher.show({**READY, "text": text})
        self.assertEqual([json.loads(p.payload)["text"] for p in recorder.said()], ["One", "Two"])


class Commands(AsyncTestCase):
    async def test_are_carried_out_once_and_answered_each_time(self) -> None:
        recorder = Recorder()
        # The second one comes while the first is carried out.
        for _ in range(2):
            recorder.command(id="a-1", overlay="desk")
        self.assertEqual(recorder.taken, [Command("a-1", "stop_tts", {})])
        self.assertEqual(recorder.said(), [])
        recorder.sends[0](ack_frame("a-1", ("busy", "Not now.")))
        recorder.command(id="a-1", overlay="desk")
        answer = {"id": "a-1", "ok": False, "error": {"code": "busy", "message": "Not now."}}
        for publication in recorder.said():
            self.assertEqual((publication.topic, publication.retain), ("asystent/overlay/desk/ack", False))
            self.assertEqual(json.loads(publication.payload), answer)
        recorder.command(id="a-1", overlay="hall")
        self.assertEqual(len(recorder.taken), 2)

    async def test_have_their_answer_where_and_with_what_they_ask_for(self) -> None:
        recorder = Recorder()
        body = '{"id":"a-1","command":"fly"}'
        recorder.arrive(Arrival(f"{BASE}/command", body, "asystent/overlay/x/ack", b"a-1"))
        self.assertEqual(recorder.taken, [BadCommand("a-1", "unsupported")])
        recorder.sends[0](ack_frame("a-1", None))
        self.assertEqual(
            recorder.said(), [Publication("asystent/overlay/x/ack", '{"id":"a-1","ok":true}', False, b"a-1")]
        )

    async def test_without_an_id_are_carried_out_each_time_and_not_answered(self) -> None:
        recorder = Recorder()
        for _ in range(2):
            recorder.command(overlay="desk")
        self.assertEqual(len(recorder.taken), 2)
        recorder.sends[0](ack_frame("x", None))
        self.assertEqual(recorder.said(), [])

    async def test_that_are_none_are_ignored(self) -> None:
        recorder = Recorder()
        for payload in ("", "[]", "null", '{"command":', "7", '{"type":"hello"}', "[" * 100_000):
            recorder.arrive(Arrival(f"{BASE}/command", payload))
        self.assertEqual((recorder.taken, recorder.said(), len(recorder.log)), ([], [], 7))

    async def test_are_remembered_but_not_for_ever(self) -> None:
        recorder = Recorder()
        for number in range(REMEMBERED + 1):
            recorder.command(id=str(number))
        recorder.command(id=str(REMEMBERED))
        recorder.command(id="0")
        self.assertEqual(len(recorder.taken), REMEMBERED + 2)


class Notices(AsyncTestCase):
    async def test_present_a_text(self) -> None:
        recorder = Recorder(True)
        for payload in (" ", "Dinner is ready"):
            recorder.arrive(Arrival(f"{BASE}/notice", payload))
        self.assertEqual(recorder.presented, [("Dinner is ready", 10.0)])
