/** Ends the version of a test build, by which the app recognises that it is one. */
export const TEST_VERSION_SUFFIX = '-test';
