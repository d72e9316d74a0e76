/** The pages, each an HTML file of the renderer's build. */
export const PAGES = ['bubble', 'controls', 'panel', 'settings', 'diagnostics'] as const;
export type Page = (typeof PAGES)[number];
