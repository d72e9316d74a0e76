/** The window managers that a virtual desktop can have, as plain data. */

/** A program and its arguments. */
export type Command = readonly [name: string, args: readonly string[]];

interface WindowManagerKind {
  /** Its arguments, for a session without a session manager. */
  readonly args: readonly string[];
  /** `itself`: it always composites. `never`: it does not, and gets no compositor. */
  readonly compositing: { readonly on: string; readonly off: string } | 'picom' | 'itself' | 'never';
  /** Restarts it while it runs; null: a second one started with `--replace` takes over. */
  readonly restart: Command | null;
  /** Files that it reads, by their paths in the folder of configurations. */
  readonly files: Readonly<Record<string, string>>;
  /** Shows a workspace, counted from 0; null when there is one only. */
  readonly showWorkspace: ((index: number) => Command) | null;
  /** Has windows open on an output; null: they choose it themselves. */
  readonly focusDisplay: ((output: string) => Command) | null;
}

const COMMON = {
  restart: null,
  focusDisplay: null,
  files: {},
  showWorkspace: (index: number): Command => ['xdotool', ['set_desktop', String(index)]],
} as const;

const KINDS = {
  openbox: { ...COMMON, args: ['--sm-disable'], compositing: 'picom' },
  xfwm4: { ...COMMON, args: ['--sm-client-disable'], compositing: { on: '--compositor=on', off: '--compositor=off' } },
  metacity: { ...COMMON, args: ['--sm-disable'], compositing: { on: '--composite', off: '--no-composite' } },
  marco: { ...COMMON, args: ['--sm-disable'], compositing: { on: '--composite', off: '--no-composite' } },
  kwin_x11: { ...COMMON, args: [], compositing: 'itself', files: { kwinrc: '[Desktops]\nNumber=2\nRows=1\n' } },
  mutter: { ...COMMON, args: ['--x11', '--sm-disable'], compositing: 'itself', showWorkspace: null },
  i3: {
    args: [],
    compositing: 'never',
    restart: ['i3-msg', ['restart']],
    // Without a configuration, i3 asks whether to write one. The first line keeps it from converting this one.
    files: { 'i3/config': '# i3 config file (v4)\nfloating_modifier Mod4\nbar {\n  status_command cat\n}\n' },
    showWorkspace: (index: number): Command => ['i3-msg', ['workspace', String(index + 1)]],
    focusDisplay: (output: string): Command => ['i3-msg', [`focus output ${output}`]],
  },
  icewm: { ...COMMON, args: [], compositing: 'never' },
} as const satisfies Readonly<Record<string, WindowManagerKind>>;

export type WindowManager = keyof typeof KINDS;

/** The managers whose faults the end-to-end tests inject. */
export const WINDOW_MANAGERS = ['openbox', 'xfwm4', 'metacity'] as const satisfies readonly WindowManager[];

export function windowManagerKind(name: WindowManager): WindowManagerKind {
  return KINDS[name];
}

/** Return the command of a window manager without a session manager. @param composites whether it composites, if it can. */
export function windowManagerCommand(name: WindowManager, composites: boolean): Command {
  const { args, compositing }: WindowManagerKind = KINDS[name];
  if (typeof compositing === 'string') return [name, args];
  return [name, [...args, composites ? compositing.on : compositing.off]];
}

/** Return the command of the compositor that a window manager needs; null when it composites itself, or nobody does. */
export function compositorCommand(name: WindowManager): Command | null {
  return KINDS[name].compositing === 'picom' ? ['picom', ['--config', '/dev/null', '--backend', 'xrender']] : null;
}

/** Whether a desktop with this window manager draws transparent windows as such. */
export function canComposite(name: WindowManager): boolean {
  return KINDS[name].compositing !== 'never';
}

/** Lists the windows of an X server's window manager. */
export const LIST_X_WINDOWS: Command = ['wmctrl', ['-l']];

/** Asks an X window to close. */
export const closeXWindow = (title: string): Command => ['wmctrl', ['-c', title]];
