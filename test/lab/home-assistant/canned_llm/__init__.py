"""A conversation agent that answers every question alike, word by word, as a language model does."""

from homeassistant.const import Platform

PLATFORMS = [Platform.CONVERSATION]


async def async_setup_entry(hass, entry):
    """Add the agent."""
    await hass.config_entries.async_forward_entry_setups(entry, PLATFORMS)
    return True


async def async_unload_entry(hass, entry):
    """Remove the agent."""
    return await hass.config_entries.async_unload_platforms(entry, PLATFORMS)
