/** Put there by the build: what the bundles contain of others. */
declare const BUNDLED_LICENCES: readonly import('./licence.ts').Licence[];
