import { describe, expect, it, vi } from 'vitest';
import {
  createWindowGuard,
  needsInputShape,
  RAISES_MAX,
  RAISES_WITHIN_MS,
} from '../../src-main/windows/window-guard.ts';
import { connectToFakeX, FAKE_ROOT_WINDOW, xError, xEvent, xReply } from '../desktop/fake-x-server.ts';
import { createFakeClock } from '../fake-clock.ts';

describe('an input shape has to be set again', () => {
  const change = { window: 1, kind: 'input', isShaped: true, isEmpty: false } as const;
  it.each([
    ['a bubble that was wiped', false, { ...change, isShaped: false }, true],
    ['a bubble with one pixel that takes clicks, as Electron 33 leaves it', false, change, true],
    ['a bubble as it should be', false, { ...change, isEmpty: true }, false],
    ['a bubble that draws another part', false, { ...change, kind: 'bounding' } as const, false],
    ['controls that were wiped', true, { ...change, isShaped: false }, true],
    ['controls as they should be', true, change, false],
    ['controls that draw another part', true, { ...change, kind: 'bounding' } as const, true],
    ['controls whose clip is another', true, { ...change, kind: 'clip', isShaped: false } as const, false],
  ])('%s', (_, takesClicks, changed, needs) => {
    expect(needsInputShape(takesClicks, changed)).toBe(needs);
  });
});

