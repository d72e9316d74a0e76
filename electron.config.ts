import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Configuration } from 'electron-builder';
import { APP_COMMENT, APP_ID, APP_NAME, translatedComments } from './src-main/start/app-identity.ts';
import { LEAN_SWITCH, X11_SWITCH } from './src-main/start/launch-switches.ts';
import { LANGUAGES } from './src-shared/languages.ts';

/** The app's name for programs: executable, `WM_CLASS`, desktop entry. */
const NAME = 'asystent-overlay';

/** What goes into the packages, for electron-builder, which `npm run package` runs. */
const config: Configuration = {
  appId: APP_ID,
  productName: APP_NAME,
  directories: { output: 'release' },
  // Everything that the code needs of others is bundled into out/. electron-builder adds package.json by itself.
  files: [
    ...['out/main/**', 'out/preload/**', 'out/renderer/**', 'assets/strings/*.json', 'assets/icon.png'],
    '!node_modules/**',
  ],
  asar: true,
  // Nothing is compiled for Electron, and nothing is to be looked for.
  npmRebuild: false,
  // The texts of Chromium's own, such as those of a context menu. In the overlay's languages.
  electronLanguages: LANGUAGES.map((language) => (language === 'en' ? 'en-US' : language)),
  extraMetadata: {
    // Electron makes the windows' WM_CLASS and Wayland's app id of it; the desktop entry has the same.
    desktopName: `${NAME}.desktop`,
  },
  // docs/security.md says what each is for.
  electronFuses: {
    runAsNode: false,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    grantFileProtocolExtraPrivileges: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    // Flipping the fuses breaks the signature without which macOS starts nothing on Apple's processors.
    resetAdHocDarwinSignature: true,
  },
  afterPack({ appOutDir, packager }) {
    // Electron's own app, which starts whatever it is told to. It stays when the runtime was given as a folder.
    rmSync(join(packager.getResourcesDir(appOutDir), 'default_app.asar'), { force: true });
  },
  linux: {
    // The others are made by `npm run package`: electron-builder's need fpm.
    target: ['AppImage'],
    artifactName: `${NAME}-\${version}-\${arch}.\${ext}`,
    files: ['assets/tray/*.png'],
    icon: 'assets/icon.png',
    category: 'Utility',
    executableName: NAME,
    syncDesktopName: true,
    // Wayland lets no window place itself or stay on top; XWayland does (ozone.ts).
    executableArgs: [X11_SWITCH, LEAN_SWITCH],
    description: APP_COMMENT.en,
    desktop: { entry: { ...translatedComments(), StartupNotify: 'false' } },
  },
  // The one that brings its own mounting program along: the default needs libfuse2, which current systems no longer have.
  toolsets: { appimage: '1.0.3' },
  win: {
    target: ['nsis'],
    files: ['assets/tray/*.png'],
    icon: 'assets/icon.ico',
    // Signed where the release job has a certificate (WIN_CSC_LINK); unsigned otherwise.
    verifyUpdateCodeSignature: true,
  },
  // For the user alone, which needs no administrator; silent with /S.
  nsis: {
    oneClick: true,
    perMachine: false,
    deleteAppDataOnUninstall: false,
    // A program that runs others as administrator; only installing for all users needs it.
    packElevateHelper: false,
    include: 'assets/uninstall.nsh',
    artifactName: `${NAME}-\${version}-setup.\${ext}`,
  },
  mac: {
    target: ['dmg', 'zip'],
    hardenedRuntime: true,
    // V8 writes the code that it runs; nothing else is asked for.
    entitlements: 'assets/mac-entitlements.plist',
    entitlementsInherit: 'assets/mac-entitlements.plist',
    gatekeeperAssess: false,
    // Done where the release job has Apple's key (APPLE_API_KEY).
    notarize: true,
    artifactName: `${NAME}-\${version}-\${arch}.\${ext}`,
    files: ['assets/tray/template/*.png'],
    icon: 'assets/icon.icns',
    category: 'public.app-category.utilities',
    // No icon in the dock: the app lives in the menu bar.
    extendInfo: { LSUIElement: true },
  },
};

export default config;
