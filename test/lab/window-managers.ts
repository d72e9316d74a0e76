/** The window managers that a virtual desktop can have. */
export const WINDOW_MANAGERS = ['openbox', 'xfwm4', 'metacity'] as const;
export type WindowManager = (typeof WINDOW_MANAGERS)[number];

/** A program and its arguments. */
export type Command = readonly [name: string, args: readonly string[]];

/** Return the command of a window manager without a session manager. @param composites whether it composites, if it can. */
export function windowManagerCommand(name: WindowManager, composites: boolean): Command {
  switch (name) {
    case 'openbox':
      return ['openbox', ['--sm-disable']];
    case 'xfwm4':
      return ['xfwm4', ['--sm-client-disable', `--compositor=${composites ? 'on' : 'off'}`]];
    case 'metacity':
      return ['metacity', ['--sm-disable', composites ? '--composite' : '--no-composite']];
  }
}

/** Return the command of the compositor that a window manager needs; null when it composites itself. */
export function compositorCommand(name: WindowManager): Command | null {
  return name === 'openbox' ? ['picom', ['--config', '/dev/null', '--backend', 'xrender']] : null;
}
