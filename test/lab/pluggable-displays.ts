import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The resolutions of the displays, with timings of `cvt`; no real display sees them. */
const MODELINES: Readonly<Record<string, string>> = {
  '1024x768': '63.50 1024 1072 1176 1328 768 771 775 798 -hsync +vsync',
  /** A display on its side: the driver rotates none. */
  '800x1280': '85.75 800 856 936 1072 1280 1283 1293 1327 -hsync +vsync',
  '1280x800': '83.50 1280 1352 1480 1680 800 803 809 831 -hsync +vsync',
  '1920x1080': '173.00 1920 2048 2248 2576 1080 1083 1088 1120 -hsync +vsync',
};

/** The driver's outputs that are used. */
const OUTPUTS = ['DUMMY0', 'DUMMY1'] as const;
type Output = (typeof OUTPUTS)[number];

export interface PluggedDisplay {
  readonly output: Output;
  /** One of MODELINES. */
  readonly mode: string;
  /** Its upper left corner on the desktop, in pixels. */
  readonly x: number;
  readonly y: number;
}

/**
 * Return the arguments of an `Xorg` without a graphics card, whose displays can be plugged in. It starts with one of 1280 × 800.
 * @param folder gets its files.
 */
export function pluggableServerArguments(folder: string): string[] {
  const config = join(folder, 'xorg.conf');
  writeFileSync(config, CONFIGURATION);
  const quiet = ['-noreset', '-nolisten', 'tcp', '-novtswitch', '-sharevts'];
  return ['-config', config, '-logfile', join(folder, 'Xorg.log'), '-displayfd', '3', ...quiet];
}

/** Give each output every resolution. Call once, before the first `plugIn`. */
export async function preparePluggableDisplays(env: NodeJS.ProcessEnv): Promise<void> {
  for (const output of OUTPUTS) {
    for (const mode of Object.keys(MODELINES)) await run('xrandr', ['--addmode', output, mode], { env });
  }
}

/**
 * Plug in exactly these displays, and unplug the others; the first one is the primary.
 */
export async function plugIn(env: NodeJS.ProcessEnv, displays: readonly PluggedDisplay[]): Promise<void> {
  const on = displays.flatMap(({ output, mode, x, y }, index) => [
    ...['--output', output, '--mode', mode, '--pos', `${x}x${y}`],
    ...(index === 0 ? ['--primary'] : []),
  ]);
  const off = OUTPUTS.filter((output) => !displays.some((display) => display.output === output));
  await run('xrandr', [...on, ...off.flatMap((output) => ['--output', output, '--off'])], { env });
  // The driver notices a new display, and announces it, only when it is queried.
  await run('xrandr', ['--query'], { env });
}

const CONFIGURATION = `
Section "ServerFlags"
  Option "AutoAddDevices" "false"
EndSection
Section "Device"
  Identifier "card"
  Driver "dummy"
  VideoRam 256000
EndSection
Section "Monitor"
  Identifier "monitor"
  HorizSync 5-1000
  VertRefresh 5-200
${Object.entries(MODELINES)
  .map(([name, timing]) => `  Modeline "${name}" ${timing}`)
  .join('\n')}
EndSection
Section "Screen"
  Identifier "screen"
  Device "card"
  Monitor "monitor"
  DefaultDepth 24
  SubSection "Display"
    Depth 24
    Modes "1280x800"
    Virtual 3840 1600
  EndSubSection
EndSection
`;
