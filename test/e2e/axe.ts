import axe from 'axe-core';
import type { Page } from 'playwright';
import { motionEnded } from '../lab/overlay-driver.ts';

/** Return axe's findings on a page, one line each. */
export async function findings(page: Page): Promise<string[]> {
  await motionEnded(page);
  // The content security policy forbids script elements, but not the code that tests evaluate.
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate<axe.AxeResults>("axe.run(document, { resultTypes: ['violations'] })");
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}
