import type { Configuration } from 'electron-builder';

/** What goes into a release, for electron-builder (`--config electron.config.ts`). */
const config: Configuration = {
  appId: 'pl.asystent.overlay',
  productName: 'Asystent Overlay',
  directories: { output: 'release' },
  // Everything the code needs is bundled into out/; the tray's artwork is read from assets/ at run time.
  files: ['out/**', 'assets/**', 'package.json', '!node_modules/**'],
  asar: true,
  electronFuses: {
    runAsNode: false,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    grantFileProtocolExtraPrivileges: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
  },
  linux: { target: ['AppImage', 'deb'], category: 'Utility' },
  win: { target: ['nsis'] },
  mac: { target: ['dmg'], category: 'public.app-category.utilities', extendInfo: { LSUIElement: true } },
};

export default config;
