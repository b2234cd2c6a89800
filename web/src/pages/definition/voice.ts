import { sayDefinition, type DefinitionKey } from '../../i18n/definition';
import type { Fill } from '../../i18n/say';
import { useVisit } from '../../panels/context';

/** The visit, and a voice that knows the words of definitions. */
export function useDefinitionWords() {
  const visit = useVisit();
  const t = (key: DefinitionKey, fill?: Fill): string => sayDefinition(visit.taste.language, key, fill);
  return { visit, t };
}
