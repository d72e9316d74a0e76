import type { ClientLanguage } from '../../src-shared/languages.ts';
import { UsageError } from '../read-arguments.mjs';

/** The names of the demo's clients after the first one. */
const OTHERS: Readonly<Record<ClientLanguage, readonly string[]>> = {
  pl: ['Kuchnia', 'Biuro', 'Salon'],
  en: ['Kitchen', 'Office', 'Living room'],
};

/**
 * Return the names of the other clients.
 * @throws UsageError if there are not enough names.
 */
export function otherNames(clients: string, language: ClientLanguage): readonly string[] {
  const others = OTHERS[language];
  if (!/^[1-9]$/.test(clients) || Number(clients) > others.length + 1) {
    throw new UsageError(`--clients ${clients}: give a number from 1 to ${others.length + 1}`);
  }
  return others.slice(0, Number(clients) - 1);
}
