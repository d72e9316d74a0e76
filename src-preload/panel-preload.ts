import { contextBridge, ipcRenderer } from 'electron';
import { pageBridge } from './page-bridge.ts';
import { PANEL_CHANNEL, type PanelBridge } from './panel-contract.ts';

const bridge: PanelBridge = {
  ...pageBridge,
  typed: () => ipcRenderer.invoke(PANEL_CHANNEL.typed),
  keepDraft: (text) => ipcRenderer.send(PANEL_CHANNEL.draft, text),
  close: () => ipcRenderer.send(PANEL_CHANNEL.close),
};

contextBridge.exposeInMainWorld('panel', bridge);
