"""The agent has nothing to configure."""

from homeassistant.config_entries import ConfigFlow


class CannedFlow(ConfigFlow, domain="canned_llm"):
    """Creates the entry at once."""

    async def async_step_user(self, user_input=None):
        """Ask nothing."""
        return self.async_create_entry(title="Canned answers", data={})
