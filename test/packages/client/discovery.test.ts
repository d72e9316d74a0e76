import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { type DiscoveryOptions, discoveryOf, discoveryTopic } from '../../../packages/client/src/discovery.ts';
import { COMMANDS, parseMessage } from '../../../packages/client/src/protocol.ts';
import { PROJECT_ROOT } from '../../../scripts/project-root.ts';

const readJson = (path: string) => JSON.parse(readFileSync(path, 'utf8'));
/** Home Assistant's own schema. `npm run real -- home-assistant-mqtt` compares it with the real one. */
const rules = new Ajv2020({ allErrors: true, strictRequired: false }).compile(
  readJson(join(import.meta.dirname, 'home-assistant-discovery.schema.json')),
);
/** The message of the Python package in the same case. */
const recorded = readJson(join(PROJECT_ROOT, 'packages/client-python/tests/discovery.json'));

const KITCHEN: DiscoveryOptions = {
  topic: 'asystent/kitchen',
  name: 'Kitchen',
  version: '1.0.0',
  commands: COMMANDS,
  language: 'en',
};

interface Message {
  readonly components: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}
const messageOf = (more: Partial<DiscoveryOptions> = {}) => discoveryOf({ ...KITCHEN, ...more }) as unknown as Message;

describe('what Home Assistant is told', () => {
  it('is the same in both packages', () => {
    expect(messageOf()).toEqual(recorded);
  });

  it.each([
    ['all commands', {}],
    ['no command', { commands: [] }],
    ['another language', { language: 'pl' }],
    ['a topic of many levels', { topic: 'a/b.c/d_e' }],
  ] as const)('keeps to its rules, with %s', (_what, more) => {
    expect(rules(messageOf(more)), JSON.stringify(rules.errors)).toBe(true);
  });

  it('would not keep to them with a mistake', () => {
    const { stop = {}, phase = {}, ...others } = messageOf().components;
    const faulty = (components: object) => rules({ ...messageOf(), components: { ...others, ...components } });
    expect(faulty({ stop })).toBe(true);
    expect(faulty({ stop: { ...stop, payload_pres: 'x' } })).toBe(false);
    expect(faulty({ stop: { ...stop, unique_id: undefined } })).toBe(false);
    expect(faulty({ stop: { ...stop, command_topic: 'asystent/+' } })).toBe(false);
    expect(faulty({ phase: { ...phase, device_class: 'duration' } })).toBe(false);
    expect(faulty({ phase: { ...phase, platform: 'sensr' } })).toBe(false);
  });

  it('has a control for what the client can do, and for nothing else', () => {
    const entities = (commands: DiscoveryOptions['commands']) => Object.keys(messageOf({ commands }).components);
    expect(entities([])).toEqual(['phase', 'notice']);
    expect(entities(['stop_tts', 'set_muted'])).toEqual(['phase', 'stop', 'muted', 'notice']);
  });

  it('makes only commands that the client knows', () => {
    const payloads = Object.values(messageOf().components).flatMap((component) => [
      ...['payload_on', 'payload_off', 'payload_press'].flatMap((key) => component[key] ?? []),
      ...(typeof component['command_template'] === 'string'
        ? [component['command_template'].replace(/\{\{.*?\}\}/, '0.35')]
        : []),
    ]);
    const commands = payloads.map((payload) =>
      parseMessage(JSON.stringify({ type: 'command', ...JSON.parse(String(payload)) })),
    );
    expect(commands).toMatchObject([
      { request: { command: 'set_monitoring', args: { on: true } } },
      { request: { command: 'set_monitoring', args: { on: false } } },
      { request: { command: 'stop_tts' } },
      { request: { command: 'set_volume', args: { level: 0.35 } } },
      { request: { command: 'set_muted', args: { muted: true } } },
      { request: { command: 'set_muted', args: { muted: false } } },
    ]);
  });

  it('is on a topic that Home Assistant listens to', () => {
    const heard = /^homeassistant\/device\/[a-zA-Z0-9_-]+\/config$/;
    for (const topic of ['asystent/kitchen', 'a/b.c/d_e', 'A-b/0']) expect(discoveryTopic(topic)).toMatch(heard);
  });
});
