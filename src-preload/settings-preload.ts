import { contextBridge, ipcRenderer } from 'electron';
import { SETTINGS_CHANNEL, type SettingsBridge, type SettingsView } from '../src-shared/settings-contract.ts';
import { textsBridge } from './texts-bridge.ts';

const bridge: SettingsBridge = {
  ...textsBridge,
  onView(listener) {
    const onMessage = (_event: unknown, view: SettingsView) => listener(view);
    ipcRenderer.on(SETTINGS_CHANNEL.view, onMessage);
    ipcRenderer.send(SETTINGS_CHANNEL.ready);
    return () => ipcRenderer.off(SETTINGS_CHANNEL.view, onMessage);
  },
  update: (section, changes) => ipcRenderer.invoke(SETTINGS_CHANNEL.update, section, changes),
  reset: (section) => ipcRenderer.send(SETTINGS_CHANNEL.reset, section),
  press: (request) => ipcRenderer.send(SETTINGS_CHANNEL.command, request),
  setLogin: (enabled) => ipcRenderer.send(SETTINGS_CHANNEL.setLogin, enabled),
  firstRun: (step) => ipcRenderer.send(SETTINGS_CHANNEL.firstRun, step),
  pairText: (text) => ipcRenderer.invoke(SETTINGS_CHANNEL.pairText, text),
  pairFile: () => ipcRenderer.invoke(SETTINGS_CHANNEL.pairFile),
  seek: (isOn) => ipcRenderer.send(SETTINGS_CHANNEL.seek, isOn),
  testClient: (kind, address) => ipcRenderer.invoke(SETTINGS_CHANNEL.testClient, kind, address),
  giveLogin: (address, user, password) => ipcRenderer.send(SETTINGS_CHANNEL.giveLogin, address, user, password),
  giveCertificate: (address) => ipcRenderer.invoke(SETTINGS_CHANNEL.giveCertificate, address),
  findOnBroker: (address) => ipcRenderer.invoke(SETTINGS_CHANNEL.findOnBroker, address),
  findSatellites: (address, token) => ipcRenderer.invoke(SETTINGS_CHANNEL.findSatellites, address, token),
  addClient: (kind, address, name) => ipcRenderer.invoke(SETTINGS_CHANNEL.addClient, kind, address, name),
  renameClient: (id, name) => ipcRenderer.send(SETTINGS_CHANNEL.renameClient, id, name),
  removeClient: (id) => ipcRenderer.send(SETTINGS_CHANNEL.removeClient, id),
  setRecording: (recording) => ipcRenderer.send(SETTINGS_CHANNEL.recording, recording),
  updates: (step) => ipcRenderer.send(SETTINGS_CHANNEL.updates, step),
  openDiagnostics: () => ipcRenderer.send(SETTINGS_CHANNEL.openDiagnostics),
  openLogFolder: () => ipcRenderer.send(SETTINGS_CHANNEL.openLogFolder),
  quit: () => ipcRenderer.send(SETTINGS_CHANNEL.quit),
};

contextBridge.exposeInMainWorld('settings', bridge);
