"""The services of OVOS that need devices, with silent ones, and a skill: what it hears and says is always the same.

The services are the real ones. Only the devices and engines that they are given here are not: a microphone that records
silence, a detector that finds speech in it, a recogniser that always understands the same words, and a voice
that writes a silent file. Writes a line to file descriptor 3 once all of them are on the bus.
"""

import os
import threading
import time
import wave
from dataclasses import dataclass

from ovos_audio.service import PlaybackService
from ovos_bus_client import Message, MessageBusClient
from ovos_dinkum_listener.service import OVOSDinkumVoiceService
from ovos_dinkum_listener.voice_loop.hotwords import HotwordContainer
from ovos_plugin_manager.templates.microphone import Microphone
from ovos_plugin_manager.templates.stt import STT
from ovos_plugin_manager.templates.tts import TTS
from ovos_plugin_manager.templates.vad import VADEngine
from ovos_workshop.decorators import fallback_handler
from ovos_workshop.skills.fallback import FallbackSkill

HEARD = "what time is it"
ANSWER = ("It is seven.", "The weather is fine.")

LANGUAGES = {"en-us"}
SAMPLES_PER_SECOND = 16_000
# The detector takes turns: so many chunks of speech, then as many of silence. A recording ends after 0.7 s of that.
CHUNKS_OF_SPEECH = 20


@dataclass
class SilentMicrophone(Microphone):
    def start(self):
        pass

    def stop(self):
        pass

    def read_chunk(self):
        time.sleep(self.chunk_size / (self.sample_rate * self.sample_width))
        return bytes(self.chunk_size)


class TurnTakingDetector(VADEngine):
    chunks = 0

    def is_silence(self, chunk):
        self.chunks += 1
        return (self.chunks // CHUNKS_OF_SPEECH) % 2 == 1


class OneSentenceRecogniser(STT):
    available_languages = LANGUAGES

    def execute(self, audio, language=None):
        return HEARD


class NoWakeWord(HotwordContainer):
    def load_hotword_engines(self):
        pass

    def update(self, chunk):
        pass

    def found(self):
        return None

    def reset(self):
        pass

    def shutdown(self):
        pass


class SilentVoice(TTS):
    available_languages = LANGUAGES

    def get_tts(self, sentence, wav_file, lang=None, voice=None):
        with wave.open(str(wav_file), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(SAMPLES_PER_SECOND)
            file.writeframes(bytes(SAMPLES_PER_SECOND // 10))
        return wav_file, None


class AnsweringSkill(FallbackSkill):
    def can_answer(self, message):
        return True

    @fallback_handler(priority=20)
    def answer(self, message):
        for sentence in ANSWER:
            self.speak(sentence)
        return True


def wait_for_core(bus):
    """A skill that comes before the service that chooses skills is never asked."""
    while True:
        answer = bus.wait_for_response(Message("mycroft.intents.is_ready"), timeout=1)
        if answer is not None and answer.data["status"]:
            return


def main():
    voice = SilentVoice(config={"lang": "en-us"})
    audio = PlaybackService(tts=voice, disable_fallback=True, disable_ocp=True)
    voice.init(audio.bus, audio.playback_thread)
    audio.start()
    OVOSDinkumVoiceService(
        mic=SilentMicrophone(),
        stt=OneSentenceRecogniser({}),
        vad=TurnTakingDetector({}),
        hotwords=NoWakeWord(),
        disable_fallback=True,
    ).start()
    bus = MessageBusClient()
    bus.run_in_thread()
    bus.connected_event.wait()
    wait_for_core(bus)
    # Kept: a skill that nobody holds is gone.
    skill = AnsweringSkill(skill_id="answering.test", bus=bus)
    os.write(3, b"ready\n")
    threading.Event().wait()
    del skill


main()
