import { describe, expect, it } from 'vitest';
import { followBlanking, isBlank } from '../../src-main/desktop/x-blanking.ts';
import { connectToFakeX, FAKE_ROOT_WINDOW, xEvent, xReply } from './fake-x-server.ts';

const SEEN = { saver: 0, saverKind: 0, power: 0 };

describe('nothing can be seen, because', () => {
  it.each([
    ['the server blanks the screen', { saver: 1, saverKind: 0, power: 0 }],
    ['the server draws its pattern', { saver: 1, saverKind: 1, power: 0 }],
    ['displays are in standby', { saver: 1, saverKind: 0, power: 1 }],
    ['displays are off, whatever is in the saver’s place', { saver: 1, saverKind: 2, power: 3 }],
  ])('%s', (_, info) => {
    expect(isBlank(info)).toBe(true);
  });

  it.each([
    ['all is on', SEEN],
    ['the saver is disabled', { saver: 3, saverKind: 0, power: 0 }],
    ['a program is in the saver’s place, which may leave the desktop as it is', { saver: 1, saverKind: 2, power: 0 }],
    ['displays are off after the saver has ended, of whose end nothing may tell', { saver: 0, saverKind: 0, power: 3 }],
  ])('but not: %s', (_, info) => {
    expect(isBlank(info)).toBe(false);
  });
});

describe.skipIf(process.platform === 'win32')('the X server', () => {
  const SAVER_OPCODE = 144;
  const SAVER_EVENT = 92;
  const DPMS_OPCODE = 145;
  const GENERIC_EVENT = 35;

  /** A server with a screen saver, and with DPMS of this minor version unless null. */
  async function server(dpmsVersion: number | null) {
    const state = { ...SEEN };
    const selected: string[] = [];
    const extension = (name: string): readonly number[] => {
      if (name.startsWith('MIT-SCREEN-SAVER')) return [1, SAVER_OPCODE, SAVER_EVENT];
      return dpmsVersion === null ? [0, 0, 0] : [1, DPMS_OPCODE, 0];
    };
    const connection = await connectToFakeX((asked, sequence) => {
      const [opcode, minor] = asked;
      if (opcode === 98) return xReply(sequence, extension(asked.toString('latin1', 8)));
      if (opcode === SAVER_OPCODE && minor === 1) {
        expect(asked.readUInt32LE(4)).toBe(FAKE_ROOT_WINDOW);
        return xReply(sequence, [...new Array(16).fill(0), state.saverKind], state.saver);
      }
      if (opcode === DPMS_OPCODE && minor === 0) return xReply(sequence, [1, 0, dpmsVersion ?? 0, 0]);
      if (opcode === DPMS_OPCODE && minor === 7) return xReply(sequence, [state.power, 0, 1]);
      selected.push(`${opcode}/${minor}`);
      return null;
    });
    const said: boolean[] = [];
    let heard = () => {};
    const follower = followBlanking((blank) => {
      said.push(blank);
      heard();
    });
    await follower.begin(connection.x);
    return {
      ...connection,
      selected,
      said,
      follower,
      /** Change the state, send an event, and wait for the app's reaction. */
      async change(next: Partial<typeof SEEN>, event: Buffer) {
        Object.assign(state, next);
        const answer = new Promise<void>((resolve) => {
          heard = resolve;
        });
        connection.write(event);
        await answer;
        return said.at(-1);
      },
    };
  }

  it('is asked at once, and with each event of its saver', async () => {
    const { selected, said, change } = await server(null);
    expect(selected).toEqual([`${SAVER_OPCODE}/2`]);
    expect(said).toEqual([false]);
    expect(await change({ saver: 1 }, xEvent(SAVER_EVENT, 1))).toBe(true);
    expect(await change({ saver: 0 }, xEvent(SAVER_EVENT, 0))).toBe(false);
  });

  it('of today tells by its saver’s event that displays are off: its DPMS has none', async () => {
    const { selected, change } = await server(1);
    expect(selected).toEqual([`${SAVER_OPCODE}/2`]);
    expect(await change({ saver: 1, saverKind: 2, power: 3 }, xEvent(SAVER_EVENT, 1))).toBe(true);
    expect(await change({ saver: 0, power: 0 }, xEvent(SAVER_EVENT, 0))).toBe(false);
  });

  it('with DPMS 1.2 also tells it by an event of that, when a program is in the saver’s place already', async () => {
    const { selected, change } = await server(2);
    expect(selected).toEqual([`${SAVER_OPCODE}/2`, `${DPMS_OPCODE}/8`]);
    expect(await change({ saver: 1, saverKind: 2 }, xEvent(SAVER_EVENT, 1))).toBe(false);
    expect(await change({ power: 3 }, xEvent(GENERIC_EVENT, DPMS_OPCODE))).toBe(true);
    expect(await change({ power: 0 }, xEvent(GENERIC_EVENT, DPMS_OPCODE))).toBe(false);
  });

  it('is not asked about anything for other events', async () => {
    const { said, change } = await server(2);
    expect(
      await change({ saver: 1 }, Buffer.concat([xEvent(34), xEvent(GENERIC_EVENT, 131), xEvent(SAVER_EVENT)])),
    ).toBe(true);
    expect(said).toEqual([false, true]);
  });

  it('counts as seen once its connection has ended [REL-UNSEEN-IN-DOUBT]', async () => {
    const { said, follower, change } = await server(2);
    await change({ saver: 1 }, xEvent(SAVER_EVENT, 1));
    follower.end();
    expect(said).toEqual([false, true, false]);
  });
});
