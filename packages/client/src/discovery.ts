import { clientTopics } from './broker-address.ts';
import type { CommandName, Language } from './protocol.ts';

/**
 * The message that makes a client a device of Home Assistant, with a control for each command. It is retained;
 * https://www.home-assistant.io/integrations/mqtt/#discovery-payload describes it. Pure.
 */

/** As JSON. */
export type Discovery = Readonly<Record<string, unknown>>;

export interface DiscoveryOptions {
  /** Of the client on the broker, such as `asystent/kitchen`. */
  readonly topic: string;
  /** The client's name and version, for people. */
  readonly name: string;
  readonly version: string;
  /** The commands that the client carries out: each gets a control. */
  readonly commands: readonly CommandName[];
  readonly language: Language;
}

const PREFIX = 'homeassistant';

const NAMES = {
  en: {
    phase: 'Phase',
    monitoring: 'Wake word',
    stop: 'Stop speaking',
    volume: 'Volume',
    muted: 'Mute',
    notice: 'Notice',
  },
  pl: {
    phase: 'Faza',
    monitoring: 'Słowo wybudzające',
    stop: 'Przerwij mówienie',
    volume: 'Głośność',
    muted: 'Wyciszenie',
    notice: 'Powiadomienie',
  },
} as const satisfies Readonly<Record<Language, unknown>>;

/** The client's own `phase`, or else the one that follows from its flags and words (docs/protocol.md). */
const PHASE_TEMPLATE = [
  '{% set line = value_json.status | default("") %}',
  '{{ value_json.phase | default(',
  '"speaking" if value_json.is_speaking',
  ' else "error" if line is search("error|błąd|failed", ignorecase=True)',
  ' else "thinking" if line is search("myślę|przetwarzam|processing|thinking", ignorecase=True)',
  ' else "listening" if value_json.is_listening or value_json.wake_word_detected',
  ' else "ready" if value_json.monitoring | default(true) else "paused") }}',
].join('');

/** The topic of the message. An empty one, retained as well, removes the device. */
export function discoveryTopic(topic: string): string {
  return `${PREFIX}/device/${deviceId(topic)}/config`;
}

export function discoveryOf({ topic, name, version, commands, language }: DiscoveryOptions): Discovery {
  const id = deviceId(topic);
  const names = NAMES[language];
  const topics = clientTopics(topic);
  /** @param command without it, the client has no such entity; null: every client has it. */
  const entity = (key: keyof typeof names, command: CommandName | null, platform: string, fields: object) =>
    command === null || commands.includes(command)
      ? { [key]: { platform, unique_id: `${id}_${key}`, name: names[key], ...fields } }
      : {};
  const shown = { state_topic: topics.status };
  const taken = { command_topic: topics.command, qos: 1 };
  const onOff = (command: 'set_monitoring' | 'set_muted', arg: string, field: string) => ({
    ...shown,
    ...taken,
    value_template: `{{ "ON" if value_json.${field} else "OFF" }}`,
    state_on: 'ON',
    state_off: 'OFF',
    payload_on: JSON.stringify({ command, args: { [arg]: true } }),
    payload_off: JSON.stringify({ command, args: { [arg]: false } }),
  });
  return {
    device: { identifiers: [id], name, manufacturer: 'Asystent Overlay', sw_version: version },
    origin: { name: 'asystent-overlay' },
    availability_topic: topics.state,
    components: {
      ...entity('phase', null, 'sensor', {
        ...shown,
        device_class: 'enum',
        options: ['ready', 'paused', 'listening', 'thinking', 'speaking', 'error'],
        value_template: PHASE_TEMPLATE,
        icon: 'mdi:account-voice',
      }),
      ...entity('monitoring', 'set_monitoring', 'switch', {
        ...onOff('set_monitoring', 'on', 'monitoring'),
        icon: 'mdi:ear-hearing',
      }),
      ...entity('stop', 'stop_tts', 'button', {
        ...taken,
        payload_press: JSON.stringify({ command: 'stop_tts' }),
        icon: 'mdi:stop',
      }),
      ...entity('volume', 'set_volume', 'number', {
        ...shown,
        ...taken,
        value_template: '{{ (value_json.volume * 100) | round | int if value_json.volume is defined else None }}',
        command_template: '{"command":"set_volume","args":{"level":{{ (value / 100) | round(2) }}}}',
        min: 0,
        max: 100,
        step: 1,
        unit_of_measurement: '%',
        icon: 'mdi:volume-high',
      }),
      ...entity('muted', 'set_muted', 'switch', { ...onOff('set_muted', 'muted', 'muted'), icon: 'mdi:volume-off' }),
      ...entity('notice', null, 'notify', { command_topic: topics.notice, qos: 1, icon: 'mdi:message-text' }),
    },
  };
}

/** Home Assistant allows no slashes there. */
function deviceId(topic: string): string {
  return topic.replace(/[^a-zA-Z0-9_-]/g, '_');
}
