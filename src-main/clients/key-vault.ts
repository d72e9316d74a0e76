import { safeStorage } from 'electron';
import type { Vault } from './key-store.ts';

/** Linux without a keyring: Chromium then only pretends, with a password that everybody knows. */
const UNSAFE_BACKENDS: readonly string[] = ['basic_text', 'unknown'];

/** The keychain of the system. To be used when the app is ready. */
export const systemVault: Vault = {
  isSafe() {
    if (!safeStorage.isEncryptionAvailable()) return false;
    return process.platform !== 'linux' || !UNSAFE_BACKENDS.includes(safeStorage.getSelectedStorageBackend());
  },
  seal: (text) => safeStorage.encryptString(text),
  open: (sealed) => safeStorage.decryptString(sealed),
};
