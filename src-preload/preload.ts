import { contextBridge, ipcRenderer, webFrame } from 'electron';
import { CHANNEL, type HandleIntent, type OverlayBridge } from '../src-shared/bubble-contract.ts';
import { PANEL_CHANNEL } from '../src-shared/panel-contract.ts';
import { pageBridge } from './page-bridge.ts';
import { answerPaint } from './paint-answer.ts';

const bridge: OverlayBridge = {
  ...pageBridge,
  onLevel(listener) {
    const onMessage = (_event: unknown, level: number | null) => listener(level);
    ipcRenderer.on(CHANNEL.level, onMessage);
    return () => ipcRenderer.off(CHANNEL.level, onMessage);
  },
  handle(intent: HandleIntent) {
    ipcRenderer.send(CHANNEL.handle, intent);
  },
  hold(isHeld: boolean) {
    ipcRenderer.send(CHANNEL.held, isHeld);
  },
  togglePanel() {
    ipcRenderer.send(PANEL_CHANNEL.toggle);
  },
};

answerPaint(ipcRenderer);
// A flag from main exposes the function.
ipcRenderer.on(CHANNEL.tidy, () => {
  // Also empties Blink's own caches: 3 MiB after 200 turns (Electron 33).
  webFrame.clearCache();
  void globalThis.gc?.({ type: 'major', execution: 'async', flavor: 'last-resort' });
});
contextBridge.exposeInMainWorld('overlay', bridge);
