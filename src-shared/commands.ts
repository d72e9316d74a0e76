/** Every command that an assistant can be given. */
export const COMMANDS = [
  'set_monitoring',
  'stop_tts',
  'set_volume',
  'set_muted',
  'start_listening',
  'send_text',
  'set_setting',
] as const;
export type CommandName = (typeof COMMANDS)[number];

/** The value of one of the client's own settings. */
export type AssistantValue = number | boolean | string;

/** A command with its arguments. */
export type CommandRequest =
  | { readonly command: 'stop_tts' | 'start_listening' }
  | { readonly command: 'set_monitoring'; readonly args: { readonly on: boolean } }
  /** 0 to 1. */
  | { readonly command: 'set_volume'; readonly args: { readonly level: number } }
  | { readonly command: 'set_muted'; readonly args: { readonly muted: boolean } }
  | { readonly command: 'send_text'; readonly args: { readonly text: string } }
  | { readonly command: 'set_setting'; readonly args: { readonly key: string; readonly value: AssistantValue } };

/** The command of a request, and for `set_setting` which of the client's settings it changes. */
export interface CommandSubject {
  readonly command: CommandName;
  /** null for every other command. */
  readonly key: string | null;
}

/** The longest text that can be typed to the assistant, in UTF-16 units. */
export const TYPED_TEXT_MAX_LENGTH = 2_000;

/** The longest key of one of the client's settings, in UTF-16 units. */
export const SETTING_KEY_MAX_LENGTH = 100;

/** The longest text that such a setting can have as its value, in UTF-16 units. */
export const SETTING_TEXT_MAX_LENGTH = 10_000;

/**
 * A command as its button shows it. Two states say why it is disabled: commands can't go over HTTP (`polling`), or no
 * assistant is there (`offline`).
 */
export type CommandState = 'enabled' | 'pending' | 'polling' | 'offline';

/** The commands as their buttons show them; null: no button, because the command is not offered or has no use now. */
export type CommandStates = Readonly<Record<CommandName, CommandState | null>>;

/** Return the request that pauses monitoring, or resumes it once paused. An assistant that never said monitors. */
export function switchMonitoring(monitoring: boolean | null): CommandRequest {
  return { command: 'set_monitoring', args: { on: monitoring === false } };
}

/** Why a version 2 client did not carry out a command; `failed` also stands for unknown codes. */
export const REJECTION_CODES = ['invalid', 'unsupported', 'busy', 'unavailable', 'failed'] as const;
export type RejectionCode = (typeof REJECTION_CODES)[number];
