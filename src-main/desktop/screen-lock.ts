import { BUS, type BusConnection } from './bus-connection.ts';
import type { Follower } from './keep-connected.ts';

/**
 * The services of the session bus that cover the screen or lock it, with their objects. The interface of each has the same
 * name, the method GetActive and the signal ActiveChanged: https://docs.xfce.org/apps/xfce4-screensaver/4.20/dbus
 */
const SAVERS: Readonly<Record<string, string>> = {
  // Plasma's.
  'org.freedesktop.ScreenSaver': '/org/freedesktop/ScreenSaver',
  'org.gnome.ScreenSaver': '/org/gnome/ScreenSaver',
  'org.cinnamon.ScreenSaver': '/org/cinnamon/ScreenSaver',
  'org.mate.ScreenSaver': '/org/mate/ScreenSaver',
  'org.xfce.ScreenSaver': '/org/xfce/ScreenSaver',
};

/**
 * Call `onLocked` whenever a screen saver or lock of a Linux desktop begins and ends; possibly several times with the same
 * value. One that leaves the bus, however that happens, has ended.
 */
export function followLock(onLocked: (locked: boolean) => void): Follower<BusConnection> {
  return {
    async begin(bus) {
      const active = new Set<string>();
      const note = (service: string, isActive: boolean) => {
        if (isActive) active.add(service);
        else active.delete(service);
        onLocked(active.size > 0);
      };
      bus.onSignal(({ interface: sender, member, body }) => {
        if (member === 'ActiveChanged' && Object.hasOwn(SAVERS, sender)) note(sender, body[0] === true);
        if (member !== 'NameOwnerChanged') return;
        note(String(body[0]), false);
      });
      const choose = (rule: string) =>
        bus.call({ ...BUS, member: 'AddMatch', signature: 's', body: [`type='signal',${rule}`] });
      const followOne = async ([service, path]: readonly [string, string]) => {
        await Promise.all([
          choose(`sender='${service}',interface='${service}',member='ActiveChanged'`),
          choose(`sender='${BUS.service}',member='NameOwnerChanged',arg0='${service}'`),
        ]);
        const isActive = await bus.call({ service, path, member: 'GetActive' }).then(
          ([active]) => active === true,
          () => false,
        );
        if (isActive) note(service, true);
      };
      await Promise.all(Object.entries(SAVERS).map(followOne));
    },
    end: () => onLocked(false),
  };
}
