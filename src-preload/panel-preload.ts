import { contextBridge, ipcRenderer } from 'electron';
import { PANEL_CHANNEL, type PanelBridge, type PanelView } from '../src-shared/panel-contract.ts';
import { pageBridge } from './page-bridge.ts';

const bridge: PanelBridge = {
  ...pageBridge,
  onView(listener) {
    ipcRenderer.on(PANEL_CHANNEL.view, (_event, view: PanelView) => listener(view));
    ipcRenderer.send(PANEL_CHANNEL.ready);
  },
  copyAnswer: (id) => ipcRenderer.invoke(PANEL_CHANNEL.copyAnswer, id),
  typed: () => ipcRenderer.invoke(PANEL_CHANNEL.typed),
  keepDraft: (text) => ipcRenderer.send(PANEL_CHANNEL.draft, text),
  close: () => ipcRenderer.send(PANEL_CHANNEL.close),
};

contextBridge.exposeInMainWorld('panel', bridge);
