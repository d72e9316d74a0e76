"""Shows on Asystent Overlay what a voice assistant does."""

from .commands import CommandRejected
from .overlay import Overlay
from .pairing import PairingError
from .publisher import Mqtt
from .server import AddressError, PortsTakenError
from .settings import BooleanSetting, ChoiceSetting, NumberSetting, Setting, TextSetting
from .state import Notice, State
from .sync import SyncOverlay

__all__ = [
    "AddressError",
    "BooleanSetting",
    "ChoiceSetting",
    "CommandRejected",
    "Mqtt",
    "Notice",
    "NumberSetting",
    "Overlay",
    "PairingError",
    "PortsTakenError",
    "Setting",
    "State",
    "SyncOverlay",
    "TextSetting",
]
