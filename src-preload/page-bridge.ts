import { ipcRenderer } from 'electron';
import { CHANNEL, type OverlayBridge, type PageLayout } from '../src-shared/bubble-contract.ts';
import type { CommandRequest } from '../src-shared/commands.ts';
import { textsBridge } from './texts-bridge.ts';

/** The part of the bridge that bubble, controls and panel share. */
export const pageBridge: Pick<OverlayBridge, 'texts' | 'onState' | 'onLayout' | 'press'> = {
  ...textsBridge,
  onState(listener) {
    const onMessage = (_event: unknown, message: string) => listener(message);
    ipcRenderer.on(CHANNEL.state, onMessage);
    // Listen first: main answers on the same channel, so that an older state can't follow a newer one.
    ipcRenderer.send(CHANNEL.ready);
    return () => ipcRenderer.off(CHANNEL.state, onMessage);
  },
  onLayout(listener) {
    const onMessage = (_event: unknown, layout: PageLayout) => listener(layout);
    ipcRenderer.on(CHANNEL.layout, onMessage);
    return () => ipcRenderer.off(CHANNEL.layout, onMessage);
  },
  press(request: CommandRequest) {
    ipcRenderer.send(CHANNEL.command, request);
  },
};
