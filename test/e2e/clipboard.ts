/** The clipboard of the virtual desktop, as another program finds it. */

import { testPorts } from './clients.ts';
import { launchOverlay } from './desktop.ts';

/** Starts another program that reads the clipboard. It ends with the test. */
export async function startClipboardReader(): Promise<() => Promise<string>> {
  const reader = await launchOverlay(await testPorts());
  return () => reader.app.evaluate(({ clipboard }) => clipboard.readText());
}
