/** The tray as the desktop sees it: over D-Bus, where the panel draws it and presses its menu. */

import { until } from '../lab/until.ts';
import { onDesktop } from './desktop.ts';

const BUS = 'org.freedesktop.DBus';
const PROPERTIES = 'org.freedesktop.DBus.Properties.Get';

/** Calls a method on the session bus. @returns the answer as GVariant text. */
function call(destination: string, path: string, method: string, ...args: readonly string[]): Promise<string> {
  const target = ['--session', '--dest', destination, '--object-path', path, '--method', method];
  return onDesktop('gdbus', 'call', ...target, ...args);
}

/** A tray icon's address on the bus. */
export interface TrayIcon {
  readonly busName: string;
  readonly path: string;
}

/**
 * Waits for the overlay's icon. The desktop has no other tray icons, but may go on listing that of an overlay which was
 * killed while it registered its icon.
 */
export async function trayIcon(): Promise<TrayIcon> {
  return until('the tray icon', async () => {
    const watcher = 'org.kde.StatusNotifierWatcher';
    const items = await call(watcher, '/StatusNotifierWatcher', PROPERTIES, watcher, 'RegisteredStatusNotifierItems');
    for (const [, busName = '', path = ''] of items.matchAll(/'([^'/]+)(\/[^']+)'/g)) {
      if ((await call(BUS, '/', `${BUS}.NameHasOwner`, busName)).includes('true')) return { busName, path };
    }
    return null;
  });
}

/** The icon's tooltip. */
export function trayTooltip({ busName, path }: TrayIcon): Promise<string> {
  return call(busName, path, PROPERTIES, 'org.kde.StatusNotifierItem', 'ToolTip');
}

async function menuPath({ busName, path }: TrayIcon): Promise<string> {
  const answer = await call(busName, path, PROPERTIES, 'org.kde.StatusNotifierItem', 'Menu');
  const found = /objectpath '([^']+)'/.exec(answer)?.[1];
  if (found === undefined) throw new Error(`the tray icon has no menu: ${answer}`);
  return found;
}

/** The menu's entries: each one's number and its properties, as GVariant text. */
async function menuItems(icon: TrayIcon): Promise<readonly (readonly [id: number, properties: string])[]> {
  const layout = await call(
    icon.busName,
    await menuPath(icon),
    'com.canonical.dbusmenu.GetLayout',
    '--',
    '0',
    '-1',
    '@as []',
  );
  return [...layout.matchAll(/<\((\d+), \{([^}]*)\}/g)].map(([, id, properties]) => [Number(id), properties ?? '']);
}

/** gdbus escapes characters that are not printed, such as those that turn the direction. */
const labelIn = (properties: string) =>
  /'label': <['"]([^'"]*)['"]>/
    .exec(properties)?.[1]
    ?.replaceAll(/\\u([0-9a-f]{4})/g, (_, code) => String.fromCodePoint(Number.parseInt(code, 16)));

/** The menu's entries by label. */
export async function trayEntries(icon: TrayIcon): Promise<ReadonlyMap<string, number>> {
  const items = await menuItems(icon);
  return new Map(
    items.flatMap(([id, properties]) => {
      const label = labelIn(properties);
      return label === undefined ? [] : [[label, id] as const];
    }),
  );
}

/** Whether an entry has its mark. */
export async function isChecked(icon: TrayIcon, label: string): Promise<boolean> {
  const items = await menuItems(icon);
  return items.some(([, properties]) => labelIn(properties) === label && /'toggle-state': <1>/.test(properties));
}

/** Whether an entry can be pressed. */
export async function isEnabled(icon: TrayIcon, label: string): Promise<boolean> {
  const items = await menuItems(icon);
  return items.some(([, properties]) => labelIn(properties) === label && !/'enabled': <false>/.test(properties));
}

/** Waits for an entry. @returns a function that presses it. */
export async function trayEntry(icon: TrayIcon, label: string): Promise<() => Promise<void>> {
  const id = await until(`the tray entry "${label}"`, async () => (await trayEntries(icon)).get(label));
  const menu = await menuPath(icon);
  return async () => {
    await call(icon.busName, menu, 'com.canonical.dbusmenu.Event', String(id), 'clicked', '<0>', '0');
  };
}

/** Waits for an entry and presses it. A menu that was drawn anew in the meantime has other numbers, and is read again. */
export async function pressTrayEntry(icon: TrayIcon, label: string): Promise<void> {
  await until(`a press on the tray entry "${label}"`, async () => {
    const press = await trayEntry(icon, label);
    return press().then(
      () => true,
      () => false,
    );
  });
}
