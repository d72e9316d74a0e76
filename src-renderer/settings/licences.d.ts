/** Defined by the build: the packages in the bundles. */
declare const BUNDLED_LICENCES: readonly import('./licence.ts').Licence[];
