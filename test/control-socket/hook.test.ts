import { describe, expect, it } from 'vitest';
import { hookRequests } from '../../src-main/control-socket/hook.ts';

/** In the shape of Claude Code's hooks, whose names Codex uses too. */
const hook = (event: string, fields: object = {}) =>
  JSON.stringify({
    session_id: 'f3b1',
    transcript_path: '/home/ola/.claude/projects/x/f3b1.jsonl',
    cwd: '/home/ola/project',
    permission_mode: 'default',
    hook_event_name: event,
    ...fields,
  });

const WHO = { verb: 'say', key: 'f3b1', name: 'Claude Code · project' };
const asked = (body: string) => hookRequests(body, 'Claude Code');

describe('a hook of a coding agent', () => {
  it.each<readonly [string, string, object | null]>([
    ['a session', hook('SessionStart', { source: 'startup' }), null],
    ['a prompt', hook('UserPromptSubmit', { prompt: 'fix it' }), { word: 'thinking', heard: 'fix it' }],
    [
      'a tool',
      hook('PreToolUse', { tool_name: 'Bash', tool_input: { command: 'cat secret' } }),
      { word: 'thinking', text: 'Bash' },
    ],
    ['its end', hook('PostToolUse', { tool_name: 'Bash', tool_response: {} }), { word: 'thinking' }],
    [
      'a question',
      hook('Notification', { message: 'Claude needs your permission', notification_type: 'permission_prompt' }),
      { word: 'permission' },
    ],
    [
      'a question for a tool',
      hook('Notification', {
        message: 'Claude needs your permission to use Bash',
        notification_type: 'permission_prompt',
      }),
      { word: 'permission', text: 'Bash' },
    ],
    [
      'a question of a tool',
      hook('Notification', { message: 'Which branch?', notification_type: 'elicitation_dialog' }),
      { word: 'question', text: 'Which branch?' },
    ],
    [
      'a wait',
      hook('Notification', { message: 'Claude is waiting for your input', notification_type: 'idle_prompt' }),
      { word: 'idle' },
    ],
    [
      'news',
      hook('Notification', { message: 'Signed in', notification_type: 'auth_success' }),
      { word: 'notice', text: 'Signed in' },
    ],
    ['a permission', hook('PermissionRequest', { tool_name: 'Bash' }), { word: 'permission', text: 'Bash' }],
    ['a permission for anything', hook('PermissionRequest'), { word: 'permission' }],
    ['an answer', hook('Stop', { last_assistant_message: 'Fixed.' }), { word: 'ready', text: 'Fixed.' }],
    ['an end without one', hook('Stop', { stop_hook_active: false }), { word: 'ready' }],
    ['a failure', hook('StopFailure', { error: 'rate_limit' }), { word: 'error', text: 'rate_limit' }],
    ['something new', hook('Rebooted'), null],
  ])('that tells of %s says what stands', (_, body, expected) => {
    expect(asked(body)).toEqual(expected === null ? [] : [{ ...WHO, ...expected }]);
  });

  it('that tells of a session’s end takes all back', () => {
    expect(asked(hook('SessionEnd', { reason: 'exit' }))).toEqual([{ verb: 'clear', key: 'f3b1' }]);
  });

  it('may be Codex’ older one', () => {
    const body = {
      type: 'agent-turn-complete',
      'thread-id': 'b5f6',
      'turn-id': '12345',
      cwd: '/home/ola/project',
      'input-messages': ['Rename foo'],
      'last-assistant-message': 'Renamed.',
    };
    expect(hookRequests(JSON.stringify(body), 'Codex')).toEqual([
      { verb: 'say', key: 'b5f6', name: 'Codex · project', word: 'ready', text: 'Renamed.' },
    ]);
  });

  it('may leave out or misspell anything else', () => {
    expect(hookRequests('{"hook_event_name":"Stop","cwd":7,"session_id":null}', null)).toEqual([
      { verb: 'say', key: 'Agent', name: 'Agent', word: 'ready' },
    ]);
    const long = hookRequests(hook('Stop', { last_assistant_message: 'x'.repeat(50_000) }), 'y'.repeat(500))?.[0];
    expect(long).toMatchObject({ text: 'x'.repeat(10_000), name: 'y'.repeat(100) });
  });

  it.each(['', 'Stop', '[]', '{}', '{"type":"other"}'])('is not %j', (body) => {
    expect(asked(body)).toBeNull();
  });
});
