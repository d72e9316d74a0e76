import type { TestProject } from 'vitest/node';
import { buildApp } from '../../scripts/build-app.ts';
import { findElectron } from '../../scripts/install/electron-runtime.mjs';
import { startVirtualDesktop } from '../lab/virtual-desktop.ts';

/** What every end-to-end test needs and none of them changes. */
export interface EndToEndHarness {
  /** The Electron executable. */
  readonly electron: string;
  /** The whole environment of programs on each of the virtual desktops: one for each file that may run at a time. */
  readonly desktopEnvs: readonly Readonly<Record<string, string>>[];
  readonly screen: { readonly width: number; readonly height: number };
}

declare module 'vitest' {
  export interface ProvidedContext {
    harness: EndToEndHarness;
    /** Whether this run has built the app, for whichever of its projects. */
    isBuilt: boolean;
  }
}

const SCREEN = { width: 1280, height: 800 };

/** Builds the app, and brings up a virtual desktop for each file of the project that runs at a time. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const electron = await findElectron();
  const starts = Array.from({ length: project.config.maxWorkers }, () => startVirtualDesktop(SCREEN));
  const [desktops] = await Promise.all([Promise.all(starts), buildOnce(project)]);
  project.provide('harness', { electron, desktopEnvs: desktops.map(({ env }) => env), screen: SCREEN });
  return async () => void (await Promise.all(desktops.map(({ stop }) => stop())));
}

async function buildOnce(project: TestProject): Promise<void> {
  if (project.getProvidedContext().isBuilt) return;
  await buildApp();
  project.vitest.provide('isBuilt', true);
}
