import type { TestProject } from 'vitest/node';
import { buildApp } from '../../scripts/build-app.ts';
import { findElectron } from '../../scripts/install/electron-runtime.mjs';
import { startVirtualDesktop } from '../lab/virtual-desktop.ts';

/** What every end-to-end test needs and none of them changes. */
export interface EndToEndHarness {
  /** The Electron executable. */
  readonly electron: string;
  /** What a program's environment needs on top of the test's own, to show its windows on the virtual desktop. */
  readonly desktopEnv: Readonly<Record<string, string>>;
  readonly screen: { readonly width: number; readonly height: number };
}

declare module 'vitest' {
  export interface ProvidedContext {
    harness: EndToEndHarness;
  }
}

const SCREEN = { width: 1280, height: 800 };

/** Builds the app and brings up one virtual desktop for all end-to-end tests. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const electron = await findElectron();
  const [desktop] = await Promise.all([startVirtualDesktop(SCREEN), buildApp()]);
  project.provide('harness', { electron, desktopEnv: desktop.env, screen: SCREEN });
  return desktop.stop;
}