describe.skipIf(process.platform === 'win32')('a guard at a server', () => {
  const SHAPE_OPCODE = 129;
  const SHAPE_EVENT = 64;
  const CONFIGURE_NOTIFY = 22;
  const [BUBBLE, CONTROLS, OTHER] = [10, 11, 2];

  /** A server with windows, all of which are managed but ours. */
  async function server() {
    const state = { order: [OTHER, BUBBLE, CONTROLS], depths: [32, 32] };
    const said: string[] = [];
    const numbers = (...values: readonly number[]) => [...new Uint8Array(Uint32Array.from(values).buffer)];
    const connection = await connectToFakeX((asked, sequence) => {
      const [opcode, minor] = asked;
      const field = (index: number) => asked.readUInt32LE(4 + 4 * index);
      if (opcode === 98) return xReply(sequence, [1, SHAPE_OPCODE, SHAPE_EVENT]);
      if (opcode === 16) return xReply(sequence, numbers(300));
      if (opcode === 14) return xReply(sequence, numbers(FAKE_ROOT_WINDOW), state.depths[field(0) - BUBBLE] ?? 0);
      if (opcode === 15) {
        const { order } = state;
        return xReply(sequence, [...numbers(FAKE_ROOT_WINDOW, 0), order.length, 0], 0, Buffer.from(numbers(...order)));
      }
      if (opcode === 3)
        return field(0) === OTHER ? xReply(sequence, [0, 0, 0, 0, 1, 0, ...ATTRIBUTES]) : xError(sequence);
      if (opcode === 2) said.push(`events of the root ${field(2)}`);
      if (opcode === 12) {
        said.push(`${field(0)} ${field(3) === 0 ? 'above' : 'below'} ${field(2)}`);
        state.order = [...state.order.filter((window) => window !== field(0)), field(0)];
      }
      if (opcode === SHAPE_OPCODE && minor === 6) said.push(`shapes of ${field(0)}`);
      if (opcode === SHAPE_OPCODE && minor === 1) said.push(`${field(1)} takes nothing`);
      if (opcode === SHAPE_OPCODE && minor === 3) said.push(`${field(1)} takes what it draws`);
      return null;
    });
    const event = (code: number, detail: number, ...fields: readonly number[]) => {
      const sent = xEvent(code, detail);
      fields.forEach((value, index) => {
        sent.writeUInt32LE(value, 4 + 4 * index);
      });
      connection.write(sent);
    };
    return {
      ...connection,
      /** The guard's lines since the last call. */
      async heard() {
        // Everything before it has been answered.
        for (let round = 0; round < 4; round += 1) await connection.x.atom('any');
        return said.splice(0);
      },
      reshape: (window: number) => event(SHAPE_EVENT, 0, window, 0, (50 << 16) | 50),
      wipe: (window: number) => event(SHAPE_EVENT, 2, window, 0, (50 << 16) | 50),
      drawWith: (...depths: readonly number[]) => {
        state.depths = [...depths];
      },
      cover(lowerSibling = CONTROLS) {
        state.order = [BUBBLE, CONTROLS, OTHER];
        event(CONFIGURE_NOTIFY, 0, FAKE_ROOT_WINDOW, OTHER, lowerSibling);
      },
      move: (lowerSibling: number) => event(CONFIGURE_NOTIFY, 0, FAKE_ROOT_WINDOW, OTHER, lowerSibling),
    };
  }

  /** Not InputOnly, viewable, override-redirect: no. */
  const ATTRIBUTES = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0];

  async function guarding({ isComposited = true } = {}) {
    const clock = createFakeClock();
    const guard = createWindowGuard(clock.nowMs, () => isComposited);
    const bubble = guard.add(BUBBLE, false);
    const controls = guard.add(CONTROLS, true);
    const at = await server();
    await guard.follower.begin(at.x);
    const first = await at.heard();
    return { clock, guard, bubble, controls, at, first };
  }

  const SHAPED = ['shapes of 10', '10 takes nothing', 'shapes of 11', '11 takes what it draws'];
  const RAISED = ['10 above 2', '11 above 10'];

  it('shapes the windows at once, and asks for no event about others while none is shown', async () => {
    const { first } = await guarding();
    expect(first).toEqual([...SHAPED, 'events of the root 0']);
  });

  it('puts back what is wiped, each time, and counts', async () => {
    const { guard, at } = await guarding();
    at.wipe(BUBBLE);
    at.wipe(BUBBLE);
    at.wipe(CONTROLS);
    at.wipe(OTHER);
    expect(await at.heard()).toEqual(['10 takes nothing', '10 takes nothing', '11 takes what it draws']);
    expect(guard.numbers()).toEqual({ isOn: true, repairs: 3, raises: 0 });
  });

  it('knows whether its windows can be transparent', async () => {
    const { guard, controls, at } = await guarding();
    expect(await guard.areTransparent()).toBe(true);
    at.drawWith(32, 24);
    expect(await guard.areTransparent()).toBe(false);
    controls.close();
    expect(await guard.areTransparent()).toBe(true);
    at.drawWith(24, 24);
    guard.follower.end();
    expect(await guard.areTransparent()).toBe(true);
  });

  it('raises shown windows that are covered, the controls above the bubble, until they are hidden', async () => {
    const { guard, bubble, controls, at } = await guarding();
    bubble.show();
    controls.show();
    await at.heard();
    at.cover();
    expect(await at.heard()).toEqual(RAISED);
    expect(guard.numbers()).toMatchObject({ raises: 1 });
    bubble.hide();
    controls.hide();
    expect((await at.heard()).at(-1)).toBe('events of the root 0');
  });

  it.each([
    [true, ['11 takes what it draws', '11 below 10', '11 above 10']],
    [false, ['11 takes what it draws']],
  ])('lets a compositor notice a new shape of the controls: %s', async (isComposited, expected) => {
    const { bubble, controls, at } = await guarding({ isComposited });
    at.reshape(CONTROLS);
    expect(await at.heard()).toEqual(['11 takes what it draws']);
    bubble.show();
    controls.show();
    await at.heard();
    at.reshape(CONTROLS);
    expect(await at.heard()).toEqual(expected);
  });

  it('does not ask for the order when a window was only moved', async () => {
    const { bubble, at } = await guarding();
    bubble.show();
    await at.heard();
    const asked = vi.spyOn(at.x, 'ask');
    for (let step = 0; step < 5; step += 1) at.move(7);
    await at.heard();
    const orders = asked.mock.calls.filter(([request]) => request.readUInt8(0) === 15);
    expect(orders).toHaveLength(1);
  });

  it('gives in to a program that raises itself each time, until a window is shown again', async () => {
    const { clock, guard, bubble, controls, at } = await guarding();
    bubble.show();
    controls.show();
    for (let time = 0; time < RAISES_MAX + 5; time += 1) {
      at.cover(time);
      await at.heard();
    }
    expect(guard.numbers().raises).toBe(RAISES_MAX);
    bubble.show();
    await at.heard();
    expect(guard.numbers().raises).toBe(RAISES_MAX + 1);
    clock.advance(RAISES_WITHIN_MS + 1);
    at.cover(1);
    await at.heard();
    expect(guard.numbers().raises).toBe(RAISES_MAX + 2);
  });

  it('begins anew on another connection, with the windows that are still open', async () => {
    const { guard, bubble, controls, at } = await guarding();
    bubble.show();
    guard.follower.end();
    expect(guard.isOn()).toBe(false);
    at.wipe(BUBBLE);
    controls.close();
    const next = await server();
    await guard.follower.begin(next.x);
    expect(await next.heard()).toEqual([...SHAPED.slice(0, 2), `events of the root ${1 << 19}`]);
  });
});
