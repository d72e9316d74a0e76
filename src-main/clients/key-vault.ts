import { safeStorage } from 'electron';
import type { Vault } from './key-store.ts';

/** On Linux without a keyring, Chromium encrypts with a password that everybody knows. */
const UNSAFE_BACKENDS: readonly string[] = ['basic_text', 'unknown'];

/** The system's keychain. Use it once the app is ready. */
export const systemVault: Vault = {
  isSafe() {
    if (!safeStorage.isEncryptionAvailable()) return false;
    return process.platform !== 'linux' || !UNSAFE_BACKENDS.includes(safeStorage.getSelectedStorageBackend());
  },
  seal: (text) => safeStorage.encryptString(text),
  open: (sealed) => safeStorage.decryptString(sealed),
};
