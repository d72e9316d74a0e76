import type { IpcRenderer } from 'electron';
import { CHANNEL } from '../src-shared/bubble-contract.ts';

/**
 * Reply to main once the page has painted its last state. The state arrives before the question, so the next frame draws
 * it; a page that is not on the screen has no frames and does not reply.
 */
export function answerPaint(ipc: Pick<IpcRenderer, 'on' | 'send'>): void {
  ipc.on(CHANNEL.paint, (_event, number: number) => {
    requestAnimationFrame(() => {
      // The callback comes before the frame is painted, and the message after it.
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        port1.close();
        ipc.send(CHANNEL.painted, number);
      };
      port2.postMessage(null);
    });
  });
}
