/** Written into the bundle from package.json; absent when a module is run unbundled, as tests do. */
declare const ORRERY_VERSION: string | undefined;

export const version = typeof ORRERY_VERSION === 'string' ? ORRERY_VERSION : 'unbundled';
