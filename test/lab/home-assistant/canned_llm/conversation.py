"""The agent."""

import asyncio

from homeassistant.components import conversation
from homeassistant.const import MATCH_ALL
from homeassistant.helpers import intent

ANSWER = "It is twenty past eight, and outside it is nine degrees. Tonight it stays dry."
THINKING_SECONDS = 1.5
WORD_SECONDS = 0.1


async def async_setup_entry(hass, entry, async_add_entities):
    """Add the agent."""
    async_add_entities([CannedAgent(entry)])


async def words():
    """Say the answer word by word."""
    await asyncio.sleep(THINKING_SECONDS)
    yield {"role": "assistant"}
    for word in ANSWER.split(" "):
        yield {"content": word + " "}
        await asyncio.sleep(WORD_SECONDS)


class CannedAgent(conversation.ConversationEntity):
    """Answers every question but one: `fail` makes it fail."""

    _attr_has_entity_name = False
    _attr_name = "Canned answers"
    _attr_supports_streaming = True

    def __init__(self, entry):
        """Belong to an entry."""
        self._attr_unique_id = entry.entry_id

    @property
    def supported_languages(self):
        """Any."""
        return MATCH_ALL

    async def _async_handle_message(self, user_input, chat_log):
        if user_input.text == "fail":
            raise RuntimeError("told to fail")
        async for _ in chat_log.async_add_delta_content_stream(self.entity_id, words()):
            pass
        response = intent.IntentResponse(language=user_input.language)
        response.async_set_speech(ANSWER)
        return conversation.ConversationResult(response=response, conversation_id=chat_log.conversation_id)
