#!/bin/sh
# Shows what Claude Code does. Name it in ~/.claude/settings.json as the hook of the events to show:
#
#   {"hooks": {
#     "UserPromptSubmit": [{"hooks": [{"type": "command", "command": "~/bin/claude-code.sh"}]}],
#     "PreToolUse":       [{"hooks": [{"type": "command", "command": "~/bin/claude-code.sh"}]}],
#     "Notification":     [{"hooks": [{"type": "command", "command": "~/bin/claude-code.sh"}]}],
#     "Stop":             [{"hooks": [{"type": "command", "command": "~/bin/claude-code.sh"}]}],
#     "SessionEnd":       [{"hooks": [{"type": "command", "command": "~/bin/claude-code.sh"}]}]
#   }}
#
# Each of the session's events starts it once, with the event as JSON on the standard input. It must not stop the session, so it
# succeeds whatever happens.

command -v asystent-overlay >/dev/null && asystent-overlay hook --name 'Claude Code' >/dev/null
exit 0
