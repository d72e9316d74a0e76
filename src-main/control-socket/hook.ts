import { basename } from 'node:path';
import * as v from 'valibot';
import { parseJson } from '../../src-shared/json.ts';
import type { ControlRequest } from './socket-contract.ts';

/**
 * Requests from the input of coding agents' hooks: Claude Code's events, whose names Codex uses too, and Codex' older `notify`.
 * An event that says nothing of a turn becomes no request. Pure.
 */

type SayRequest = Extract<ControlRequest, { verb: 'say' }>;

/** As long as the shown text. */
const TEXT_MAX_LENGTH = 10_000;
const HEARD_MAX_LENGTH = 2_000;

/** The tool in the words of Claude Code, which are in English. */
const TOOL = /permission to use (\S.*)$/;

const text = v.fallback(v.string(), '');
const session = { session_id: text, cwd: text };

const Event = v.object({
  ...session,
  hook_event_name: v.string(),
  prompt: text,
  tool_name: text,
  message: text,
  notification_type: text,
  last_assistant_message: text,
  error: text,
});

const TurnComplete = v.object({
  type: v.literal('agent-turn-complete'),
  cwd: text,
  'thread-id': text,
  'last-assistant-message': text,
});

/**
 * Return the requests to the overlay.
 * @param name the agent's; null: it is not known.
 * @returns null if the body is not a hook's.
 */
export function hookRequests(body: string, name: string | null): readonly ControlRequest[] | null {
  const parsed = v.safeParse(v.union([Event, TurnComplete]), parseJson(body));
  if (!parsed.success) return null;
  const hook = parsed.output;
  if ('type' in hook) {
    const who = whoOf(name, hook['thread-id'], hook.cwd);
    return [{ verb: 'say', ...who, word: 'ready', ...short('text', hook['last-assistant-message']) }];
  }
  const who = whoOf(name, hook.session_id, hook.cwd);
  if (hook.hook_event_name === 'SessionEnd') return [{ verb: 'clear', key: who.key }];
  const said = saidBy(hook);
  return said === null ? [] : [{ verb: 'say', ...who, ...said }];
}

function saidBy(hook: v.InferOutput<typeof Event>): Pick<SayRequest, 'word' | 'text' | 'heard'> | null {
  switch (hook.hook_event_name) {
    case 'UserPromptSubmit':
      return { word: 'thinking', ...short('heard', hook.prompt, HEARD_MAX_LENGTH) };
    case 'PreToolUse':
      // The tool alone: its input may be anything.
      return { word: 'thinking', ...short('text', hook.tool_name) };
    case 'PostToolUse':
      return { word: 'thinking' };
    case 'PermissionRequest':
      return { word: 'permission', ...short('text', hook.tool_name) };
    case 'Notification':
      return notified(hook.notification_type, hook.message);
    case 'Stop':
      return { word: 'ready', ...short('text', hook.last_assistant_message) };
    case 'StopFailure':
      return { word: 'error', ...short('text', hook.error) };
    default:
      return null;
  }
}

/** A notification that the overlay has words for is shown in the user's language. */
function notified(type: string, message: string): Pick<SayRequest, 'word' | 'text'> {
  switch (type) {
    case 'permission_prompt':
      return { word: 'permission', ...short('text', TOOL.exec(message)?.[1] ?? '') };
    case 'idle_prompt':
      // No other event tells that the user has interrupted it.
      return { word: 'idle' };
    case 'auth_success':
      // The user need not do anything about it.
      return { word: 'notice', ...short('text', message) };
    default:
      return { word: 'question', ...short('text', message) };
  }
}

/** Sessions are told apart by their ids, and for people by their folders. */
function whoOf(name: string | null, id: string, cwd: string): { readonly key: string; readonly name: string } {
  const shown = [name ?? 'Agent', basename(cwd)].filter((part) => part !== '').join(' · ');
  return { key: id === '' ? shown : id.slice(0, 200), name: shown.slice(0, 100) };
}

function short<Field extends string>(
  field: Field,
  value: string,
  maxLength = TEXT_MAX_LENGTH,
): { readonly [Name in Field]?: string } {
  const fields: { [Name in Field]?: string } = {};
  if (value.trim() !== '') fields[field] = value.slice(0, maxLength);
  return fields;
}
