import { execFile, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** From one event of a double click to the next. */
const SHORTLY_MS = 60;
const SHORTLY = ['sleep', String(SHORTLY_MS / 1_000)] as const;

/** How a Wayland compositor takes input from a program: the protocol of wlroots, of KDE, or of Mutter. */
export type HandKind = 'wlr' | 'kde' | 'mutter';

/** Pixels from the upper left corner of the screen. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A pointer and a keyboard, whose input takes the way of a user's. */
export interface Hand {
  moveTo(point: Point): Promise<void>;
  press(): Promise<void>;
  release(): Promise<void>;
  /** Press and release twice, well within the time of a double click. */
  pressTwice(): Promise<void>;
  /** Press a key, with modifiers or without, in the notation of xdotool: `ctrl+alt+m`, `Return`. */
  key(combination: string): Promise<void>;
  stop(): void;
}

/** Return a hand at an X server. */
export function x11Hand(env: NodeJS.ProcessEnv): Hand {
  const xdotool = async (...args: readonly string[]) => {
    await run('xdotool', args, { env });
  };
  return {
    moveTo: ({ x, y }) => xdotool('mousemove', String(Math.round(x)), String(Math.round(y))),
    press: () => xdotool('mousedown', '1'),
    release: () => xdotool('mouseup', '1'),
    // All of it by one process: on a busy machine, the start of four takes too long.
    pressTwice: () =>
      xdotool('mousedown', '1', ...SHORTLY, 'mouseup', '1', ...SHORTLY, 'mousedown', '1', 'mouseup', '1'),
    key: (combination) => xdotool('key', combination),
    stop: () => {},
  };
}

/**
 * Return a hand at a Wayland compositor.
 * @param size of all displays together. @throws when the compositor takes no input in this way.
 */
export async function waylandHand(
  kind: HandKind,
  env: NodeJS.ProcessEnv,
  { width, height }: { readonly width: number; readonly height: number },
): Promise<Hand> {
  const script = join(import.meta.dirname, 'wayland-hand.py');
  const child = spawn('setpriv', ['--pdeathsig', 'TERM', '/usr/bin/python3', script, kind, `${width}`, `${height}`], {
    env,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let trouble = '';
  child.stderr.on('data', (data) => {
    trouble += String(data);
  });
  child.stdin.on('error', () => {});
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const answered = async () => {
    if ((await lines.next()).done) throw new Error(`no input for the compositor: ${trouble.trim().split('\n').at(-1)}`);
  };
  await answered();
  const say = async (...words: readonly (string | number)[]) => {
    child.stdin.write(`${words.join(' ')}\n`);
    await answered();
  };
  return {
    moveTo: ({ x, y }) => say('move', Math.round(x), Math.round(y)),
    press: () => say('button', 1),
    release: () => say('button', 0),
    async pressTwice() {
      for (const state of [1, 0, 1, 0]) {
        await say('button', state);
        await delay(SHORTLY_MS);
      }
    },
    key: (combination) => say('key', combination),
    stop: () => void child.kill(),
  };
}

/** From the arrival of the pointer to the press, and from there to the release. */
const CLICK_MS = 60;
/** Slow enough for XWayland under wlroots: a pointer that leaves the moving window loses it. */
const DRAG_STEPS = 60;
const DRAG_STEP_MS = 25;
/** Between the press and the first move of a drag, and between the last one and the release. */
const GRAB_MS = 150;
const TYPING_MS = 40;

/** XWayland 22.1 doubles one large step that enters a window, so the pointer arrives in small ones, as a hand does. */
const ARRIVAL_PX = [6, 4, 2, 1, 0];

async function arriveAt(hand: Hand, { x, y }: Point): Promise<void> {
  for (const left of ARRIVAL_PX) await hand.moveTo({ x: x - left, y });
}

export async function click(hand: Hand, point: Point): Promise<void> {
  await arriveAt(hand, point);
  await delay(CLICK_MS);
  await hand.press();
  await delay(CLICK_MS);
  await hand.release();
}

export async function doubleClick(hand: Hand, point: Point): Promise<void> {
  await arriveAt(hand, point);
  await delay(CLICK_MS);
  await hand.pressTwice();
}

export async function drag(hand: Hand, from: Point, to: Point): Promise<void> {
  await arriveAt(hand, from);
  await hand.press();
  await delay(GRAB_MS);
  for (let step = 1; step <= DRAG_STEPS; step += 1) {
    const part = step / DRAG_STEPS;
    await hand.moveTo({ x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part });
    await delay(DRAG_STEP_MS);
  }
  await delay(GRAB_MS);
  await hand.release();
}

/** @param text of small letters. */
export async function type(hand: Hand, text: string): Promise<void> {
  for (const letter of text) {
    await hand.key(letter);
    await delay(TYPING_MS);
  }
}
