/** What the version of a package for tests ends in; the app tells by it what it is. */
export const TEST_VERSION_SUFFIX = '-test';
