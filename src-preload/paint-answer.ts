import type { IpcRenderer } from 'electron';
import { CHANNEL } from '../src-shared/bubble-contract.ts';

/**
 * Tells main, whenever it asks, that the page has painted what it was last sent. The state comes before the question, so
 * it is drawn by the next frame; a page that is not on the screen has none and does not answer.
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
