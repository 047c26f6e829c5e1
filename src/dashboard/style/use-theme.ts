import type { Ref } from 'vue';
import { ref, watchEffect } from 'vue';

const KEPT = 'orrery-theme';

export type Theme = 'dark' | 'light';

/** Dark or light: as it was chosen last, or else as the machine has it. */
export function useTheme(): Ref<Theme> {
  const theme = ref<Theme>(
    kept() ?? (matchMedia('(prefers-color-scheme: light)').matches ? 'light' : 'dark'),
  );
  watchEffect(() => {
    document.documentElement.dataset['theme'] = theme.value;
    keep(theme.value);
  });
  return theme;
}

/** A browser may refuse to keep anything. */
function kept(): Theme | undefined {
  try {
    const word = localStorage.getItem(KEPT);
    return word === 'dark' || word === 'light' ? word : undefined;
  } catch {
    return undefined;
  }
}

function keep(theme: Theme): void {
  try {
    localStorage.setItem(KEPT, theme);
  } catch {
    // Chosen for this visit only.
  }
}
