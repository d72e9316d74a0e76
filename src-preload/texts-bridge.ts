import { ipcRenderer } from 'electron';
import { TEXTS_CHANNEL, type TextsBridge } from '../src-shared/texts-contract.ts';

/** The part of the bridge that all pages share. */
export const textsBridge: TextsBridge = {
  texts: (language) => ipcRenderer.sendSync(TEXTS_CHANNEL, language),
};
