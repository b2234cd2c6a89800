import { definitionEn } from './definition_en';
import { definitionVi, type DefinitionKey } from './definition_vi';
import { sayer } from './say';

export type { DefinitionKey };

/** Says what the page of definitions says. */
export const sayDefinition = sayer<DefinitionKey>({ vi: definitionVi, en: definitionEn });
