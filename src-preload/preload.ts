import { contextBridge, ipcRenderer } from 'electron';
import { CHANNEL, type HandleIntent, type OverlayBridge } from './contract.ts';
import { pageBridge } from './page-bridge.ts';
import { answerPaint } from './paint-answer.ts';
import { PANEL_CHANNEL } from './panel-contract.ts';

const bridge: OverlayBridge = {
  ...pageBridge,
  handle(intent: HandleIntent) {
    ipcRenderer.send(CHANNEL.handle, intent);
  },
  togglePanel() {
    ipcRenderer.send(PANEL_CHANNEL.toggle);
  },
};

answerPaint(ipcRenderer);
// The runtime has the function by a flag that main gives it.
ipcRenderer.on(CHANNEL.tidy, () => void globalThis.gc?.({ type: 'major', execution: 'async', flavor: 'last-resort' }));
contextBridge.exposeInMainWorld('overlay', bridge);
