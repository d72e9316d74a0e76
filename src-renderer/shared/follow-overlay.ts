import type { OverlayBridge, OverlayState } from '../../src-preload/contract.ts';
import { readState } from '../../src-preload/state-message.ts';
import { type StringKey, titleOf, translator } from '../../src-preload/strings.ts';
import { appearanceOf } from './appearance.ts';
import { applyLayout } from './layout.ts';
import { describeDocument } from './start-page.tsx';

/**
 * Follows what main tells a page of the overlay: lays the page out, gives it its appearance and its title, and hands on
 * each state.
 */
export function followOverlay(
  bridge: Pick<OverlayBridge, 'onLayout' | 'onState'>,
  title: StringKey,
  onState: (state: OverlayState) => void,
): void {
  const root = document.documentElement;
  const applyAppearance = appearanceOf(root, matchMedia('(prefers-reduced-motion: reduce)'));
  bridge.onLayout((layout) => applyLayout(root, layout));
  bridge.onState((message) => {
    const state = readState(message);
    applyAppearance(state.appearance);
    describeDocument(state.language, titleOf(title, state.profile, translator(state.language)));
    onState(state);
  });
}
