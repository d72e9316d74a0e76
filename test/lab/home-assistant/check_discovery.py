"""Hold a discovery message, on the standard input, to the schemas that Home Assistant itself has. Prints each fault.

Home Assistant drops what it does not know without a word. Here, that is a fault.
"""

import asyncio
import importlib
import json
import sys
import tempfile

import voluptuous as vol
from homeassistant.components.mqtt.schemas import DEVICE_DISCOVERY_SCHEMA, SHARED_OPTIONS
from homeassistant.core import HomeAssistant
from homeassistant.helpers import frame

SHARED = {"device", "origin", "qos", "encoding", *SHARED_OPTIONS}


async def faults(message: dict) -> list[str]:
    # Templates are read by one that runs.
    frame.async_setup(HomeAssistant(tempfile.gettempdir()))
    found = []
    try:
        DEVICE_DISCOVERY_SCHEMA(message)
    except vol.Invalid as invalid:
        found.append(f"device: {invalid}")
    found += [f"unknown: {key}" for key in message if key not in SHARED | {"components"}]
    shared = {key: value for key, value in message.items() if key in SHARED and key != "encoding"}
    for name, component in message["components"].items():
        platform = importlib.import_module(f"homeassistant.components.mqtt.{component['platform']}")
        own = {key: value for key, value in component.items() if key != "platform"}
        try:
            # What is shared with all reaches those as well that have no use for it.
            platform.DISCOVERY_SCHEMA({**shared, **own})
            platform.PLATFORM_SCHEMA_MODERN(own)
        except vol.Invalid as invalid:
            found.append(f"{name}: {invalid}")
    return found


found = asyncio.run(faults(json.load(sys.stdin)))
print("\n".join(found), end="")
sys.exit(1 if found else 0)
