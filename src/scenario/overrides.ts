import type { Settings } from '../core/settings.ts';

/** Settings that a scenario changes, by name. */
export type SettingsOverrides = Partial<Settings>;
