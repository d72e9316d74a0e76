"""The voice of a Home Assistant without audio: a satellite, a recogniser and a speech engine, all three by Wyoming.

    voice.py SATELLITE_PORT STT_PORT TTS_PORT

`ask <words>` on the standard input is a question at the satellite's microphone: it sends silence, and the recogniser
hears these words in it. The speech engine answers with silence, which the satellite plays in real time. Every event that
the satellite gets is printed as a line. Ends with its standard input. Needs PyPI's wyoming.
"""

import asyncio
import sys
from contextlib import suppress
from functools import partial

from wyoming.asr import Transcribe, Transcript
from wyoming.audio import AudioChunk, AudioStart, AudioStop
from wyoming.event import Event
from wyoming.info import AsrModel, AsrProgram, Attribution, Describe, Info, Satellite, TtsProgram, TtsVoice
from wyoming.ping import Ping, Pong
from wyoming.pipeline import PipelineStage, RunPipeline
from wyoming.server import AsyncEventHandler, AsyncServer
from wyoming.snd import Played
from wyoming.tts import Synthesize

RATE = 16_000
FORMAT = {"rate": RATE, "width": 2, "channels": 1}
CHUNK = AudioChunk(audio=bytes(RATE // 5), **FORMAT).event()
CHUNK_SECONDS = 0.1
QUESTION_SECONDS = 1.2
SPEECH_SECONDS = 2.0

ABOUT = {
    "attribution": Attribution(name="Asystent Overlay", url="https://example.org"),
    "installed": True,
    "version": "1",
}


class Voice:
    """What the three services share."""

    words = ""
    satellite: "SatelliteHandler | None" = None


class Handler(AsyncEventHandler):
    """A connection of Home Assistant to one of the services."""

    info = Info()

    def __init__(self, voice: Voice, *args: object) -> None:
        super().__init__(*args)
        self.voice = voice

    async def handle_event(self, event: Event) -> bool:
        if Describe.is_type(event.type):
            await self.write_event(self.info.event())
        elif Ping.is_type(event.type):
            await self.write_event(Pong(text=Ping.from_event(event).text).event())
        else:
            await self.take(event)
        return True

    async def take(self, event: Event) -> None:
        """React to an event of the service's own."""


class SttHandler(Handler):
    """The recogniser: hears the words that were asked in any audio."""

    info = Info(
        asr=[
            AsrProgram(
                name="canned recogniser",
                description="Hears what it is told",
                models=[AsrModel(name="canned", description="canned", languages=["en", "pl"], **ABOUT)],
                **ABOUT,
            )
        ]
    )

    async def take(self, event: Event) -> None:
        if AudioStop.is_type(event.type):
            await self.write_event(Transcript(text=self.voice.words).event())


class TtsHandler(Handler):
    """The speech engine: any text takes it the same time."""

    info = Info(
        tts=[
            TtsProgram(
                name="silent voice",
                description="Speaks silence",
                voices=[TtsVoice(name="silent", description="silent", languages=["en", "pl"], **ABOUT)],
                **ABOUT,
            )
        ]
    )

    async def take(self, event: Event) -> None:
        if not Synthesize.is_type(event.type):
            return
        await self.write_event(AudioStart(**FORMAT).event())
        for _ in range(round(SPEECH_SECONDS / CHUNK_SECONDS)):
            await self.write_event(CHUNK)
        await self.write_event(AudioStop().event())


class SatelliteHandler(Handler):
    """The satellite, which Home Assistant connects to."""

    info = Info(satellite=Satellite(name="Lab satellite", description="Without audio", **ABOUT))
    played = 0

    async def take(self, event: Event) -> None:
        if not AudioChunk.is_type(event.type):
            print(event.type, flush=True)
        if event.type == "run-satellite":
            self.voice.satellite = self
        elif AudioStart.is_type(event.type):
            self.played = 0
        elif AudioChunk.is_type(event.type):
            self.played += len(event.payload or b"")
        elif AudioStop.is_type(event.type):
            asyncio.get_running_loop().call_later(
                self.played / (2 * RATE), lambda: asyncio.ensure_future(self.write_event(Played().event()))
            )

    async def ask(self) -> None:
        """Send a question, as if the wake word had just been spoken."""
        stages = {"start_stage": PipelineStage.ASR, "end_stage": PipelineStage.TTS}
        await self.write_event(RunPipeline(restart_on_end=False, **stages).event())
        for _ in range(round(QUESTION_SECONDS / CHUNK_SECONDS)):
            await self.write_event(CHUNK)
            await asyncio.sleep(CHUNK_SECONDS)
        await self.write_event(AudioStop().event())


async def main() -> None:
    voice = Voice()
    handlers = (SatelliteHandler, SttHandler, TtsHandler)
    servers = [
        asyncio.ensure_future(AsyncServer.from_uri(f"tcp://127.0.0.1:{port}").run(partial(handler, voice)))
        for handler, port in zip(handlers, sys.argv[1:], strict=True)
    ]
    lines = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    while line := (await lines.readline()).decode().strip():
        verb, _, words = line.partition(" ")
        if verb == "ask" and voice.satellite is not None:
            voice.words = words
            await voice.satellite.ask()
    for server in servers:
        server.cancel()


with suppress(KeyboardInterrupt):
    asyncio.run(main())
