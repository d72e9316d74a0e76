import { contextBridge, ipcRenderer } from 'electron';
import {
  DIAGNOSTICS_CHANNEL,
  type DiagnosticsBridge,
  type DiagnosticsView,
} from '../src-shared/diagnostics-contract.ts';
import { textsBridge } from './texts-bridge.ts';

const bridge: DiagnosticsBridge = {
  ...textsBridge,
  onView(listener) {
    const onMessage = (_event: unknown, view: DiagnosticsView) => listener(view);
    ipcRenderer.on(DIAGNOSTICS_CHANNEL.view, onMessage);
    ipcRenderer.send(DIAGNOSTICS_CHANNEL.ready);
    return () => ipcRenderer.off(DIAGNOSTICS_CHANNEL.view, onMessage);
  },
  copy: () => ipcRenderer.invoke(DIAGNOSTICS_CHANNEL.copy),
};

contextBridge.exposeInMainWorld('diagnostics', bridge);
