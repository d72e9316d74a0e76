import { ipcRenderer } from 'electron';
import { CHANNEL, type OverlayBridge, type PageLayout } from '../src-shared/bubble-contract.ts';
import type { CommandRequest } from '../src-shared/commands.ts';
import { keepLatest } from './keep-latest.ts';
import { textsBridge } from './texts-bridge.ts';

/** The part of the bridge that bubble, controls and panel share. */
export const pageBridge: Pick<OverlayBridge, 'texts' | 'onState' | 'onLayout' | 'press'> = {
  ...textsBridge,
  onState: keepLatest<string>(ipcRenderer, CHANNEL.state),
  onLayout: keepLatest<PageLayout>(ipcRenderer, CHANNEL.layout),
  press(request: CommandRequest) {
    ipcRenderer.send(CHANNEL.command, request);
  },
};

// Main answers while the page's scripts are loaded, on the channels of its later messages: an older state can't follow a newer one.
// A window that is debugged gives its empty first document the bridge as well.
if (location.href !== 'about:blank') ipcRenderer.send(CHANNEL.ready);
