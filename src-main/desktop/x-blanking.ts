import type { Follower } from './keep-connected.ts';
import { cardinals, type XConnection, xRequest } from './x-connection.ts';

/**
 * Whether the X server shows nothing: displays switched off (DPMS), or its screen saver. The server reports when the saver
 * begins and ends, and displays that are switched off begin it as well, on every version (`DPMSSet` in the server's
 * Xext/dpms.c, or hw/xfree86/common/xf86DPMS.c; seen with Xorg 21.1). Events of DPMS itself come with its version 1.2.
 * https://www.x.org/releases/current/doc/scrnsaverproto/saver.html, https://www.x.org/releases/current/doc/xextproto/dpms.html
 */

const SAVER = { queryInfo: 1, selectInput: 2 } as const;
const DPMS = { getVersion: 0, info: 7, selectInput: 8 } as const;

/** The masks of the events that tell about changes: those of the saver, and those of DPMS 1.2. */
const SAVER_CHANGES = 1;
const POWER_CHANGES = 1;

const SAVER_ON = 1;
const SAVER_EXTERNAL = 2;
const POWER_ON = 0;

/** The X server's screen saver and the power of its displays. */
export interface BlankingInfo {
  /** 0: off, 1: on, 3: disabled. */
  readonly saver: number;
  /** 0: the server blanks the screen, 1: it draws a pattern, 2: a program draws in its place. */
  readonly saverKind: number;
  /** 0: on; 1 to 3: standby, suspended, off. */
  readonly power: number;
}

/**
 * Return whether nothing of the desktop can be seen. A program in the saver's place may leave everything as it is, such as
 * one that only waits to lock the screen (xss-lock). Displays count as off only while the saver is on, because only then
 * something tells when they are on again: made-up input (XTEST) ends the saver and leaves the displays off, and the server
 * does not tell how that ends (Xorg 21.1).
 */
export function isBlank({ saver, saverKind, power }: BlankingInfo): boolean {
  return saver === SAVER_ON && (saverKind !== SAVER_EXTERNAL || power !== POWER_ON);
}

/** Call `onBlank` whenever the X server has begun or ceased to show nothing; possibly several times with the same value. */
export function followBlanking(onBlank: (blank: boolean) => void): Follower<XConnection> {
  return {
    async begin(x) {
      const saver = await x.extension('MIT-SCREEN-SAVER');
      const dpms = await x.extension('DPMS');
      const root = cardinals(x.rootWindow);
      const askPower = async () => {
        if (dpms === null) return POWER_ON;
        return (await x.ask(xRequest(dpms.majorOpcode, DPMS.info, Buffer.alloc(0)))).readUInt16LE(8);
      };
      const askSaver = async () => {
        if (saver === null) return { saver: 0, saverKind: 0 };
        const reply = await x.ask(xRequest(saver.majorOpcode, SAVER.queryInfo, root));
        return { saver: reply.readUInt8(1), saverKind: reply.readUInt8(24) };
      };
      const check = async () => {
        const [power, saverInfo] = await Promise.all([askPower(), askSaver()]);
        onBlank(isBlank({ ...saverInfo, power }));
      };
      x.onEvent(({ code, extension }) => {
        const isOfSaver = saver !== null && code === saver.firstEvent;
        const isOfPower = dpms !== null && extension === dpms.majorOpcode;
        // It rejects when the connection ends, and our knowledge with it.
        if (isOfSaver || isOfPower) check().catch(() => {});
      });
      if (saver !== null)
        x.send(xRequest(saver.majorOpcode, SAVER.selectInput, Buffer.concat([root, cardinals(SAVER_CHANGES)])));
      if (dpms !== null) {
        const version = await x.ask(xRequest(dpms.majorOpcode, DPMS.getVersion, Buffer.from([1, 0, 2, 0])));
        const hasEvents = version.readUInt16LE(8) > 1 || version.readUInt16LE(10) >= 2;
        if (hasEvents) x.send(xRequest(dpms.majorOpcode, DPMS.selectInput, cardinals(POWER_CHANGES)));
      }
      await check();
    },
    end: () => onBlank(false),
  };
}
