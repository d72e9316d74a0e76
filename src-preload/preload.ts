import { contextBridge, ipcRenderer } from 'electron';
import { CHANNEL, type Command, type OverlayBridge, type OverlayState } from './contract.ts';

const bridge: OverlayBridge = {
  onState(listener) {
    const onMessage = (_event: unknown, state: OverlayState) => listener(state);
    ipcRenderer.on(CHANNEL.state, onMessage);
    // Listening comes first: main answers on the same channel, so that an older state can't follow a newer one.
    ipcRenderer.send(CHANNEL.ready);
    return () => ipcRenderer.off(CHANNEL.state, onMessage);
  },
  press(command: Command) {
    ipcRenderer.send(CHANNEL.command, command);
  },
};

contextBridge.exposeInMainWorld('overlay', bridge);
