import { expect, it, onTestFinished } from 'vitest';
import { checkAssistant } from '../../../scripts/check-assistant/check-assistant.ts';
import { UsageError } from '../../../scripts/read-arguments.mjs';
import { freePort } from '../../lab/free-port.ts';
import { startLvaStandIn } from '../../lab/lva-stand-in.ts';

const CHECK = { forMs: 300, withCommands: false, asJson: false, token: null };

async function check(address: string, changes: Partial<typeof CHECK> = {}) {
  const lines: string[] = [];
  const isFound = await checkAssistant({ ...CHECK, ...changes, address, print: (line) => lines.push(line) });
  return { isFound, lines };
}

it('follows an assistant for a while, and says what it is', async () => {
  const lva = await startLvaStandIn();
  onTestFinished(lva.stop);
  const { isFound, lines } = await check(`lva://127.0.0.1:${lva.port}`);
  expect(isFound).toBe(true);
  expect(lines[0]).toMatch(/^ +0\.\d\d s {2}phase: ready$/);
  expect(lines.at(-1)).toBe('\nFound: Linux Voice Assistant. Microphone on. No typing.');
});

it('turns the wake word off and on again', async () => {
  const lva = await startLvaStandIn();
  onTestFinished(lva.stop);
  const { lines } = await check(`lva://127.0.0.1:${lva.port}`, { withCommands: true, forMs: 1_000 });
  expect(lva.commands).toEqual(['mute_mic', 'unmute_mic']);
  expect(lines.join('\n')).toContain('carried out command 2');
});

it('prints one object for programs', async () => {
  const lva = await startLvaStandIn();
  onTestFinished(lva.stop);
  const { lines } = await check(`lva://127.0.0.1:${lva.port}`, { asJson: true });
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines.join(''))).toMatchObject({
    address: `lva://127.0.0.1:${lva.port}`,
    finding: { kind: 'found', name: 'Linux Voice Assistant' },
    events: [{ event: { kind: 'report' } }, { event: { kind: 'offer' } }],
  });
});

it('says that nothing is there', async () => {
  const { isFound, lines } = await check(`lva://127.0.0.1:${await freePort()}`);
  expect(isFound).toBe(false);
  expect(lines.at(-1)).toBe('\nNothing answers at this address.');
});

it.each(['ovos://1.2.3.4', 'lva://127.0.0.1/path', 'hass://127.0.0.1:8123/light.lamp', 'asystent://127.0.0.1'])(
  'refuses %s',
  async (address) => {
    await expect(check(address)).rejects.toThrow(UsageError);
  },
);
