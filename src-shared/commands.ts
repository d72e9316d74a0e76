/** What every client can be told (version 1 of the protocol). */
export const COMMANDS = ['toggle_monitoring', 'stop_tts'] as const;
export type Command = (typeof COMMANDS)[number];

/** What a client of version 2 can be told besides, each only if it lists it. */
export const OFFERED_COMMANDS = ['set_volume', 'set_muted', 'start_listening', 'send_text', 'set_setting'] as const;
export type OfferedCommand = (typeof OFFERED_COMMANDS)[number];

/** Those that need nothing else. */
export const BARE_COMMANDS = [...COMMANDS, 'start_listening'] as const satisfies readonly (Command | OfferedCommand)[];

/** The value of one of the client's own settings. */
export type AssistantValue = number | boolean | string;

/** A command with what it needs, as a page asks for it and as it leaves for the client. */
export type CommandRequest =
  | { readonly command: (typeof BARE_COMMANDS)[number] }
  /** 0 to 1. */
  | { readonly command: 'set_volume'; readonly args: { readonly level: number } }
  | { readonly command: 'set_muted'; readonly args: { readonly muted: boolean } }
  | { readonly command: 'send_text'; readonly args: { readonly text: string } }
  | { readonly command: 'set_setting'; readonly args: { readonly key: string; readonly value: AssistantValue } };

/** Which command a request is for; for `set_setting` the key says which setting of the client. */
export interface CommandSubject {
  readonly command: CommandRequest['command'];
  /** null for every other command. */
  readonly key: string | null;
}

/** The longest text that can be typed to the assistant, in UTF-16 units. */
export const TYPED_TEXT_MAX_LENGTH = 2_000;

/** Of the key of one of the client's settings, in UTF-16 units. */
export const SETTING_KEY_MAX_LENGTH = 100;

/** Of its value, when that is a text. */
export const SETTING_TEXT_MAX_LENGTH = 10_000;

/** A command as its button shows it. `polling`, `offline` and `unsupported` (the client does not list it) say why it is disabled. */
export type CommandState = 'enabled' | 'pending' | 'polling' | 'offline' | 'unsupported';

/** Why a client of version 2 did not carry a command out; `failed` also stands for codes that we don't know. */
export const REJECTION_CODES = ['invalid', 'unsupported', 'busy', 'unavailable', 'failed'] as const;
export type RejectionCode = (typeof REJECTION_CODES)[number];
